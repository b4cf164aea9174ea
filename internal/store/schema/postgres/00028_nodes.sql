-- +goose Up
-- Several nodes on one database. All times here are by the database's clock, except those of consoles, viewings and attempts. SQLite has
-- one node, which uses consoles alone.

-- Every program that serves. The slot is its part of the ids (see internal/crm/id.go), and stays its own for a while after its end.
CREATE TABLE nodes (
    id         TEXT COLLATE "C" PRIMARY KEY,
    slot       BIGINT NOT NULL UNIQUE,
    name       TEXT COLLATE "C" NOT NULL,
    version    TEXT COLLATE "C" NOT NULL,
    shape      BIGINT NOT NULL,
    state      TEXT COLLATE "C" NOT NULL, -- serving, draining, stopped
    started_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);

-- What one node does at a time, and until when it is that node's.
CREATE TABLE duties (
    name  TEXT COLLATE "C" PRIMARY KEY,
    node  TEXT COLLATE "C" NOT NULL,
    until BIGINT NOT NULL
);

-- At which node an agent has a console open, and until when that is believed.
CREATE TABLE consoles (
    agent_id BIGINT NOT NULL,
    node     TEXT COLLATE "C" NOT NULL,
    until    BIGINT NOT NULL,
    PRIMARY KEY (agent_id, node)
);

-- Who looks at a conversation, or types in it. A crash of the database may forget it.
CREATE UNLOGGED TABLE viewings (
    conversation_id BIGINT NOT NULL,
    agent_id        BIGINT NOT NULL,
    tab             TEXT COLLATE "C" NOT NULL,
    account_id      BIGINT NOT NULL,
    name            TEXT COLLATE "C" NOT NULL,
    at              BIGINT NOT NULL, -- when they said so
    until           BIGINT NOT NULL,
    typing_until    BIGINT NOT NULL,
    stored_at       BIGINT NOT NULL, -- by the database's clock: what is newer is read
    PRIMARY KEY (conversation_id, agent_id, tab)
);
CREATE INDEX viewings_stored ON viewings (stored_at);

-- How often somebody has tried: when all their tries are theirs again.
CREATE UNLOGGED TABLE attempts (
    name  TEXT COLLATE "C" PRIMARY KEY,
    until BIGINT NOT NULL
);

-- +goose Down
SELECT 1;
