-- +goose Up
-- What is said: the entry that opens a reply window for a moment, what agents say again and again, and the platform's copies of its pictures.
ALTER TABLE conversations ADD COLUMN entered_at BIGINT NOT NULL DEFAULT 0;

CREATE TABLE materials (
    id         BIGINT PRIMARY KEY,
    account_id BIGINT NOT NULL,
    folder     TEXT COLLATE "C"    NOT NULL,
    name       TEXT COLLATE "C"    NOT NULL,
    kind       TEXT COLLATE "C"    NOT NULL,
    text       TEXT COLLATE "C"    NOT NULL,
    card       TEXT COLLATE "C"    NOT NULL,
    blob       BYTEA,
    uses       BIGINT NOT NULL,
    used_at    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Temporary media of mini programs: they serve for three days, any number of times.
CREATE TABLE desk_media (
    account_id  BIGINT NOT NULL,
    hash        BYTEA    NOT NULL,
    media_id    TEXT COLLATE "C"    NOT NULL,
    uploaded_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, hash)
);
CREATE INDEX desk_media_old ON desk_media (uploaded_at);

-- +goose Down
SELECT 1;
