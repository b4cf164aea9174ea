-- +goose Up
-- Comparing the ledger with the platform, what was found, and the quota.

CREATE TABLE reconciliations (
    id          BIGINT PRIMARY KEY,
    corp_id     BIGINT NOT NULL REFERENCES corps (id),
    account_id  BIGINT NOT NULL REFERENCES accounts (id),
    state       TEXT COLLATE "C"    NOT NULL,
    stage       TEXT COLLATE "C"    NOT NULL,
    chunk       BIGINT NOT NULL, -- number of the job that may go on with it
    progress    TEXT COLLATE "C"    NOT NULL, -- how far it has come, and what it counted
    problem     BIGINT NOT NULL,
    waits_until BIGINT NOT NULL,
    created_by  BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    ended_at    BIGINT NOT NULL
);
CREATE INDEX reconciliations_account ON reconciliations (account_id, id);
CREATE UNIQUE INDEX reconciliations_live ON reconciliations (account_id) WHERE state IN ('running', 'paused');

-- What the platform's list shows; forgotten when the run ends.
CREATE TABLE reconcile_items (
    run_id    BIGINT NOT NULL REFERENCES reconciliations (id),
    config_id TEXT COLLATE "C"    NOT NULL,
    way_id    BIGINT NOT NULL, -- a way that was not there at the first look; 0 otherwise
    PRIMARY KEY (run_id, config_id)
);
CREATE INDEX reconcile_items_absent ON reconcile_items (run_id, config_id) WHERE way_id <> 0;

CREATE TABLE drifts (
    id         BIGINT PRIMARY KEY,
    corp_id    BIGINT NOT NULL REFERENCES corps (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    config_id  TEXT COLLATE "C"    NOT NULL,
    way_id     BIGINT NOT NULL, -- 0: none of the ledger's
    way_kind   TEXT COLLATE "C"    NOT NULL,
    kind       TEXT COLLATE "C"    NOT NULL,
    fields     TEXT COLLATE "C"    NOT NULL,
    theirs     TEXT COLLATE "C"    NOT NULL, -- the platform's copy
    hash       BYTEA    NOT NULL, -- of what was found: an ignored drift stays so as long as it is the same
    problem    BIGINT NOT NULL,
    state      TEXT COLLATE "C"    NOT NULL,
    run_id     BIGINT NOT NULL, -- the run that saw it last
    found_at   BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    settled_at BIGINT NOT NULL,
    UNIQUE (corp_id, config_id)
);
CREATE INDEX drifts_open ON drifts (account_id, state, id);
CREATE INDEX drifts_way ON drifts (way_id) WHERE way_id <> 0;

-- One decision about all drifts of a kind.
CREATE TABLE drift_runs (
    id         BIGINT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    action     TEXT COLLATE "C"    NOT NULL,
    kind       TEXT COLLATE "C"    NOT NULL,
    channel_id BIGINT NOT NULL,
    state      TEXT COLLATE "C"    NOT NULL,
    total      BIGINT NOT NULL,
    done       BIGINT NOT NULL,
    passed     BIGINT NOT NULL, -- drifts the decision does not fit
    after_id   BIGINT NOT NULL,
    actor_kind TEXT COLLATE "C"    NOT NULL,
    actor_id   BIGINT NOT NULL,
    actor_name TEXT COLLATE "C"    NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL
);

-- What the platform said of a company's quota.
CREATE TABLE quotas (
    corp_id      BIGINT PRIMARY KEY REFERENCES corps (id),
    full_at      BIGINT NOT NULL, -- it refused a way for lack of room
    full_counted BIGINT NOT NULL, -- how many we counted then
    temp_full_at BIGINT NOT NULL,
    level        BIGINT NOT NULL, -- percent of the last warning
    updated_at   BIGINT NOT NULL
);

CREATE INDEX ways_quota ON ways (corp_id, phase, kind);
CREATE INDEX ways_made ON ways (corp_id, confirmed_at) WHERE kind <> 'temp' AND origin = 'made';
CREATE INDEX ways_gone ON ways (corp_id, deleted_at) WHERE deleted_at <> 0;
CREATE INDEX ways_visits ON ways (corp_id, called_at) WHERE kind = 'temp';

-- +goose Down
SELECT 1;
