-- +goose Up
-- The desk: what a conversation says of itself beside its messages, and all that was done with it.

ALTER TABLE conversations ADD COLUMN team_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN awaiting_since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN first_accepted_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN first_answer_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN last_answer_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN inbound BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN outbound BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN transfers BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN close_reason TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN closed_kind TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN official_since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN rating BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN rating_asked_at BIGINT NOT NULL DEFAULT 0;

-- Whose turn it is: customers that wait for an answer, by who has waited longest.
CREATE INDEX conversations_awaiting ON conversations (awaiting_since, id) WHERE awaiting_since <> 0 AND status <> 'closed';
CREATE INDEX conversations_team ON conversations (team_id, last_message_at, id) WHERE status = 'open';
CREATE INDEX conversations_account ON conversations (account_id, last_message_at, id);
CREATE INDEX conversations_closed ON conversations (last_message_at, id) WHERE status = 'closed';
CREATE INDEX conversations_opened ON conversations (opened_at, id);

ALTER TABLE messages ADD COLUMN card TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN pic_url TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN source TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN source_id BIGINT NOT NULL DEFAULT 0;
UPDATE messages SET source = 'agent' WHERE direction = 'out';

-- What was done with a conversation besides writing: accepted, transferred, noted, closed, and by whom or which rule.
CREATE TABLE conversation_actions (
    id              BIGINT PRIMARY KEY,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    account_id      BIGINT NOT NULL,
    at              BIGINT NOT NULL,
    kind            TEXT COLLATE "C" NOT NULL,
    actor_kind      TEXT COLLATE "C" NOT NULL,
    actor_id        BIGINT NOT NULL,
    actor_name      TEXT COLLATE "C" NOT NULL,
    agent_id        BIGINT NOT NULL,
    team_id         BIGINT NOT NULL,
    text            TEXT COLLATE "C" NOT NULL,
    details         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX conversation_actions_page ON conversation_actions (conversation_id, at, id);
CREATE INDEX conversation_actions_kind ON conversation_actions (kind, at);

-- How a desk works, by account and section; account 0 is what all begin with.
CREATE TABLE desk_settings (
    account_id BIGINT NOT NULL,
    section    TEXT COLLATE "C" NOT NULL,
    value      TEXT COLLATE "C" NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, section)
);

-- +goose Down
SELECT 1;
