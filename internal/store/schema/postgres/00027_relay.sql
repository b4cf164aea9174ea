-- +goose Up
-- What a mini program's cloud function signs with, sealed; empty: it passes nothing on.
ALTER TABLE accounts ADD COLUMN relay_secret BYTEA;
ALTER TABLE accounts ADD COLUMN old_relay_secret BYTEA;
ALTER TABLE accounts ADD COLUMN old_relay_until BIGINT NOT NULL DEFAULT 0;

-- +goose Down
SELECT 1;
