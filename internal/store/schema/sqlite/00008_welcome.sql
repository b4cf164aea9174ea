-- +goose Up
-- What happens right after a scan: welcomes of channels too, kept media on the platform, tags and remarks by rule.

ALTER TABLE channels ADD COLUMN welcome TEXT NOT NULL DEFAULT '';
ALTER TABLE channels ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE channels ADD COLUMN remark_rule TEXT NOT NULL DEFAULT '';

ALTER TABLE welcomes ADD COLUMN channel_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE welcomes ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
ALTER TABLE welcomes ADD COLUMN hours TEXT NOT NULL DEFAULT '';
ALTER TABLE welcomes ADD COLUMN outcome TEXT NOT NULL DEFAULT 'failed';
ALTER TABLE welcomes ADD COLUMN taken_by TEXT NOT NULL DEFAULT '';
ALTER TABLE welcomes ADD COLUMN rival INTEGER NOT NULL DEFAULT 0;   -- another app was sending its own
ALTER TABLE welcomes ADD COLUMN renewed INTEGER NOT NULL DEFAULT 0; -- its media were uploaded anew after a refusal
ALTER TABLE welcomes ADD COLUMN received_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE welcomes ADD COLUMN took_ms INTEGER NOT NULL DEFAULT 0; -- from the event to the answer

UPDATE welcomes SET taken_by = 'console' WHERE state = 'skipped';
UPDATE welcomes SET took_ms = sent_at - at WHERE state = 'sent';
UPDATE welcomes SET outcome = CASE WHEN state = 'calling' THEN 'sending' WHEN state = 'skipped' THEN 'taken'
    WHEN state = 'failed' AND problem = 1000003 THEN 'late' ELSE state END;

CREATE INDEX welcomes_outcome ON welcomes (outcome, id) WHERE outcome <> 'sent';
CREATE INDEX welcomes_way ON welcomes (way_id, id);
CREATE INDEX welcomes_channel ON welcomes (channel_id, id);
CREATE INDEX welcomes_day ON welcomes (at, outcome, took_ms);

-- Kept pictures, videos and files as the platform has them, for three days each.
CREATE TABLE media_uploads (
    account_id  INTEGER NOT NULL REFERENCES accounts (id),
    hash        TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    name        TEXT    NOT NULL, -- of a file, as the customer sees it
    media_id    TEXT    NOT NULL,
    uploaded_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, hash, kind, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX ways_media ON ways (account_id, id) WHERE welcome LIKE '%"media":%';

-- The tags and the remark that a rule gives a new customer.
CREATE TABLE marks (
    id             INTEGER PRIMARY KEY,
    push_id        INTEGER NOT NULL UNIQUE,
    identity_id    INTEGER NOT NULL REFERENCES identities (id),
    userid         TEXT    NOT NULL,
    way_id         INTEGER NOT NULL,
    channel_id     INTEGER NOT NULL,
    tags           TEXT    NOT NULL, -- wanted
    tags_put       TEXT    NOT NULL,
    tags_gone      TEXT    NOT NULL, -- the company has them no more
    tags_state     TEXT    NOT NULL,
    tags_problem   INTEGER NOT NULL,
    tags_at        INTEGER NOT NULL,
    rule           TEXT    NOT NULL, -- of the remark
    remark         TEXT    NOT NULL,
    remark_state   TEXT    NOT NULL,
    remark_problem INTEGER NOT NULL,
    remark_at      INTEGER NOT NULL,
    at             INTEGER NOT NULL
) STRICT;
CREATE INDEX marks_identity ON marks (identity_id, at);

-- +goose Down
SELECT 1;
