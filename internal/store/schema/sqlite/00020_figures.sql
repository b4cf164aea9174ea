-- +goose Up
-- The figures of the desk: who answered first, and days that are over, with what was done on them.
ALTER TABLE conversations ADD COLUMN first_answer_by INTEGER NOT NULL DEFAULT 0;
UPDATE conversations SET first_answer_by = COALESCE((SELECT m.agent_id FROM messages m
    WHERE m.conversation_id = conversations.id AND m.at = conversations.first_answer_at AND m.direction = 'out' AND m.source IN ('agent', 'bot') AND m.state <> 'failed'
    ORDER BY m.ord, m.id LIMIT 1), 0) WHERE first_answer_at <> 0;

CREATE INDEX conversations_figures ON conversations (account_id, opened_at, id, agent_id, team_id, first_answer_at, first_answer_by, closed_at);
CREATE INDEX conversation_actions_figures ON conversation_actions (account_id, kind, at, id, agent_id);
CREATE INDEX messages_figures ON messages (account_id, at);

-- A day of an account that nothing changes any more. It counts only where the account's time zone still says from_at and to_at.
CREATE TABLE figure_days (
    account_id INTEGER NOT NULL,
    day        INTEGER NOT NULL, -- yyyymmdd
    from_at    INTEGER NOT NULL,
    to_at      INTEGER NOT NULL,
    body       TEXT NOT NULL, -- JSON: sums by agent, team and hour, and what was not closed yet
    PRIMARY KEY (account_id, day)
) STRICT;

-- The names of teams that were removed.
CREATE TABLE former_teams (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    removed_at INTEGER NOT NULL
) STRICT;

-- +goose Down
SELECT 1;
