-- +goose Up
-- Several nodes on one database. All times here are by the database's clock, except those of consoles, viewings and attempts. SQLite has
-- one node, which uses consoles alone.

-- Every program that serves. The slot is its part of the ids (see internal/crm/id.go), and stays its own for a while after its end.
CREATE TABLE nodes (
    id         TEXT PRIMARY KEY,
    slot       INTEGER NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    version    TEXT NOT NULL,
    shape      INTEGER NOT NULL,
    state      TEXT NOT NULL, -- serving, draining, stopped
    started_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT;

-- What one node does at a time, and until when it is that node's.
CREATE TABLE duties (
    name  TEXT PRIMARY KEY,
    node  TEXT NOT NULL,
    until INTEGER NOT NULL
) STRICT;

-- At which node an agent has a console open, and until when that is believed.
CREATE TABLE consoles (
    agent_id INTEGER NOT NULL,
    node     TEXT NOT NULL,
    until    INTEGER NOT NULL,
    PRIMARY KEY (agent_id, node)
) STRICT;

-- Who looks at a conversation, or types in it.
CREATE TABLE viewings (
    conversation_id INTEGER NOT NULL,
    agent_id        INTEGER NOT NULL,
    tab             TEXT NOT NULL,
    account_id      INTEGER NOT NULL,
    name            TEXT NOT NULL,
    at              INTEGER NOT NULL, -- when they said so
    until           INTEGER NOT NULL,
    typing_until    INTEGER NOT NULL,
    stored_at       INTEGER NOT NULL, -- by the database's clock: what is newer is read
    PRIMARY KEY (conversation_id, agent_id, tab)
) STRICT;
CREATE INDEX viewings_stored ON viewings (stored_at);

-- How often somebody has tried: when all their tries are theirs again.
CREATE TABLE attempts (
    name  TEXT PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT;

-- +goose Down
SELECT 1;
