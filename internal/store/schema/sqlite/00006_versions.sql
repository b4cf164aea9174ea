-- +goose Up
-- The history of every way's settings, and changes of many ways at once.

CREATE TABLE way_versions (
    id         INTEGER PRIMARY KEY,
    way_id     INTEGER NOT NULL REFERENCES ways (id),
    seq        INTEGER NOT NULL, -- the order in which a way's changes were asked for
    n          INTEGER NOT NULL, -- its number once it holds; 0 until then, and for ever when it never did
    kind       TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    run_id     INTEGER NOT NULL,
    undone_to  INTEGER NOT NULL,
    before     TEXT    NOT NULL,
    after      TEXT    NOT NULL,
    platform   TEXT    NOT NULL, -- the platform's copy as it was read back
    problem    INTEGER NOT NULL,
    actor_kind TEXT    NOT NULL,
    actor_id   INTEGER NOT NULL,
    actor_name TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    settled_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX way_versions_way ON way_versions (way_id, seq);
CREATE UNIQUE INDEX way_versions_n ON way_versions (way_id, n) WHERE n <> 0;
CREATE INDEX way_versions_pending ON way_versions (way_id, seq) WHERE state = 'pending';
CREATE INDEX way_versions_run ON way_versions (run_id, id) WHERE run_id <> 0;

ALTER TABLE ways ADD COLUMN changing INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN change_problem INTEGER NOT NULL DEFAULT 0;

CREATE TABLE bulk_runs (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL,
    action     TEXT    NOT NULL,
    scope      TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    total      INTEGER NOT NULL,
    asked      INTEGER NOT NULL, -- ways for which a change was asked
    skipped    INTEGER NOT NULL,
    after_id   INTEGER NOT NULL, -- the last way that was looked at
    turn       INTEGER NOT NULL,
    actor_kind TEXT    NOT NULL,
    actor_id   INTEGER NOT NULL,
    actor_name TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    began_at   INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE bulk_items (
    run_id     INTEGER NOT NULL REFERENCES bulk_runs (id),
    way_id     INTEGER NOT NULL,
    version_id INTEGER NOT NULL, -- the change that it made; 0: none
    reason     TEXT    NOT NULL, -- why it was left alone
    PRIMARY KEY (run_id, way_id)
) STRICT, WITHOUT ROWID;

-- Of several members one may be who a refusal was about.
ALTER TABLE members ADD COLUMN suspected INTEGER NOT NULL DEFAULT 0;

-- How often a job met the platform's limit of calls.
ALTER TABLE jobs ADD COLUMN rests INTEGER NOT NULL DEFAULT 0;

-- +goose Down
SELECT 1;
