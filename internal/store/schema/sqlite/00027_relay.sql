-- +goose Up
-- What a mini program's cloud function signs with, sealed; empty: it passes nothing on.
ALTER TABLE accounts ADD COLUMN relay_secret BLOB;
ALTER TABLE accounts ADD COLUMN old_relay_secret BLOB;
ALTER TABLE accounts ADD COLUMN old_relay_until INTEGER NOT NULL DEFAULT 0;

-- +goose Down
SELECT 1;
