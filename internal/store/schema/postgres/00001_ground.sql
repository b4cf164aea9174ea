-- +goose Up
-- Times are UTC milliseconds. JSON is TEXT. Flags are 0 and 1. Ids are drawn by the program, except where a sequence orders rows.

CREATE TABLE installation (
    id              BIGINT PRIMARY KEY CHECK (id = 1),
    schema_version  BIGINT NOT NULL,
    oldest_program  TEXT COLLATE "C"    NOT NULL,
    epoch           TEXT COLLATE "C"    NOT NULL,
    key_fingerprint TEXT COLLATE "C",
    data_key        BYTEA,
    created_at      BIGINT NOT NULL
);

CREATE TABLE lock_keys (key TEXT COLLATE "C" PRIMARY KEY);

CREATE TABLE settings (
    name       TEXT COLLATE "C" PRIMARY KEY,
    value      TEXT COLLATE "C"    NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE tokens (
    key              TEXT COLLATE "C" PRIMARY KEY,
    value            BYTEA,
    version          BIGINT NOT NULL,
    expires_at       BIGINT NOT NULL,
    refreshing_until BIGINT NOT NULL
);

-- People who work in the console.

CREATE TABLE agents (
    id         BIGINT PRIMARY KEY,
    email      TEXT COLLATE "C"    NOT NULL UNIQUE,
    name       TEXT COLLATE "C"    NOT NULL,
    role       TEXT COLLATE "C"    NOT NULL,
    password   TEXT COLLATE "C"    NOT NULL,
    disabled   BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    hash       BYTEA PRIMARY KEY,
    agent_id   BIGINT NOT NULL REFERENCES agents (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE invitations (
    hash       BYTEA PRIMARY KEY,
    purpose    TEXT COLLATE "C"    NOT NULL,
    agent_id   BIGINT REFERENCES agents (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);

-- The platform identities we act for.

CREATE TABLE corps (
    id         BIGINT PRIMARY KEY,
    corpid     TEXT COLLATE "C"    NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE accounts (
    id             BIGINT PRIMARY KEY,
    kind           TEXT COLLATE "C"    NOT NULL,
    slug           TEXT COLLATE "C"    NOT NULL,
    name           TEXT COLLATE "C"    NOT NULL,
    platform_id    TEXT COLLATE "C"    NOT NULL,
    corp_id        BIGINT REFERENCES corps (id),
    agent_id       TEXT COLLATE "C"    NOT NULL,
    original_id    TEXT COLLATE "C"    NOT NULL,
    api_base_url   TEXT COLLATE "C"    NOT NULL,
    push_mode      TEXT COLLATE "C"    NOT NULL,
    time_zone      TEXT COLLATE "C"    NOT NULL,
    secret         BYTEA    NOT NULL,
    push_token     BYTEA    NOT NULL,
    push_key       BYTEA    NOT NULL,
    old_push_token BYTEA,
    old_push_key   BYTEA,
    old_push_until BIGINT NOT NULL,
    last_push_at   BIGINT NOT NULL,
    members_at     BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    removed_at     BIGINT NOT NULL
);
CREATE UNIQUE INDEX accounts_slug ON accounts (kind, slug) WHERE removed_at = 0;

CREATE TABLE members (
    corp_id     BIGINT NOT NULL REFERENCES corps (id),
    userid      TEXT COLLATE "C"    NOT NULL,
    name        TEXT COLLATE "C"    NOT NULL,
    departments TEXT COLLATE "C"    NOT NULL,
    contact     BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL,
    PRIMARY KEY (corp_id, userid)
);

-- What arrived: the journal.

CREATE TABLE pushes (
    id          BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY (CACHE 1),
    account_id  BIGINT NOT NULL,
    scope       TEXT COLLATE "C"    NOT NULL,
    create_time BIGINT NOT NULL,
    hash        BYTEA    NOT NULL,
    lane        TEXT COLLATE "C"    NOT NULL,
    kind        TEXT COLLATE "C"    NOT NULL,
    body        BYTEA    NOT NULL,
    answer      TEXT COLLATE "C"    NOT NULL,
    received_at BIGINT NOT NULL,
    state       BIGINT NOT NULL,
    run_at      BIGINT NOT NULL,
    attempts    BIGINT NOT NULL,
    last_error  TEXT COLLATE "C"    NOT NULL,
    applied_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX pushes_once ON pushes (scope, create_time, hash);
CREATE INDEX pushes_next ON pushes (id, run_at) WHERE state = 0;
CREATE INDEX pushes_open ON pushes (lane, id) WHERE state = 0;
CREATE INDEX pushes_parked ON pushes (id) WHERE state = 2;

CREATE TABLE observations (
    id          BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY (CACHE 1),
    account_id  BIGINT NOT NULL,
    lane        TEXT COLLATE "C"    NOT NULL,
    kind        TEXT COLLATE "C"    NOT NULL,
    subject     TEXT COLLATE "C"    NOT NULL,
    body        BYTEA    NOT NULL,
    received_at BIGINT NOT NULL,
    state       BIGINT NOT NULL,
    run_at      BIGINT NOT NULL,
    attempts    BIGINT NOT NULL,
    last_error  TEXT COLLATE "C"    NOT NULL,
    applied_at  BIGINT NOT NULL
);
CREATE INDEX observations_next ON observations (id, run_at) WHERE state = 0;
CREATE INDEX observations_open ON observations (lane, id) WHERE state = 0;
CREATE INDEX observations_parked ON observations (id) WHERE state = 2;

CREATE TABLE jobs (
    id          BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY (CACHE 1),
    queue       TEXT COLLATE "C"    NOT NULL,
    kind        TEXT COLLATE "C"    NOT NULL,
    account_id  BIGINT NOT NULL,
    lane        TEXT COLLATE "C"    NOT NULL,
    once_key    TEXT COLLATE "C",
    payload     TEXT COLLATE "C"    NOT NULL,
    run_at      BIGINT NOT NULL,
    not_after   BIGINT NOT NULL,
    at_most_once BIGINT NOT NULL,
    state       BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    attempts    BIGINT NOT NULL,
    last_error  TEXT COLLATE "C"    NOT NULL,
    created_at  BIGINT NOT NULL,
    done_at     BIGINT NOT NULL
);
CREATE UNIQUE INDEX jobs_once ON jobs (once_key);
CREATE INDEX jobs_open ON jobs (queue, run_at, id) WHERE state = 0;
CREATE INDEX jobs_lane ON jobs (lane, id) WHERE state = 0 AND lane <> '';
CREATE INDEX jobs_done ON jobs (done_at) WHERE state = 1;
CREATE INDEX jobs_parked ON jobs (id) WHERE state = 2;

CREATE TABLE changes (
    id         BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY (CACHE 1),
    kind       TEXT COLLATE "C"    NOT NULL,
    subject_id BIGINT NOT NULL,
    row        TEXT COLLATE "C"    NOT NULL,
    at         BIGINT NOT NULL,
    xid        XID8   NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX changes_cursor ON changes (xid, id);
CREATE INDEX changes_at ON changes (at);

CREATE TABLE audit (
    id         BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY (CACHE 1),
    at         BIGINT NOT NULL,
    actor_kind TEXT COLLATE "C"    NOT NULL,
    actor_id   BIGINT NOT NULL,
    actor_name TEXT COLLATE "C"    NOT NULL,
    operation  TEXT COLLATE "C"    NOT NULL,
    subject    TEXT COLLATE "C"    NOT NULL,
    subject_id BIGINT NOT NULL,
    before     TEXT COLLATE "C"    NOT NULL,
    after      TEXT COLLATE "C"    NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, subject_id, id);

CREATE TABLE blobs (
    hash       BYTEA PRIMARY KEY,
    size       BIGINT NOT NULL,
    type       TEXT COLLATE "C"    NOT NULL,
    width      BIGINT NOT NULL,
    height     BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE blob_chunks (
    hash BYTEA    NOT NULL REFERENCES blobs (hash),
    n    BIGINT NOT NULL,
    data BYTEA    NOT NULL,
    PRIMARY KEY (hash, n)
);

-- Customers, and the ids they are known by. Facts refer to identities, so that joining two customers only repoints those.

CREATE TABLE customers (
    id            BIGINT PRIMARY KEY,
    name          TEXT COLLATE "C"    NOT NULL,
    avatar        TEXT COLLATE "C"    NOT NULL,
    type          BIGINT NOT NULL,
    gender        BIGINT NOT NULL,
    confirmed     BIGINT NOT NULL,
    first_seen_at BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL,
    joined_into   BIGINT NOT NULL
);
CREATE INDEX customers_page ON customers (id) WHERE joined_into = 0;

CREATE TABLE identities (
    id          BIGINT PRIMARY KEY,
    kind        TEXT COLLATE "C"    NOT NULL,
    scope       TEXT COLLATE "C"    NOT NULL,
    value       TEXT COLLATE "C"    NOT NULL,
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    created_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX identities_value ON identities (scope, kind, value);
CREATE INDEX identities_customer ON identities (customer_id);

CREATE TABLE customer_joins (
    id          BIGINT PRIMARY KEY,
    from_id     BIGINT NOT NULL REFERENCES customers (id),
    into_id     BIGINT NOT NULL REFERENCES customers (id),
    identities  TEXT COLLATE "C"    NOT NULL,
    evidence    TEXT COLLATE "C"    NOT NULL,
    at          BIGINT NOT NULL
);

-- The ledger.

CREATE TABLE channels (
    id         BIGINT PRIMARY KEY,
    name       TEXT COLLATE "C"    NOT NULL,
    note       TEXT COLLATE "C"    NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE ways (
    id           BIGINT PRIMARY KEY,
    kind         TEXT COLLATE "C"    NOT NULL,
    corp_id      BIGINT NOT NULL REFERENCES corps (id),
    account_id   BIGINT NOT NULL REFERENCES accounts (id),
    channel_id   BIGINT NOT NULL REFERENCES channels (id),
    name         TEXT COLLATE "C"    NOT NULL,
    remark       TEXT COLLATE "C"    NOT NULL,
    state        TEXT COLLATE "C"    NOT NULL,
    type         BIGINT NOT NULL,
    scene        BIGINT NOT NULL,
    users        TEXT COLLATE "C"    NOT NULL,
    parties      TEXT COLLATE "C"    NOT NULL,
    skip_verify  BIGINT NOT NULL,
    welcome      TEXT COLLATE "C"    NOT NULL,
    phase        TEXT COLLATE "C"    NOT NULL,
    problem      BIGINT NOT NULL,
    absent_at    BIGINT NOT NULL,
    config_id    TEXT COLLATE "C"    NOT NULL,
    qr_url       TEXT COLLATE "C"    NOT NULL,
    qr_blob      BYTEA,
    client_key   TEXT COLLATE "C"    NOT NULL UNIQUE,
    created_by   BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    called_at    BIGINT NOT NULL,
    confirmed_at BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
-- States that a way had before it was asked for again.
CREATE TABLE former_states (
    corp_id BIGINT NOT NULL,
    state   TEXT COLLATE "C" NOT NULL,
    way_id  BIGINT NOT NULL REFERENCES ways (id),
    PRIMARY KEY (corp_id, state)
);
CREATE INDEX ways_state ON ways (corp_id, state);
CREATE INDEX ways_config ON ways (corp_id, config_id);
CREATE INDEX ways_channel ON ways (channel_id, id);
CREATE INDEX ways_unsettled ON ways (phase, id) WHERE phase <> 'confirmed';

CREATE TABLE contact_events (
    push_id     BIGINT PRIMARY KEY,
    corp_id     BIGINT NOT NULL,
    identity_id BIGINT NOT NULL REFERENCES identities (id),
    userid      TEXT COLLATE "C"    NOT NULL,
    kind        TEXT COLLATE "C"    NOT NULL,
    at          BIGINT NOT NULL,
    hash        BYTEA    NOT NULL,
    state       TEXT COLLATE "C"    NOT NULL
);
CREATE INDEX contact_events_pair ON contact_events (identity_id, userid, at);

CREATE TABLE attributions (
    id           BIGINT PRIMARY KEY,
    corp_id      BIGINT NOT NULL,
    identity_id  BIGINT NOT NULL REFERENCES identities (id),
    userid       TEXT COLLATE "C"    NOT NULL,
    began_at     BIGINT NOT NULL,
    began_push   BIGINT NOT NULL,
    added_at     BIGINT NOT NULL,
    ended_at     BIGINT NOT NULL,
    end_reason   TEXT COLLATE "C"    NOT NULL,
    state        TEXT COLLATE "C"    NOT NULL,
    way_id       BIGINT NOT NULL,
    channel_id   BIGINT NOT NULL,
    evidence     TEXT COLLATE "C"    NOT NULL
);
CREATE INDEX attributions_pair ON attributions (identity_id, userid, began_at);
CREATE INDEX attributions_way ON attributions (way_id, began_at);
CREATE INDEX attributions_channel ON attributions (channel_id, began_at);

CREATE TABLE follows (
    identity_id BIGINT NOT NULL REFERENCES identities (id),
    userid      TEXT COLLATE "C"    NOT NULL,
    remark      TEXT COLLATE "C"    NOT NULL,
    description TEXT COLLATE "C"    NOT NULL,
    add_way     BIGINT NOT NULL,
    since       BIGINT NOT NULL,
    state       TEXT COLLATE "C"    NOT NULL,
    seen_at     BIGINT NOT NULL,
    PRIMARY KEY (identity_id, userid)
);

CREATE TABLE welcomes (
    id          BIGINT PRIMARY KEY,
    push_id     BIGINT NOT NULL UNIQUE,
    identity_id BIGINT NOT NULL REFERENCES identities (id),
    userid      TEXT COLLATE "C"    NOT NULL,
    way_id      BIGINT NOT NULL,
    text        TEXT COLLATE "C"    NOT NULL,
    state       TEXT COLLATE "C"    NOT NULL,
    problem     BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    sent_at     BIGINT NOT NULL
);
CREATE INDEX welcomes_identity ON welcomes (identity_id, at);

-- The desk.

CREATE TABLE conversations (
    id              BIGINT PRIMARY KEY,
    account_id      BIGINT NOT NULL REFERENCES accounts (id),
    identity_id     BIGINT NOT NULL REFERENCES identities (id),
    status          TEXT COLLATE "C"    NOT NULL,
    agent_id        BIGINT NOT NULL,
    opened_at       BIGINT NOT NULL,
    waiting_since   BIGINT NOT NULL,
    accepted_at     BIGINT NOT NULL,
    closed_at       BIGINT NOT NULL,
    closed_by       BIGINT NOT NULL,
    last_inbound_at BIGINT NOT NULL,
    last_message_at BIGINT NOT NULL,
    read_push       BIGINT NOT NULL,
    unread          BIGINT NOT NULL,
    session_from    TEXT COLLATE "C"    NOT NULL,
    session_from_at BIGINT NOT NULL,
    preview_kind    TEXT COLLATE "C"    NOT NULL,
    preview_text    TEXT COLLATE "C"    NOT NULL,
    preview_direction TEXT COLLATE "C"  NOT NULL,
    updated_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX conversations_one ON conversations (account_id, identity_id) WHERE status <> 'closed';
CREATE INDEX conversations_identity ON conversations (identity_id, opened_at);
CREATE INDEX conversations_waiting ON conversations (waiting_since, id) WHERE status = 'waiting';
CREATE INDEX conversations_agent ON conversations (agent_id, last_message_at, id) WHERE status = 'open';
CREATE INDEX conversations_recent ON conversations (last_message_at, id);

CREATE TABLE messages (
    id              BIGINT PRIMARY KEY,
    conversation_id BIGINT NOT NULL,
    account_id      BIGINT NOT NULL,
    identity_id     BIGINT NOT NULL,
    direction       TEXT COLLATE "C"    NOT NULL,
    kind            TEXT COLLATE "C"    NOT NULL,
    text            TEXT COLLATE "C"    NOT NULL,
    media_ref       TEXT COLLATE "C"    NOT NULL,
    media_state     TEXT COLLATE "C"    NOT NULL,
    blob            BYTEA,
    at              BIGINT NOT NULL,
    ord             BIGINT NOT NULL,
    hash            BYTEA,
    push_id         BIGINT UNIQUE,
    agent_id        BIGINT NOT NULL,
    client_key      TEXT COLLATE "C" UNIQUE,
    state           TEXT COLLATE "C"    NOT NULL,
    problem         BIGINT NOT NULL,
    settled_at      BIGINT NOT NULL
);
CREATE INDEX messages_page ON messages (conversation_id, at, ord, id);
CREATE INDEX messages_identity ON messages (identity_id, account_id, at);

CREATE TABLE quick_replies (
    id         BIGINT PRIMARY KEY,
    shortcut   TEXT COLLATE "C"    NOT NULL,
    text       TEXT COLLATE "C"    NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- +goose Down
SELECT 1;
