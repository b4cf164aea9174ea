-- +goose Up
-- People of the desk: whether they are there, what they take, which accounts are theirs, and their teams.

-- A seat is an agent's place at the desk; who has none has the usual one.
CREATE TABLE seats (
    agent_id    BIGINT PRIMARY KEY REFERENCES agents (id),
    status      TEXT COLLATE "C" NOT NULL,
    status_at   BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL,
    there_until BIGINT NOT NULL,
    capacity    BIGINT NOT NULL,
    take_below  BIGINT NOT NULL,
    take_more   BIGINT NOT NULL,
    accounts    TEXT COLLATE "C" NOT NULL,
    assigned_at BIGINT NOT NULL,
    notified_at BIGINT NOT NULL
);

CREATE TABLE teams (
    id         BIGINT PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE team_members (
    team_id  BIGINT NOT NULL REFERENCES teams (id),
    agent_id BIGINT NOT NULL REFERENCES agents (id),
    lead     BIGINT NOT NULL,
    PRIMARY KEY (team_id, agent_id)
);
CREATE INDEX team_members_agent ON team_members (agent_id);

CREATE INDEX conversations_waiting_team ON conversations (team_id, waiting_since, id) WHERE status = 'waiting';

-- Whose account a change is about; 0: everybody's.
ALTER TABLE changes ADD COLUMN account_id BIGINT NOT NULL DEFAULT 0;

-- +goose Down
SELECT 1;
