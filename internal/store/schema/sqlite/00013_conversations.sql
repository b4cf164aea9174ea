-- +goose Up
-- Conversations as agents handle them: lists, mentions, tags, fields of customers.

CREATE INDEX conversations_live ON conversations (last_message_at, id) WHERE status <> 'closed';
CREATE INDEX conversations_live_inbound ON conversations (last_inbound_at, id) WHERE status <> 'closed';
CREATE INDEX conversations_live_agent ON conversations (agent_id) WHERE status <> 'closed';
CREATE INDEX conversations_live_team ON conversations (team_id) WHERE status <> 'closed' AND team_id <> 0;
CREATE INDEX conversations_closed_agent ON conversations (agent_id, last_message_at, id) WHERE status = 'closed';

-- Notes that name an agent.
CREATE TABLE mentions (
    id              INTEGER PRIMARY KEY,
    agent_id        INTEGER NOT NULL REFERENCES agents (id),
    conversation_id INTEGER NOT NULL REFERENCES conversations (id),
    action_id       INTEGER NOT NULL REFERENCES conversation_actions (id),
    at              INTEGER NOT NULL,
    read_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX mentions_agent ON mentions (agent_id, id);
CREATE INDEX mentions_unread ON mentions (agent_id, conversation_id) WHERE read_at = 0;

-- Words that conversations and customers are marked with.
CREATE TABLE desk_tags (
    id         INTEGER PRIMARY KEY,
    scope      TEXT    NOT NULL, -- conversation, customer
    name       TEXT    NOT NULL,
    color      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (scope, name)
) STRICT;

CREATE TABLE conversation_tags (
    tag_id          INTEGER NOT NULL REFERENCES desk_tags (id),
    conversation_id INTEGER NOT NULL REFERENCES conversations (id),
    PRIMARY KEY (tag_id, conversation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_tags_of ON conversation_tags (conversation_id, tag_id);

-- A customer's tags and values belong to one of their ids, so that they stay with it when records are joined or split.
CREATE TABLE customer_tags (
    tag_id      INTEGER NOT NULL REFERENCES desk_tags (id),
    identity_id INTEGER NOT NULL REFERENCES identities (id),
    PRIMARY KEY (tag_id, identity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_tags_of ON customer_tags (identity_id, tag_id);

CREATE TABLE customer_fields (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    kind       TEXT    NOT NULL,
    choices    TEXT    NOT NULL,
    ord        INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE customer_values (
    identity_id INTEGER NOT NULL REFERENCES identities (id),
    field_id    INTEGER NOT NULL REFERENCES customer_fields (id),
    value       TEXT    NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (identity_id, field_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_values_field ON customer_values (field_id, identity_id);

-- The words of messages, made by the program, and messages that are to be indexed.
CREATE VIRTUAL TABLE message_grams USING fts5 (grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
CREATE TABLE message_queue (
    n          INTEGER PRIMARY KEY,
    message_id INTEGER NOT NULL
) STRICT;

-- +goose Down
SELECT 1;
