-- +goose Up
-- What is said: the entry that opens a reply window for a moment, what agents say again and again, and the platform's copies of its pictures.
ALTER TABLE conversations ADD COLUMN entered_at INTEGER NOT NULL DEFAULT 0;

CREATE TABLE materials (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL,
    folder     TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    card       TEXT    NOT NULL,
    blob       BLOB,
    uses       INTEGER NOT NULL,
    used_at    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- Temporary media of mini programs: they serve for three days, any number of times.
CREATE TABLE desk_media (
    account_id  INTEGER NOT NULL,
    hash        BLOB    NOT NULL,
    media_id    TEXT    NOT NULL,
    uploaded_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_media_old ON desk_media (uploaded_at);

-- +goose Down
SELECT 1;
