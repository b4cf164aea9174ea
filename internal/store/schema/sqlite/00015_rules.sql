-- +goose Up
-- What the desk does by itself.

CREATE TABLE desk_rules (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL, -- 0: of all accounts
    name       TEXT NOT NULL,
    enabled    INTEGER NOT NULL,
    position   INTEGER NOT NULL, -- the smaller is asked first
    event      TEXT NOT NULL,
    body       TEXT NOT NULL, -- JSON: when it fits, and what it does
    revision   INTEGER NOT NULL, -- of all rules; grows with every change of one
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX desk_rules_revision ON desk_rules (revision);

-- What was done by itself with a conversation as it is now, so that it is done once.
CREATE TABLE conversation_marks (
    conversation_id INTEGER PRIMARY KEY,
    reminded_since  INTEGER NOT NULL, -- the awaiting_since that people were reminded of
    reminded_level  INTEGER NOT NULL, -- 1: the agent, 2: the team's lead too
    bot_done        INTEGER NOT NULL, -- when the bot handed it to people
    bot_asked       INTEGER NOT NULL, -- the newest message that a bot was asked about
    bot_until       INTEGER NOT NULL  -- until when nobody is given it, because a bot is asked
) STRICT;

-- Conversations in which nothing happens, by for how long.
CREATE INDEX conversations_silent ON conversations (account_id, last_message_at, id) WHERE status <> 'closed';

ALTER TABLE quick_replies ADD COLUMN owner_id INTEGER NOT NULL DEFAULT 0; -- 0: of everybody
ALTER TABLE quick_replies ADD COLUMN folder_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quick_replies ADD COLUMN used INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quick_replies ADD COLUMN used_at INTEGER NOT NULL DEFAULT 0;

CREATE TABLE quick_reply_folders (
    id         INTEGER PRIMARY KEY,
    owner_id   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- Programs that answer customers. Their secrets are sealed.
CREATE TABLE desk_bots (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    url        TEXT NOT NULL,
    secret     BLOB NOT NULL,
    seconds    INTEGER NOT NULL, -- within which it answers
    failed_at  INTEGER NOT NULL,
    problem    TEXT NOT NULL, -- of the last time it failed
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- +goose Down
SELECT 1;
