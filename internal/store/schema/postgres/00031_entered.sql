-- +goose NO TRANSACTION
-- +goose Up
-- A customer's history shows when they came in, however much they wrote since. What was left of a start that was cut off goes first.
DROP INDEX CONCURRENTLY IF EXISTS messages_entered;
CREATE INDEX CONCURRENTLY messages_entered ON messages (identity_id, at) WHERE kind = 'entered';

-- +goose Down
SELECT 1;
