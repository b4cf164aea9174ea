-- +goose Up
-- People of the desk: whether they are there, what they take, which accounts are theirs, and their teams.

-- A seat is an agent's place at the desk; who has none has the usual one.
CREATE TABLE seats (
    agent_id    INTEGER PRIMARY KEY REFERENCES agents (id),
    status      TEXT    NOT NULL,
    status_at   INTEGER NOT NULL,
    seen_at     INTEGER NOT NULL,
    there_until INTEGER NOT NULL,
    capacity    INTEGER NOT NULL,
    take_below  INTEGER NOT NULL,
    take_more   INTEGER NOT NULL,
    accounts    TEXT    NOT NULL,
    assigned_at INTEGER NOT NULL,
    notified_at INTEGER NOT NULL
) STRICT;

CREATE TABLE teams (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE team_members (
    team_id  INTEGER NOT NULL REFERENCES teams (id),
    agent_id INTEGER NOT NULL REFERENCES agents (id),
    lead     INTEGER NOT NULL,
    PRIMARY KEY (team_id, agent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_members_agent ON team_members (agent_id);

CREATE INDEX conversations_waiting_team ON conversations (team_id, waiting_since, id) WHERE status = 'waiting';

-- Whose account a change is about; 0: everybody's.
ALTER TABLE changes ADD COLUMN account_id INTEGER NOT NULL DEFAULT 0;

-- +goose Down
SELECT 1;
