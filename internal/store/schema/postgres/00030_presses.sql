-- +goose NO TRANSACTION
-- +goose Up
-- Presses are listed, each with the reason why it came to nothing. What was left of a start that was cut off goes first.
ALTER TABLE presses ADD COLUMN IF NOT EXISTS why TEXT COLLATE "C" NOT NULL DEFAULT '';
DROP INDEX CONCURRENTLY IF EXISTS presses_at;
CREATE INDEX CONCURRENTLY presses_at ON presses (at, id);
DROP INDEX CONCURRENTLY IF EXISTS presses_way;
CREATE INDEX CONCURRENTLY presses_way ON presses (way_id, at, id);

-- +goose Down
SELECT 1;
