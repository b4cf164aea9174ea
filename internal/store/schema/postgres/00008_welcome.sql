-- +goose Up
-- What happens right after a scan: welcomes of channels too, kept media on the platform, tags and remarks by rule.

ALTER TABLE channels ADD COLUMN welcome TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE channels ADD COLUMN tags TEXT COLLATE "C" NOT NULL DEFAULT '[]';
ALTER TABLE channels ADD COLUMN remark_rule TEXT COLLATE "C" NOT NULL DEFAULT '';

ALTER TABLE welcomes ADD COLUMN channel_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE welcomes ADD COLUMN attachments TEXT COLLATE "C" NOT NULL DEFAULT '[]';
ALTER TABLE welcomes ADD COLUMN hours TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE welcomes ADD COLUMN outcome TEXT COLLATE "C" NOT NULL DEFAULT 'failed';
ALTER TABLE welcomes ADD COLUMN taken_by TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE welcomes ADD COLUMN rival BIGINT NOT NULL DEFAULT 0;   -- another app was sending its own
ALTER TABLE welcomes ADD COLUMN renewed BIGINT NOT NULL DEFAULT 0; -- its media were uploaded anew after a refusal
ALTER TABLE welcomes ADD COLUMN received_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE welcomes ADD COLUMN took_ms BIGINT NOT NULL DEFAULT 0; -- from the event to the answer

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
    account_id  BIGINT NOT NULL REFERENCES accounts (id),
    hash        TEXT COLLATE "C"    NOT NULL,
    kind        TEXT COLLATE "C"    NOT NULL,
    name        TEXT COLLATE "C"    NOT NULL, -- of a file, as the customer sees it
    media_id    TEXT COLLATE "C"    NOT NULL,
    uploaded_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, hash, kind, name)
);
CREATE INDEX ways_media ON ways (account_id, id) WHERE welcome LIKE '%"media":%';

-- The tags and the remark that a rule gives a new customer.
CREATE TABLE marks (
    id             BIGINT PRIMARY KEY,
    push_id        BIGINT NOT NULL UNIQUE,
    identity_id    BIGINT NOT NULL REFERENCES identities (id),
    userid         TEXT COLLATE "C"    NOT NULL,
    way_id         BIGINT NOT NULL,
    channel_id     BIGINT NOT NULL,
    tags           TEXT COLLATE "C"    NOT NULL, -- wanted
    tags_put       TEXT COLLATE "C"    NOT NULL,
    tags_gone      TEXT COLLATE "C"    NOT NULL, -- the company has them no more
    tags_state     TEXT COLLATE "C"    NOT NULL,
    tags_problem   BIGINT NOT NULL,
    tags_at        BIGINT NOT NULL,
    rule           TEXT COLLATE "C"    NOT NULL, -- of the remark
    remark         TEXT COLLATE "C"    NOT NULL,
    remark_state   TEXT COLLATE "C"    NOT NULL,
    remark_problem BIGINT NOT NULL,
    remark_at      BIGINT NOT NULL,
    at             BIGINT NOT NULL
);
CREATE INDEX marks_identity ON marks (identity_id, at);

-- +goose Down
SELECT 1;
