-- +goose Up
-- Every message moves its conversation in the indexes of last_message_at: those of all conversations give way to ones of the closed.
DROP INDEX conversations_recent;
DROP INDEX conversations_account;
CREATE INDEX conversations_closed_account ON conversations (account_id, last_message_at, id) WHERE status = 'closed';
CREATE INDEX conversations_closed_team ON conversations (team_id, last_message_at, id) WHERE status = 'closed' AND team_id <> 0;
CREATE INDEX conversations_closed_awaiting ON conversations (last_message_at, id) WHERE status = 'closed' AND awaiting_since <> 0;
CREATE INDEX conversations_closed_unread ON conversations (last_message_at, id) WHERE status = 'closed' AND unread > 0;

-- Why an agent without a console could not be told that somebody waits; 0: they were, or nobody tried.
ALTER TABLE seats ADD COLUMN notice_problem BIGINT NOT NULL DEFAULT 0;

-- +goose Down
SELECT 1;
