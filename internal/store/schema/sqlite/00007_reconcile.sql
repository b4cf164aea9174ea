-- +goose Up
-- Comparing the ledger with the platform, what was found, and the quota.

CREATE TABLE reconciliations (
    id          INTEGER PRIMARY KEY,
    corp_id     INTEGER NOT NULL REFERENCES corps (id),
    account_id  INTEGER NOT NULL REFERENCES accounts (id),
    state       TEXT    NOT NULL,
    stage       TEXT    NOT NULL,
    chunk       INTEGER NOT NULL, -- number of the job that may go on with it
    progress    TEXT    NOT NULL, -- how far it has come, and what it counted
    problem     INTEGER NOT NULL,
    waits_until INTEGER NOT NULL,
    created_by  INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    ended_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX reconciliations_account ON reconciliations (account_id, id);
CREATE UNIQUE INDEX reconciliations_live ON reconciliations (account_id) WHERE state IN ('running', 'paused');

-- What the platform's list shows; forgotten when the run ends.
CREATE TABLE reconcile_items (
    run_id    INTEGER NOT NULL REFERENCES reconciliations (id),
    config_id TEXT    NOT NULL,
    way_id    INTEGER NOT NULL, -- a way that was not there at the first look; 0 otherwise
    PRIMARY KEY (run_id, config_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reconcile_items_absent ON reconcile_items (run_id, config_id) WHERE way_id <> 0;

CREATE TABLE drifts (
    id         INTEGER PRIMARY KEY,
    corp_id    INTEGER NOT NULL REFERENCES corps (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    config_id  TEXT    NOT NULL,
    way_id     INTEGER NOT NULL, -- 0: none of the ledger's
    way_kind   TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    fields     TEXT    NOT NULL,
    theirs     TEXT    NOT NULL, -- the platform's copy
    hash       BLOB    NOT NULL, -- of what was found: an ignored drift stays so as long as it is the same
    problem    INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    run_id     INTEGER NOT NULL, -- the run that saw it last
    found_at   INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    settled_at INTEGER NOT NULL,
    UNIQUE (corp_id, config_id)
) STRICT;
CREATE INDEX drifts_open ON drifts (account_id, state, id);
CREATE INDEX drifts_way ON drifts (way_id) WHERE way_id <> 0;

-- One decision about all drifts of a kind.
CREATE TABLE drift_runs (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    action     TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    channel_id INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    total      INTEGER NOT NULL,
    done       INTEGER NOT NULL,
    passed     INTEGER NOT NULL, -- drifts the decision does not fit
    after_id   INTEGER NOT NULL,
    actor_kind TEXT    NOT NULL,
    actor_id   INTEGER NOT NULL,
    actor_name TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL
) STRICT;

-- What the platform said of a company's quota.
CREATE TABLE quotas (
    corp_id      INTEGER PRIMARY KEY REFERENCES corps (id),
    full_at      INTEGER NOT NULL, -- it refused a way for lack of room
    full_counted INTEGER NOT NULL, -- how many we counted then
    temp_full_at INTEGER NOT NULL,
    level        INTEGER NOT NULL, -- percent of the last warning
    updated_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX ways_quota ON ways (corp_id, phase, kind);
CREATE INDEX ways_made ON ways (corp_id, confirmed_at) WHERE kind <> 'temp' AND origin = 'made';
CREATE INDEX ways_gone ON ways (corp_id, deleted_at) WHERE deleted_at <> 0;
CREATE INDEX ways_visits ON ways (corp_id, called_at) WHERE kind = 'temp';

-- +goose Down
SELECT 1;
