-- +goose Up
-- Presses are listed, each with the reason why it came to nothing.
ALTER TABLE presses ADD COLUMN why TEXT NOT NULL DEFAULT '';
CREATE INDEX presses_at ON presses (at, id);
CREATE INDEX presses_way ON presses (way_id, at, id);

-- +goose Down
SELECT 1;
