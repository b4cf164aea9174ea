-- +goose Up
-- A customer's history shows when they came in, however much they wrote since.
CREATE INDEX messages_entered ON messages (identity_id, at) WHERE kind = 'entered';

-- +goose Down
SELECT 1;
