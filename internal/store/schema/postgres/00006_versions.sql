-- +goose Up
-- The history of every way's settings, and changes of many ways at once.

CREATE TABLE way_versions (
    id         BIGINT PRIMARY KEY,
    way_id     BIGINT NOT NULL REFERENCES ways (id),
    seq        BIGINT NOT NULL, -- the order in which a way's changes were asked for
    n          BIGINT NOT NULL, -- its number once it holds; 0 until then, and for ever when it never did
    kind       TEXT COLLATE "C"    NOT NULL,
    state      TEXT COLLATE "C"    NOT NULL,
    run_id     BIGINT NOT NULL,
    undone_to  BIGINT NOT NULL,
    before     TEXT COLLATE "C"    NOT NULL,
    after      TEXT COLLATE "C"    NOT NULL,
    platform   TEXT COLLATE "C"    NOT NULL, -- the platform's copy as it was read back
    problem    BIGINT NOT NULL,
    actor_kind TEXT COLLATE "C"    NOT NULL,
    actor_id   BIGINT NOT NULL,
    actor_name TEXT COLLATE "C"    NOT NULL,
    at         BIGINT NOT NULL,
    settled_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX way_versions_way ON way_versions (way_id, seq);
CREATE UNIQUE INDEX way_versions_n ON way_versions (way_id, n) WHERE n <> 0;
CREATE INDEX way_versions_pending ON way_versions (way_id, seq) WHERE state = 'pending';
CREATE INDEX way_versions_run ON way_versions (run_id, id) WHERE run_id <> 0;

ALTER TABLE ways ADD COLUMN changing BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN change_problem BIGINT NOT NULL DEFAULT 0;

CREATE TABLE bulk_runs (
    id         BIGINT PRIMARY KEY,
    account_id BIGINT NOT NULL,
    action     TEXT COLLATE "C"    NOT NULL,
    scope      TEXT COLLATE "C"    NOT NULL,
    state      TEXT COLLATE "C"    NOT NULL,
    total      BIGINT NOT NULL,
    asked      BIGINT NOT NULL, -- ways for which a change was asked
    skipped    BIGINT NOT NULL,
    after_id   BIGINT NOT NULL, -- the last way that was looked at
    turn       BIGINT NOT NULL,
    actor_kind TEXT COLLATE "C"    NOT NULL,
    actor_id   BIGINT NOT NULL,
    actor_name TEXT COLLATE "C"    NOT NULL,
    created_at BIGINT NOT NULL,
    began_at   BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL
);

CREATE TABLE bulk_items (
    run_id     BIGINT NOT NULL REFERENCES bulk_runs (id),
    way_id     BIGINT NOT NULL,
    version_id BIGINT NOT NULL, -- the change that it made; 0: none
    reason     TEXT COLLATE "C"    NOT NULL, -- why it was left alone
    PRIMARY KEY (run_id, way_id)
);

-- Of several members one may be who a refusal was about.
ALTER TABLE members ADD COLUMN suspected BIGINT NOT NULL DEFAULT 0;

-- How often a job met the platform's limit of calls.
ALTER TABLE jobs ADD COLUMN rests BIGINT NOT NULL DEFAULT 0;

-- +goose Down
SELECT 1;
