-- +goose Up
-- Times are UTC milliseconds. JSON is TEXT. Flags are 0 and 1. Ids are drawn by the program, except where a sequence orders rows.

CREATE TABLE installation (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    schema_version  INTEGER NOT NULL,
    oldest_program  TEXT    NOT NULL,
    epoch           TEXT    NOT NULL,
    key_fingerprint TEXT,
    data_key        BLOB,
    created_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE lock_keys (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    name       TEXT PRIMARY KEY,
    value      TEXT    NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE tokens (
    key              TEXT PRIMARY KEY,
    value            BLOB,
    version          INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL,
    refreshing_until INTEGER NOT NULL
) STRICT;

-- People who work in the console.

CREATE TABLE agents (
    id         INTEGER PRIMARY KEY,
    email      TEXT    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    role       TEXT    NOT NULL,
    password   TEXT    NOT NULL,
    disabled   INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    hash       BLOB PRIMARY KEY,
    agent_id   INTEGER NOT NULL REFERENCES agents (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE invitations (
    hash       BLOB PRIMARY KEY,
    purpose    TEXT    NOT NULL,
    agent_id   INTEGER REFERENCES agents (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;

-- The platform identities we act for.

CREATE TABLE corps (
    id         INTEGER PRIMARY KEY,
    corpid     TEXT    NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE accounts (
    id             INTEGER PRIMARY KEY,
    kind           TEXT    NOT NULL,
    slug           TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    platform_id    TEXT    NOT NULL,
    corp_id        INTEGER REFERENCES corps (id),
    agent_id       TEXT    NOT NULL,
    original_id    TEXT    NOT NULL,
    api_base_url   TEXT    NOT NULL,
    push_mode      TEXT    NOT NULL,
    time_zone      TEXT    NOT NULL,
    secret         BLOB    NOT NULL,
    push_token     BLOB    NOT NULL,
    push_key       BLOB    NOT NULL,
    old_push_token BLOB,
    old_push_key   BLOB,
    old_push_until INTEGER NOT NULL,
    last_push_at   INTEGER NOT NULL,
    members_at     INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    removed_at     INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX accounts_slug ON accounts (kind, slug) WHERE removed_at = 0;

CREATE TABLE members (
    corp_id     INTEGER NOT NULL REFERENCES corps (id),
    userid      TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    departments TEXT    NOT NULL,
    contact     INTEGER NOT NULL,
    seen_at     INTEGER NOT NULL,
    PRIMARY KEY (corp_id, userid)
) STRICT;

-- What arrived: the journal.

-- No row of pushes is ever deleted, so that ids only grow without AUTOINCREMENT's extra write.
CREATE TABLE pushes (
    id          INTEGER PRIMARY KEY,
    account_id  INTEGER NOT NULL,
    scope       TEXT    NOT NULL,
    create_time INTEGER NOT NULL,
    hash        BLOB    NOT NULL,
    lane        TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    body        BLOB    NOT NULL,
    answer      TEXT    NOT NULL,
    received_at INTEGER NOT NULL,
    state       INTEGER NOT NULL,
    run_at      INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    last_error  TEXT    NOT NULL,
    applied_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX pushes_once ON pushes (scope, create_time, hash);
CREATE INDEX pushes_next ON pushes (id, run_at) WHERE state = 0;
CREATE INDEX pushes_open ON pushes (lane, id) WHERE state = 0;
CREATE INDEX pushes_parked ON pushes (id) WHERE state = 2;

CREATE TABLE observations (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id  INTEGER NOT NULL,
    lane        TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    body        BLOB    NOT NULL,
    received_at INTEGER NOT NULL,
    state       INTEGER NOT NULL,
    run_at      INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    last_error  TEXT    NOT NULL,
    applied_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX observations_next ON observations (id, run_at) WHERE state = 0;
CREATE INDEX observations_open ON observations (lane, id) WHERE state = 0;
CREATE INDEX observations_parked ON observations (id) WHERE state = 2;

CREATE TABLE jobs (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    queue       TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    account_id  INTEGER NOT NULL,
    lane        TEXT    NOT NULL,
    once_key    TEXT,
    payload     TEXT    NOT NULL,
    run_at      INTEGER NOT NULL,
    not_after   INTEGER NOT NULL,
    at_most_once INTEGER NOT NULL,
    state       INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    last_error  TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    done_at     INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX jobs_once ON jobs (once_key);
CREATE INDEX jobs_open ON jobs (queue, run_at, id) WHERE state = 0;
CREATE INDEX jobs_lane ON jobs (lane, id) WHERE state = 0 AND lane <> '';
CREATE INDEX jobs_done ON jobs (done_at) WHERE state = 1;
CREATE INDEX jobs_parked ON jobs (id) WHERE state = 2;

CREATE TABLE changes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT    NOT NULL,
    subject_id INTEGER NOT NULL,
    row        TEXT    NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX changes_at ON changes (at);

CREATE TABLE audit (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    actor_kind TEXT    NOT NULL,
    actor_id   INTEGER NOT NULL,
    actor_name TEXT    NOT NULL,
    operation  TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    subject_id INTEGER NOT NULL,
    before     TEXT    NOT NULL,
    after      TEXT    NOT NULL
) STRICT;
CREATE INDEX audit_subject ON audit (subject, subject_id, id);

CREATE TABLE blobs (
    hash       BLOB PRIMARY KEY,
    size       INTEGER NOT NULL,
    type       TEXT    NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE blob_chunks (
    hash BLOB    NOT NULL REFERENCES blobs (hash),
    n    INTEGER NOT NULL,
    data BLOB    NOT NULL,
    PRIMARY KEY (hash, n)
) STRICT;

-- Customers, and the ids they are known by. Facts refer to identities, so that joining two customers only repoints those.

CREATE TABLE customers (
    id            INTEGER PRIMARY KEY,
    name          TEXT    NOT NULL,
    avatar        TEXT    NOT NULL,
    type          INTEGER NOT NULL,
    gender        INTEGER NOT NULL,
    confirmed     INTEGER NOT NULL,
    first_seen_at INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    joined_into   INTEGER NOT NULL
) STRICT;
CREATE INDEX customers_page ON customers (id) WHERE joined_into = 0;

CREATE TABLE identities (
    id          INTEGER PRIMARY KEY,
    kind        TEXT    NOT NULL,
    scope       TEXT    NOT NULL,
    value       TEXT    NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    created_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX identities_value ON identities (scope, kind, value);
CREATE INDEX identities_customer ON identities (customer_id);

CREATE TABLE customer_joins (
    id          INTEGER PRIMARY KEY,
    from_id     INTEGER NOT NULL REFERENCES customers (id),
    into_id     INTEGER NOT NULL REFERENCES customers (id),
    identities  TEXT    NOT NULL,
    evidence    TEXT    NOT NULL,
    at          INTEGER NOT NULL
) STRICT;

-- The ledger.

CREATE TABLE channels (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,
    note       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE ways (
    id           INTEGER PRIMARY KEY,
    kind         TEXT    NOT NULL,
    corp_id      INTEGER NOT NULL REFERENCES corps (id),
    account_id   INTEGER NOT NULL REFERENCES accounts (id),
    channel_id   INTEGER NOT NULL REFERENCES channels (id),
    name         TEXT    NOT NULL,
    remark       TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    type         INTEGER NOT NULL,
    scene        INTEGER NOT NULL,
    users        TEXT    NOT NULL,
    parties      TEXT    NOT NULL,
    skip_verify  INTEGER NOT NULL,
    welcome      TEXT    NOT NULL,
    phase        TEXT    NOT NULL,
    problem      INTEGER NOT NULL,
    absent_at    INTEGER NOT NULL,
    config_id    TEXT    NOT NULL,
    qr_url       TEXT    NOT NULL,
    qr_blob      BLOB,
    client_key   TEXT    NOT NULL UNIQUE,
    created_by   INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    called_at    INTEGER NOT NULL,
    confirmed_at INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;
-- States that a way had before it was asked for again.
CREATE TABLE former_states (
    corp_id INTEGER NOT NULL,
    state   TEXT    NOT NULL,
    way_id  INTEGER NOT NULL REFERENCES ways (id),
    PRIMARY KEY (corp_id, state)
) STRICT;
CREATE INDEX ways_state ON ways (corp_id, state);
CREATE INDEX ways_config ON ways (corp_id, config_id);
CREATE INDEX ways_channel ON ways (channel_id, id);
CREATE INDEX ways_unsettled ON ways (phase, id) WHERE phase <> 'confirmed';

CREATE TABLE contact_events (
    push_id     INTEGER PRIMARY KEY,
    corp_id     INTEGER NOT NULL,
    identity_id INTEGER NOT NULL REFERENCES identities (id),
    userid      TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    hash        BLOB    NOT NULL,
    state       TEXT    NOT NULL
) STRICT;
CREATE INDEX contact_events_pair ON contact_events (identity_id, userid, at);

CREATE TABLE attributions (
    id           INTEGER PRIMARY KEY,
    corp_id      INTEGER NOT NULL,
    identity_id  INTEGER NOT NULL REFERENCES identities (id),
    userid       TEXT    NOT NULL,
    began_at     INTEGER NOT NULL,
    began_push   INTEGER NOT NULL,
    added_at     INTEGER NOT NULL,
    ended_at     INTEGER NOT NULL,
    end_reason   TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    way_id       INTEGER NOT NULL,
    channel_id   INTEGER NOT NULL,
    evidence     TEXT    NOT NULL
) STRICT;
CREATE INDEX attributions_pair ON attributions (identity_id, userid, began_at);
CREATE INDEX attributions_way ON attributions (way_id, began_at);
CREATE INDEX attributions_channel ON attributions (channel_id, began_at);

CREATE TABLE follows (
    identity_id INTEGER NOT NULL REFERENCES identities (id),
    userid      TEXT    NOT NULL,
    remark      TEXT    NOT NULL,
    description TEXT    NOT NULL,
    add_way     INTEGER NOT NULL,
    since       INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    seen_at     INTEGER NOT NULL,
    PRIMARY KEY (identity_id, userid)
) STRICT;

CREATE TABLE welcomes (
    id          INTEGER PRIMARY KEY,
    push_id     INTEGER NOT NULL UNIQUE,
    identity_id INTEGER NOT NULL REFERENCES identities (id),
    userid      TEXT    NOT NULL,
    way_id      INTEGER NOT NULL,
    text        TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    problem     INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    sent_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX welcomes_identity ON welcomes (identity_id, at);

-- The desk.

CREATE TABLE conversations (
    id              INTEGER PRIMARY KEY,
    account_id      INTEGER NOT NULL REFERENCES accounts (id),
    identity_id     INTEGER NOT NULL REFERENCES identities (id),
    status          TEXT    NOT NULL,
    agent_id        INTEGER NOT NULL,
    opened_at       INTEGER NOT NULL,
    waiting_since   INTEGER NOT NULL,
    accepted_at     INTEGER NOT NULL,
    closed_at       INTEGER NOT NULL,
    closed_by       INTEGER NOT NULL,
    last_inbound_at INTEGER NOT NULL,
    last_message_at INTEGER NOT NULL,
    read_push       INTEGER NOT NULL,
    unread          INTEGER NOT NULL,
    session_from    TEXT    NOT NULL,
    session_from_at INTEGER NOT NULL,
    preview_kind    TEXT    NOT NULL,
    preview_text    TEXT    NOT NULL,
    preview_direction TEXT  NOT NULL,
    updated_at      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX conversations_one ON conversations (account_id, identity_id) WHERE status <> 'closed';
CREATE INDEX conversations_identity ON conversations (identity_id, opened_at);
CREATE INDEX conversations_waiting ON conversations (waiting_since, id) WHERE status = 'waiting';
CREATE INDEX conversations_agent ON conversations (agent_id, last_message_at, id) WHERE status = 'open';
CREATE INDEX conversations_recent ON conversations (last_message_at, id);

CREATE TABLE messages (
    id              INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL,
    account_id      INTEGER NOT NULL,
    identity_id     INTEGER NOT NULL,
    direction       TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    text            TEXT    NOT NULL,
    media_ref       TEXT    NOT NULL,
    media_state     TEXT    NOT NULL,
    blob            BLOB,
    at              INTEGER NOT NULL,
    ord             INTEGER NOT NULL,
    hash            BLOB,
    push_id         INTEGER UNIQUE,
    agent_id        INTEGER NOT NULL,
    client_key      TEXT UNIQUE,
    state           TEXT    NOT NULL,
    problem         INTEGER NOT NULL,
    settled_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_page ON messages (conversation_id, at, ord, id);
CREATE INDEX messages_identity ON messages (identity_id, account_id, at);

CREATE TABLE quick_replies (
    id         INTEGER PRIMARY KEY,
    shortcut   TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- +goose Down
SELECT 1;
