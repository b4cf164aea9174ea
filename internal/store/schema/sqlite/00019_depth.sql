-- +goose Up
-- In which accounts a picture was said, or is kept: who sees some accounts alone opens no other's.
CREATE INDEX messages_blob ON messages (blob, account_id) WHERE blob IS NOT NULL;
CREATE INDEX materials_blob ON materials (blob, account_id) WHERE blob IS NOT NULL;

-- +goose Down
SELECT 1;
