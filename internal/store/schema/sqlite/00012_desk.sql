-- +goose Up
-- The desk: what a conversation says of itself beside its messages, and all that was done with it.

ALTER TABLE conversations ADD COLUMN team_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN awaiting_since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN first_accepted_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN first_answer_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN last_answer_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN inbound INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN outbound INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN transfers INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN close_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN closed_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN official_since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN rating INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN rating_asked_at INTEGER NOT NULL DEFAULT 0;

-- Whose turn it is: customers that wait for an answer, by who has waited longest.
CREATE INDEX conversations_awaiting ON conversations (awaiting_since, id) WHERE awaiting_since <> 0 AND status <> 'closed';
CREATE INDEX conversations_team ON conversations (team_id, last_message_at, id) WHERE status = 'open';
CREATE INDEX conversations_account ON conversations (account_id, last_message_at, id);
CREATE INDEX conversations_closed ON conversations (last_message_at, id) WHERE status = 'closed';
CREATE INDEX conversations_opened ON conversations (opened_at, id);

ALTER TABLE messages ADD COLUMN card TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN pic_url TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN source_id INTEGER NOT NULL DEFAULT 0;
UPDATE messages SET source = 'agent' WHERE direction = 'out';

-- What was done with a conversation besides writing: accepted, transferred, noted, closed, and by whom or which rule.
CREATE TABLE conversation_actions (
    id              INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id),
    account_id      INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    kind            TEXT    NOT NULL,
    actor_kind      TEXT    NOT NULL,
    actor_id        INTEGER NOT NULL,
    actor_name      TEXT    NOT NULL,
    agent_id        INTEGER NOT NULL,
    team_id         INTEGER NOT NULL,
    text            TEXT    NOT NULL,
    details         TEXT    NOT NULL
) STRICT;
CREATE INDEX conversation_actions_page ON conversation_actions (conversation_id, at, id);
CREATE INDEX conversation_actions_kind ON conversation_actions (kind, at);

-- How a desk works, by account and section; account 0 is what all begin with.
CREATE TABLE desk_settings (
    account_id INTEGER NOT NULL,
    section    TEXT    NOT NULL,
    value      TEXT    NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, section)
) STRICT;

-- +goose Down
SELECT 1;
