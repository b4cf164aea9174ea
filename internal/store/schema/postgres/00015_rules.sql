-- +goose Up
-- What the desk does by itself.

CREATE TABLE desk_rules (
    id         BIGINT PRIMARY KEY,
    account_id BIGINT NOT NULL, -- 0: of all accounts
    name       TEXT COLLATE "C" NOT NULL,
    enabled    BIGINT NOT NULL,
    position   BIGINT NOT NULL, -- the smaller is asked first
    event      TEXT COLLATE "C" NOT NULL,
    body       TEXT COLLATE "C" NOT NULL, -- JSON: when it fits, and what it does
    revision   BIGINT NOT NULL, -- of all rules; grows with every change of one
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX desk_rules_revision ON desk_rules (revision);

-- What was done by itself with a conversation as it is now, so that it is done once.
CREATE TABLE conversation_marks (
    conversation_id BIGINT PRIMARY KEY,
    reminded_since  BIGINT NOT NULL, -- the awaiting_since that people were reminded of
    reminded_level  BIGINT NOT NULL, -- 1: the agent, 2: the team's lead too
    bot_done        BIGINT NOT NULL, -- when the bot handed it to people
    bot_asked       BIGINT NOT NULL, -- the newest message that a bot was asked about
    bot_until       BIGINT NOT NULL  -- until when nobody is given it, because a bot is asked
);

-- Conversations in which nothing happens, by for how long.
CREATE INDEX conversations_silent ON conversations (account_id, last_message_at, id) WHERE status <> 'closed';

ALTER TABLE quick_replies ADD COLUMN owner_id BIGINT NOT NULL DEFAULT 0; -- 0: of everybody
ALTER TABLE quick_replies ADD COLUMN folder_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE quick_replies ADD COLUMN used BIGINT NOT NULL DEFAULT 0;
ALTER TABLE quick_replies ADD COLUMN used_at BIGINT NOT NULL DEFAULT 0;

CREATE TABLE quick_reply_folders (
    id         BIGINT PRIMARY KEY,
    owner_id   BIGINT NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Programs that answer customers. Their secrets are sealed.
CREATE TABLE desk_bots (
    id         BIGINT PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL,
    url        TEXT COLLATE "C" NOT NULL,
    secret     BYTEA NOT NULL,
    seconds    BIGINT NOT NULL, -- within which it answers
    failed_at  BIGINT NOT NULL,
    problem    TEXT COLLATE "C" NOT NULL, -- of the last time it failed
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- +goose Down
SELECT 1;
