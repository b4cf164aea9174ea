-- +goose Up
-- The figures of the desk: who answered first, and days that are over, with what was done on them.
ALTER TABLE conversations ADD COLUMN first_answer_by BIGINT NOT NULL DEFAULT 0;
UPDATE conversations SET first_answer_by = COALESCE((SELECT m.agent_id FROM messages m
    WHERE m.conversation_id = conversations.id AND m.at = conversations.first_answer_at AND m.direction = 'out' AND m.source IN ('agent', 'bot') AND m.state <> 'failed'
    ORDER BY m.ord, m.id LIMIT 1), 0) WHERE first_answer_at <> 0;

CREATE INDEX conversations_figures ON conversations (account_id, opened_at, id, agent_id, team_id, first_answer_at, first_answer_by, closed_at);
CREATE INDEX conversation_actions_figures ON conversation_actions (account_id, kind, at, id, agent_id);
CREATE INDEX messages_figures ON messages (account_id, at);

-- A day of an account that nothing changes any more. It counts only where the account's time zone still says from_at and to_at.
CREATE TABLE figure_days (
    account_id BIGINT NOT NULL,
    day        BIGINT NOT NULL, -- yyyymmdd
    from_at    BIGINT NOT NULL,
    to_at      BIGINT NOT NULL,
    body       TEXT COLLATE "C" NOT NULL, -- JSON: sums by agent, team and hour, and what was not closed yet
    PRIMARY KEY (account_id, day)
);

-- The names of teams that were removed.
CREATE TABLE former_teams (
    id         BIGINT PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL,
    removed_at BIGINT NOT NULL
);

-- +goose Down
SELECT 1;
