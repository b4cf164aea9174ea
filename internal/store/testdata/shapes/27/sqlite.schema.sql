CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
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
CREATE TABLE agents (
    id         INTEGER PRIMARY KEY,
    email      TEXT    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    role       TEXT    NOT NULL,
    password   TEXT    NOT NULL,
    disabled   INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
, corp_id INTEGER NOT NULL DEFAULT 0, userid TEXT NOT NULL DEFAULT '') STRICT;
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
, temp_refused_at INTEGER NOT NULL DEFAULT 0, relay_secret BLOB, old_relay_secret BLOB, old_relay_until INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE members (
    corp_id     INTEGER NOT NULL REFERENCES corps (id),
    userid      TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    departments TEXT    NOT NULL,
    contact     INTEGER NOT NULL,
    seen_at     INTEGER NOT NULL, status INTEGER NOT NULL DEFAULT 0, problem INTEGER NOT NULL DEFAULT 0, problem_at INTEGER NOT NULL DEFAULT 0, off_until INTEGER NOT NULL DEFAULT 0, suspected INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (corp_id, userid)
) STRICT;
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
, rests INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE changes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT    NOT NULL,
    subject_id INTEGER NOT NULL,
    row        TEXT    NOT NULL,
    at         INTEGER NOT NULL
, account_id INTEGER NOT NULL DEFAULT 0) STRICT;
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
CREATE TABLE identities (
    id          INTEGER PRIMARY KEY,
    kind        TEXT    NOT NULL,
    scope       TEXT    NOT NULL,
    value       TEXT    NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    created_at  INTEGER NOT NULL
) STRICT;
CREATE TABLE customer_joins (
    id          INTEGER PRIMARY KEY,
    from_id     INTEGER NOT NULL REFERENCES customers (id),
    into_id     INTEGER NOT NULL REFERENCES customers (id),
    identities  TEXT    NOT NULL,
    evidence    TEXT    NOT NULL,
    at          INTEGER NOT NULL
, before TEXT NOT NULL DEFAULT '', undone_at INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE channels (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,
    note       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
, welcome TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '[]', remark_rule TEXT NOT NULL DEFAULT '') STRICT;
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
, style INTEGER NOT NULL DEFAULT 0, is_exclusive INTEGER NOT NULL DEFAULT 0, mark_source INTEGER NOT NULL DEFAULT 1, chats TEXT NOT NULL DEFAULT '[]', auto_create_room INTEGER NOT NULL DEFAULT 0, room_base_name TEXT NOT NULL DEFAULT '', room_base_id INTEGER NOT NULL DEFAULT 0, pool_id INTEGER NOT NULL DEFAULT 0, expires_in INTEGER NOT NULL DEFAULT 0, chat_expires_in INTEGER NOT NULL DEFAULT 0, unionid TEXT NOT NULL DEFAULT '', conclusions TEXT NOT NULL DEFAULT '', folder_id INTEGER NOT NULL DEFAULT 0, labels TEXT NOT NULL DEFAULT '[]', owner_id INTEGER NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '[]', remark_rule TEXT NOT NULL DEFAULT '', plan TEXT NOT NULL DEFAULT '', plan_at INTEGER NOT NULL DEFAULT 0, last_turn TEXT NOT NULL DEFAULT '', origin TEXT NOT NULL DEFAULT 'made', import_id INTEGER NOT NULL DEFAULT 0, restored_from INTEGER NOT NULL DEFAULT 0, seen_at INTEGER NOT NULL DEFAULT 0, drift TEXT NOT NULL DEFAULT '', checked_at INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 0, deleted_at INTEGER NOT NULL DEFAULT 0, qr_content TEXT NOT NULL DEFAULT '', changing INTEGER NOT NULL DEFAULT 0, change_problem INTEGER NOT NULL DEFAULT 0, twin_of INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE former_states (
    corp_id INTEGER NOT NULL,
    state   TEXT    NOT NULL,
    way_id  INTEGER NOT NULL REFERENCES ways (id),
    PRIMARY KEY (corp_id, state)
) STRICT;
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
, chat_id TEXT NOT NULL DEFAULT '', scene INTEGER NOT NULL DEFAULT 0, again INTEGER NOT NULL DEFAULT 0, counted INTEGER NOT NULL DEFAULT 0) STRICT;
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
, channel_id INTEGER NOT NULL DEFAULT 0, attachments TEXT NOT NULL DEFAULT '[]', hours TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL DEFAULT 'failed', taken_by TEXT NOT NULL DEFAULT '', rival INTEGER NOT NULL DEFAULT 0, renewed INTEGER NOT NULL DEFAULT 0, received_at INTEGER NOT NULL DEFAULT 0, took_ms INTEGER NOT NULL DEFAULT 0) STRICT;
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
, team_id INTEGER NOT NULL DEFAULT 0, awaiting_since INTEGER NOT NULL DEFAULT 0, first_accepted_at INTEGER NOT NULL DEFAULT 0, first_answer_at INTEGER NOT NULL DEFAULT 0, last_answer_at INTEGER NOT NULL DEFAULT 0, inbound INTEGER NOT NULL DEFAULT 0, outbound INTEGER NOT NULL DEFAULT 0, transfers INTEGER NOT NULL DEFAULT 0, close_reason TEXT NOT NULL DEFAULT '', closed_kind TEXT NOT NULL DEFAULT '', official_since INTEGER NOT NULL DEFAULT 0, rating INTEGER NOT NULL DEFAULT 0, rating_asked_at INTEGER NOT NULL DEFAULT 0, entered_at INTEGER NOT NULL DEFAULT 0, first_answer_by INTEGER NOT NULL DEFAULT 0) STRICT;
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
, card TEXT NOT NULL DEFAULT '', pic_url TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '', source_id INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE quick_replies (
    id         INTEGER PRIMARY KEY,
    shortcut   TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
, owner_id INTEGER NOT NULL DEFAULT 0, folder_id INTEGER NOT NULL DEFAULT 0, used INTEGER NOT NULL DEFAULT 0, used_at INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE way_members (
    corp_id INTEGER NOT NULL,
    userid  TEXT    NOT NULL,
    way_id  INTEGER NOT NULL REFERENCES ways (id), listed INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (corp_id, userid, way_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE way_labels (
    label_id INTEGER NOT NULL,
    way_id   INTEGER NOT NULL REFERENCES ways (id), listed INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (label_id, way_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE folders (
    id         INTEGER PRIMARY KEY,
    parent_id  INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE labels (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    color      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE views (
    id         INTEGER PRIMARY KEY,
    agent_id   INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    query      TEXT    NOT NULL,
    shared     INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE departments (
    corp_id   INTEGER NOT NULL REFERENCES corps (id),
    id        INTEGER NOT NULL,
    parent_id INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    ord       INTEGER NOT NULL,
    seen_at   INTEGER NOT NULL,
    PRIMARY KEY (corp_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE way_search (
    way_id INTEGER PRIMARY KEY REFERENCES ways (id),
    print  INTEGER NOT NULL,
    text   TEXT    NOT NULL,
    ref    TEXT    NOT NULL
) STRICT;
CREATE VIRTUAL TABLE way_grams USING fts5 (grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
CREATE TABLE search_queue (
    n      INTEGER PRIMARY KEY,
    way_id INTEGER NOT NULL
) STRICT;
CREATE TABLE search_runs (
    n      INTEGER PRIMARY KEY,
    kind   TEXT    NOT NULL,
    id     INTEGER NOT NULL,
    userid TEXT    NOT NULL,
    place  INTEGER NOT NULL,
    done   INTEGER NOT NULL
) STRICT;
CREATE TABLE imports (
    id              INTEGER PRIMARY KEY,
    account_id      INTEGER NOT NULL REFERENCES accounts (id),
    corp_id         INTEGER NOT NULL,
    client_key      TEXT    UNIQUE, -- once the whole file is stored
    hash            BLOB    NOT NULL,
    file            TEXT    NOT NULL,
    format          TEXT    NOT NULL,
    encoding        TEXT    NOT NULL,
    sheet           TEXT    NOT NULL,
    header          TEXT    NOT NULL,
    unknown_columns TEXT    NOT NULL,
    create_channels INTEGER NOT NULL,
    skip_wrong      INTEGER NOT NULL,
    state           TEXT    NOT NULL,
    problem         INTEGER NOT NULL,
    total           INTEGER NOT NULL,
    checked         INTEGER NOT NULL,
    wrong           INTEGER NOT NULL,
    new_channels    TEXT    NOT NULL,
    taken           INTEGER NOT NULL, -- rows up to this one have been looked at by the run
    again           INTEGER NOT NULL, -- failed rows after this one are tried once more; -1: none
    settled         INTEGER NOT NULL,
    rate            INTEGER NOT NULL,
    lap_at          INTEGER NOT NULL,
    lap_settled     INTEGER NOT NULL,
    created_by      INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    started_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    finished_at     INTEGER NOT NULL
) STRICT;
CREATE TABLE import_rows (
    import_id INTEGER NOT NULL REFERENCES imports (id),
    n         INTEGER NOT NULL,
    line      INTEGER NOT NULL,
    twin      INTEGER NOT NULL, -- the line above that says the same name and channel
    state     INTEGER NOT NULL,
    way_id    INTEGER NOT NULL,
    cells     TEXT    NOT NULL,
    errors    TEXT    NOT NULL,
    way       TEXT    NOT NULL,
    PRIMARY KEY (import_id, n)
) STRICT;
CREATE TABLE posters (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    spec       TEXT    NOT NULL,
    background BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE way_versions (
    id         INTEGER PRIMARY KEY,
    way_id     INTEGER NOT NULL REFERENCES ways (id),
    seq        INTEGER NOT NULL, -- the order in which a way's changes were asked for
    n          INTEGER NOT NULL, -- its number once it holds; 0 until then, and for ever when it never did
    kind       TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    run_id     INTEGER NOT NULL,
    undone_to  INTEGER NOT NULL,
    before     TEXT    NOT NULL,
    after      TEXT    NOT NULL,
    platform   TEXT    NOT NULL, -- the platform's copy as it was read back
    problem    INTEGER NOT NULL,
    actor_kind TEXT    NOT NULL,
    actor_id   INTEGER NOT NULL,
    actor_name TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    settled_at INTEGER NOT NULL
) STRICT;
CREATE TABLE bulk_runs (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL,
    action     TEXT    NOT NULL,
    scope      TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    total      INTEGER NOT NULL,
    asked      INTEGER NOT NULL, -- ways for which a change was asked
    skipped    INTEGER NOT NULL,
    after_id   INTEGER NOT NULL, -- the last way that was looked at
    turn       INTEGER NOT NULL,
    actor_kind TEXT    NOT NULL,
    actor_id   INTEGER NOT NULL,
    actor_name TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    began_at   INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL
) STRICT;
CREATE TABLE bulk_items (
    run_id     INTEGER NOT NULL REFERENCES bulk_runs (id),
    way_id     INTEGER NOT NULL,
    version_id INTEGER NOT NULL, -- the change that it made; 0: none
    reason     TEXT    NOT NULL, -- why it was left alone
    PRIMARY KEY (run_id, way_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE reconciliations (
    id          INTEGER PRIMARY KEY,
    corp_id     INTEGER NOT NULL REFERENCES corps (id),
    account_id  INTEGER NOT NULL REFERENCES accounts (id),
    state       TEXT    NOT NULL,
    stage       TEXT    NOT NULL,
    chunk       INTEGER NOT NULL, -- number of the job that may go on with it
    progress    TEXT    NOT NULL, -- how far it has come, and what it counted
    problem     INTEGER NOT NULL,
    waits_until INTEGER NOT NULL,
    created_by  INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    ended_at    INTEGER NOT NULL
) STRICT;
CREATE TABLE reconcile_items (
    run_id    INTEGER NOT NULL REFERENCES reconciliations (id),
    config_id TEXT    NOT NULL,
    way_id    INTEGER NOT NULL, -- a way that was not there at the first look; 0 otherwise
    PRIMARY KEY (run_id, config_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE drifts (
    id         INTEGER PRIMARY KEY,
    corp_id    INTEGER NOT NULL REFERENCES corps (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    config_id  TEXT    NOT NULL,
    way_id     INTEGER NOT NULL, -- 0: none of the ledger's
    way_kind   TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    fields     TEXT    NOT NULL,
    theirs     TEXT    NOT NULL, -- the platform's copy
    hash       BLOB    NOT NULL, -- of what was found: an ignored drift stays so as long as it is the same
    problem    INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    run_id     INTEGER NOT NULL, -- the run that saw it last
    found_at   INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    settled_at INTEGER NOT NULL,
    UNIQUE (corp_id, config_id)
) STRICT;
CREATE TABLE drift_runs (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    action     TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    channel_id INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    total      INTEGER NOT NULL,
    done       INTEGER NOT NULL,
    passed     INTEGER NOT NULL, -- drifts the decision does not fit
    after_id   INTEGER NOT NULL,
    actor_kind TEXT    NOT NULL,
    actor_id   INTEGER NOT NULL,
    actor_name TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL
) STRICT;
CREATE TABLE quotas (
    corp_id      INTEGER PRIMARY KEY REFERENCES corps (id),
    full_at      INTEGER NOT NULL, -- it refused a way for lack of room
    full_counted INTEGER NOT NULL, -- how many we counted then
    temp_full_at INTEGER NOT NULL,
    level        INTEGER NOT NULL, -- percent of the last warning
    updated_at   INTEGER NOT NULL
) STRICT;
CREATE TABLE media_uploads (
    account_id  INTEGER NOT NULL REFERENCES accounts (id),
    hash        TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    name        TEXT    NOT NULL, -- of a file, as the customer sees it
    media_id    TEXT    NOT NULL,
    uploaded_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, hash, kind, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE marks (
    id             INTEGER PRIMARY KEY,
    push_id        INTEGER NOT NULL UNIQUE,
    identity_id    INTEGER NOT NULL REFERENCES identities (id),
    userid         TEXT    NOT NULL,
    way_id         INTEGER NOT NULL,
    channel_id     INTEGER NOT NULL,
    tags           TEXT    NOT NULL, -- wanted
    tags_put       TEXT    NOT NULL,
    tags_gone      TEXT    NOT NULL, -- the company has them no more
    tags_state     TEXT    NOT NULL,
    tags_problem   INTEGER NOT NULL,
    tags_at        INTEGER NOT NULL,
    rule           TEXT    NOT NULL, -- of the remark
    remark         TEXT    NOT NULL,
    remark_state   TEXT    NOT NULL,
    remark_problem INTEGER NOT NULL,
    remark_at      INTEGER NOT NULL,
    at             INTEGER NOT NULL
) STRICT;
CREATE TABLE chats (
    corp_id   INTEGER NOT NULL REFERENCES corps (id),
    chat_id   TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    owner     TEXT    NOT NULL,
    members   INTEGER NOT NULL,
    externals INTEGER NOT NULL,
    version   TEXT    NOT NULL,
    state     TEXT    NOT NULL,
    problem   INTEGER NOT NULL,
    seen_at   INTEGER NOT NULL,
    PRIMARY KEY (corp_id, chat_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE chat_lists (
    account_id INTEGER PRIMARY KEY REFERENCES accounts (id),
    listed_at  INTEGER NOT NULL
) STRICT;
CREATE TABLE chat_events (
    source  INTEGER NOT NULL,
    value   TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    corp_id INTEGER NOT NULL,
    chat_id TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    scene   INTEGER NOT NULL,
    state   TEXT    NOT NULL,
    PRIMARY KEY (source, value, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE way_channels (
    way_id     INTEGER NOT NULL REFERENCES ways (id),
    until      INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    PRIMARY KEY (way_id, until)
) STRICT, WITHOUT ROWID;
CREATE TABLE countings (
    id      INTEGER PRIMARY KEY,
    corp_id INTEGER NOT NULL REFERENCES corps (id),
    zone    TEXT    NOT NULL,
    current INTEGER NOT NULL
) STRICT;
CREATE TABLE day_stats (
    day         INTEGER NOT NULL,
    corp_id     INTEGER NOT NULL,
    way_id      INTEGER NOT NULL,
    channel_id  INTEGER NOT NULL,
    userid      TEXT    NOT NULL,
    chat_id     TEXT    NOT NULL,
    counting    INTEGER NOT NULL,
    pending     INTEGER NOT NULL,
    added       INTEGER NOT NULL,
    readded     INTEGER NOT NULL,
    lost        INTEGER NOT NULL,
    deleted     INTEGER NOT NULL,
    transferred INTEGER NOT NULL,
    joined      INTEGER NOT NULL,
    quit        INTEGER NOT NULL,
    PRIMARY KEY (day, corp_id, channel_id, way_id, userid, chat_id, counting)
) STRICT, WITHOUT ROWID;
CREATE TABLE way_totals (
    way_id      INTEGER NOT NULL,
    counting    INTEGER NOT NULL,
    customers   INTEGER NOT NULL,
    gone        INTEGER NOT NULL,
    pending     INTEGER NOT NULL,
    added       INTEGER NOT NULL,
    readded     INTEGER NOT NULL,
    lost        INTEGER NOT NULL,
    deleted     INTEGER NOT NULL,
    transferred INTEGER NOT NULL,
    joined      INTEGER NOT NULL,
    quit        INTEGER NOT NULL,
    PRIMARY KEY (way_id, counting)
) STRICT, WITHOUT ROWID;
CREATE TABLE channel_totals (
    channel_id  INTEGER NOT NULL,
    counting    INTEGER NOT NULL,
    customers   INTEGER NOT NULL,
    gone        INTEGER NOT NULL,
    pending     INTEGER NOT NULL,
    added       INTEGER NOT NULL,
    readded     INTEGER NOT NULL,
    lost        INTEGER NOT NULL,
    deleted     INTEGER NOT NULL,
    transferred INTEGER NOT NULL,
    joined      INTEGER NOT NULL,
    quit        INTEGER NOT NULL,
    PRIMARY KEY (channel_id, counting)
) STRICT, WITHOUT ROWID;
CREATE TABLE rebuilds (
    id          INTEGER PRIMARY KEY,
    corp_id     INTEGER NOT NULL REFERENCES corps (id),
    account_id  INTEGER NOT NULL,
    counting    INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    phase       TEXT    NOT NULL,
    place       INTEGER NOT NULL,
    step        INTEGER NOT NULL,
    done        INTEGER NOT NULL,
    total       INTEGER NOT NULL,
    started_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    finished_at INTEGER NOT NULL
) STRICT;
CREATE TABLE kept_apart (
    identity_id INTEGER NOT NULL REFERENCES identities (id),
    other_id    INTEGER NOT NULL REFERENCES identities (id),
    PRIMARY KEY (identity_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE pools (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    corp_id    INTEGER NOT NULL REFERENCES corps (id),
    name       TEXT    NOT NULL,
    note       TEXT    NOT NULL,
    full_at    INTEGER NOT NULL, -- people with whom a group is full
    margin     INTEGER NOT NULL, -- how many before that it is shown no more
    shown      TEXT    NOT NULL, -- the groups that its ways lead to, in order
    turn       INTEGER NOT NULL, -- how often they changed
    turned_at  INTEGER NOT NULL,
    dry_at     INTEGER NOT NULL, -- since when no group is left to turn to; 0: there is one
    checked_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (account_id, name)
) STRICT;
CREATE TABLE pool_chats (
    pool_id    INTEGER NOT NULL REFERENCES pools (id),
    chat_id    TEXT    NOT NULL,
    ord        INTEGER NOT NULL, -- the smallest is shown next
    resting    INTEGER NOT NULL, -- it was full, and is shown again once there is more room than a place or two
    owner_left INTEGER NOT NULL,
    added_at   INTEGER NOT NULL,
    PRIMARY KEY (pool_id, chat_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE temp_chats (
    way_id        INTEGER PRIMARY KEY REFERENCES ways (id),
    corp_id       INTEGER NOT NULL,
    state         TEXT    NOT NULL,
    qr_until      INTEGER NOT NULL, -- 0: the platform was not asked yet
    used_at       INTEGER NOT NULL,
    identity_id   INTEGER NOT NULL,
    userid        TEXT    NOT NULL,
    ends_at       INTEGER NOT NULL,
    ended_at      INTEGER NOT NULL,
    end_reason    TEXT    NOT NULL,
    close_state   TEXT    NOT NULL,
    close_problem INTEGER NOT NULL,
    closed_at     INTEGER NOT NULL,
    closed_by     INTEGER NOT NULL,
    closed_name   TEXT    NOT NULL,
    counted_day   INTEGER NOT NULL -- the day it counts to; 0: to none
) STRICT;
CREATE TABLE temp_days (
    corp_id INTEGER NOT NULL,
    day     INTEGER NOT NULL, -- when it began, in the account's time zone
    made    INTEGER NOT NULL,
    PRIMARY KEY (corp_id, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE api_keys (
    id           INTEGER PRIMARY KEY,
    name         TEXT    NOT NULL,
    hash         BLOB    NOT NULL UNIQUE,
    hint         TEXT    NOT NULL,
    role         TEXT    NOT NULL,
    created_by   INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    revoked_at   INTEGER NOT NULL
) STRICT;
CREATE TABLE idempotency (
    scope        TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    request_hash BLOB    NOT NULL,
    lease_until  INTEGER NOT NULL,
    status       INTEGER NOT NULL,
    type         TEXT    NOT NULL,
    answer       BLOB    NOT NULL,
    expires_at   INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE conversation_actions (
    id              INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id),
    account_id      INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    kind            TEXT    NOT NULL,
    actor_kind      TEXT    NOT NULL,
    actor_id        INTEGER NOT NULL,
    actor_name      TEXT    NOT NULL,
    agent_id        INTEGER NOT NULL,
    team_id         INTEGER NOT NULL,
    text            TEXT    NOT NULL,
    details         TEXT    NOT NULL
) STRICT;
CREATE TABLE desk_settings (
    account_id INTEGER NOT NULL,
    section    TEXT    NOT NULL,
    value      TEXT    NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, section)
) STRICT;
CREATE TABLE mentions (
    id              INTEGER PRIMARY KEY,
    agent_id        INTEGER NOT NULL REFERENCES agents (id),
    conversation_id INTEGER NOT NULL REFERENCES conversations (id),
    action_id       INTEGER NOT NULL REFERENCES conversation_actions (id),
    at              INTEGER NOT NULL,
    read_at         INTEGER NOT NULL
) STRICT;
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
CREATE TABLE customer_tags (
    tag_id      INTEGER NOT NULL REFERENCES desk_tags (id),
    identity_id INTEGER NOT NULL REFERENCES identities (id),
    PRIMARY KEY (tag_id, identity_id)
) STRICT, WITHOUT ROWID;
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
CREATE VIRTUAL TABLE message_grams USING fts5 (grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
CREATE TABLE message_queue (
    n          INTEGER PRIMARY KEY,
    message_id INTEGER NOT NULL
) STRICT;
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
, notice_problem INTEGER NOT NULL DEFAULT 0) STRICT;
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
CREATE TABLE conversation_marks (
    conversation_id INTEGER PRIMARY KEY,
    reminded_since  INTEGER NOT NULL, -- the awaiting_since that people were reminded of
    reminded_level  INTEGER NOT NULL, -- 1: the agent, 2: the team's lead too
    bot_done        INTEGER NOT NULL, -- when the bot handed it to people
    bot_asked       INTEGER NOT NULL, -- the newest message that a bot was asked about
    bot_until       INTEGER NOT NULL  -- until when nobody is given it, because a bot is asked
) STRICT;
CREATE TABLE quick_reply_folders (
    id         INTEGER PRIMARY KEY,
    owner_id   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
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
CREATE TABLE materials (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL,
    folder     TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    card       TEXT    NOT NULL,
    blob       BLOB,
    uses       INTEGER NOT NULL,
    used_at    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE desk_media (
    account_id  INTEGER NOT NULL,
    hash        BLOB    NOT NULL,
    media_id    TEXT    NOT NULL,
    uploaded_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE figure_days (
    account_id INTEGER NOT NULL,
    day        INTEGER NOT NULL, -- yyyymmdd
    from_at    INTEGER NOT NULL,
    to_at      INTEGER NOT NULL,
    body       TEXT NOT NULL, -- JSON: sums by agent, team and hour, and what was not closed yet
    PRIMARY KEY (account_id, day)
) STRICT;
CREATE TABLE former_teams (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    removed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE kit_styles (
    way_id     INTEGER PRIMARY KEY REFERENCES ways (id),
    style      TEXT    NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE presses (
    id          INTEGER PRIMARY KEY,
    way_id      INTEGER NOT NULL REFERENCES ways (id),
    press_key   TEXT    NOT NULL,
    account_id  INTEGER NOT NULL, -- of the mini program; 0: a web page
    appid       TEXT    NOT NULL,
    openid      TEXT    NOT NULL,
    unionid     TEXT    NOT NULL,
    customer_id INTEGER NOT NULL, -- as far as they were known then
    page        TEXT    NOT NULL,
    button      TEXT    NOT NULL,
    place       TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    day         INTEGER NOT NULL, -- yyyymmdd where the company's account is
    channel_id  INTEGER NOT NULL, -- the way's, then
    errcode     INTEGER NOT NULL,
    notifytype  INTEGER NOT NULL,
    userid      TEXT    NOT NULL, -- who was shown, where it is one member
    name        TEXT    NOT NULL,
    UNIQUE (way_id, press_key)
) STRICT;
CREATE UNIQUE INDEX accounts_slug ON accounts (kind, slug) WHERE removed_at = 0;
CREATE UNIQUE INDEX pushes_once ON pushes (scope, create_time, hash);
CREATE INDEX pushes_next ON pushes (id, run_at) WHERE state = 0;
CREATE INDEX pushes_open ON pushes (lane, id) WHERE state = 0;
CREATE INDEX pushes_parked ON pushes (id) WHERE state = 2;
CREATE INDEX observations_next ON observations (id, run_at) WHERE state = 0;
CREATE INDEX observations_open ON observations (lane, id) WHERE state = 0;
CREATE INDEX observations_parked ON observations (id) WHERE state = 2;
CREATE UNIQUE INDEX jobs_once ON jobs (once_key);
CREATE INDEX jobs_open ON jobs (queue, run_at, id) WHERE state = 0;
CREATE INDEX jobs_lane ON jobs (lane, id) WHERE state = 0 AND lane <> '';
CREATE INDEX jobs_done ON jobs (done_at) WHERE state = 1;
CREATE INDEX jobs_parked ON jobs (id) WHERE state = 2;
CREATE INDEX changes_at ON changes (at);
CREATE INDEX audit_subject ON audit (subject, subject_id, id);
CREATE INDEX customers_page ON customers (id) WHERE joined_into = 0;
CREATE UNIQUE INDEX identities_value ON identities (scope, kind, value);
CREATE INDEX identities_customer ON identities (customer_id);
CREATE INDEX ways_state ON ways (corp_id, state);
CREATE INDEX ways_config ON ways (corp_id, config_id);
CREATE INDEX ways_channel ON ways (channel_id, id);
CREATE INDEX ways_unsettled ON ways (phase, id) WHERE phase <> 'confirmed';
CREATE INDEX contact_events_pair ON contact_events (identity_id, userid, at);
CREATE INDEX attributions_pair ON attributions (identity_id, userid, began_at);
CREATE INDEX attributions_way ON attributions (way_id, began_at);
CREATE INDEX attributions_channel ON attributions (channel_id, began_at);
CREATE INDEX welcomes_identity ON welcomes (identity_id, at);
CREATE UNIQUE INDEX conversations_one ON conversations (account_id, identity_id) WHERE status <> 'closed';
CREATE INDEX conversations_identity ON conversations (identity_id, opened_at);
CREATE INDEX conversations_waiting ON conversations (waiting_since, id) WHERE status = 'waiting';
CREATE INDEX conversations_agent ON conversations (agent_id, last_message_at, id) WHERE status = 'open';
CREATE INDEX messages_page ON messages (conversation_id, at, ord, id);
CREATE INDEX messages_identity ON messages (identity_id, account_id, at);
CREATE INDEX ways_list ON ways (id) WHERE phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_kind ON ways (kind, id);
CREATE INDEX ways_folder ON ways (folder_id, id) WHERE folder_id <> 0;
CREATE INDEX ways_drift ON ways (drift, id) WHERE drift <> '';
CREATE INDEX ways_plan ON ways (plan_at, id) WHERE plan_at <> 0;
CREATE INDEX ways_pool ON ways (pool_id, id) WHERE pool_id <> 0;
CREATE INDEX way_members_way ON way_members (way_id);
CREATE INDEX way_labels_way ON way_labels (way_id);
CREATE INDEX views_agent ON views (agent_id);
CREATE INDEX ways_channel_list ON ways (channel_id, id) WHERE phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_folder_list ON ways (folder_id, id) WHERE folder_id <> 0 AND phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_owner_list ON ways (owner_id, id) WHERE owner_id <> 0 AND phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_kind_list ON ways (kind, id) WHERE phase <> 'deleted';
CREATE INDEX ways_scene_list ON ways (scene, id) WHERE phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_created_list ON ways (created_at, id) WHERE phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_drift_list ON ways (id) WHERE drift <> '' AND phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_live_list ON ways (id) WHERE phase IN ('confirmed', 'deleting') AND kind <> 'temp';
CREATE INDEX ways_unsettled_list ON ways (id) WHERE phase IN ('failed', 'unknown') AND kind <> 'temp';
CREATE INDEX ways_deleted_list ON ways (id) WHERE phase = 'deleted' AND kind <> 'temp';
CREATE INDEX way_members_list ON way_members (userid, way_id) WHERE listed = 1;
CREATE INDEX way_labels_list ON way_labels (label_id, way_id) WHERE listed = 1;
CREATE UNIQUE INDEX folders_name ON folders (parent_id, name);
CREATE INDEX import_rows_state ON import_rows (import_id, state, n);
CREATE INDEX ways_import ON ways (import_id, phase, id) WHERE import_id <> 0;
CREATE UNIQUE INDEX way_versions_way ON way_versions (way_id, seq);
CREATE UNIQUE INDEX way_versions_n ON way_versions (way_id, n) WHERE n <> 0;
CREATE INDEX way_versions_pending ON way_versions (way_id, seq) WHERE state = 'pending';
CREATE INDEX way_versions_run ON way_versions (run_id, id) WHERE run_id <> 0;
CREATE INDEX reconciliations_account ON reconciliations (account_id, id);
CREATE UNIQUE INDEX reconciliations_live ON reconciliations (account_id) WHERE state IN ('running', 'paused');
CREATE INDEX reconcile_items_absent ON reconcile_items (run_id, config_id) WHERE way_id <> 0;
CREATE INDEX drifts_open ON drifts (account_id, state, id);
CREATE INDEX drifts_way ON drifts (way_id) WHERE way_id <> 0;
CREATE INDEX ways_quota ON ways (corp_id, phase, kind);
CREATE INDEX ways_made ON ways (corp_id, confirmed_at) WHERE kind <> 'temp' AND origin = 'made';
CREATE INDEX ways_gone ON ways (corp_id, deleted_at) WHERE deleted_at <> 0;
CREATE INDEX ways_visits ON ways (corp_id, called_at) WHERE kind = 'temp';
CREATE INDEX welcomes_outcome ON welcomes (outcome, id) WHERE outcome <> 'sent';
CREATE INDEX welcomes_way ON welcomes (way_id, id);
CREATE INDEX welcomes_channel ON welcomes (channel_id, id);
CREATE INDEX welcomes_day ON welcomes (at, outcome, took_ms);
CREATE INDEX ways_media ON ways (account_id, id) WHERE welcome LIKE '%"media":%';
CREATE INDEX marks_identity ON marks (identity_id, at);
CREATE INDEX chats_unseen ON chats (corp_id, seen_at);
CREATE INDEX chat_events_person ON chat_events (corp_id, value, chat_id, at);
CREATE INDEX attributions_added ON attributions (added_at) WHERE added_at <> 0;
CREATE INDEX attributions_ended ON attributions (ended_at) WHERE ended_at <> 0;
CREATE INDEX attributions_chat ON attributions (corp_id, chat_id, ended_at) WHERE chat_id <> '';
CREATE INDEX attributions_uncounted ON attributions (corp_id) WHERE counted = 0;
CREATE UNIQUE INDEX countings_current ON countings (corp_id) WHERE current = 1;
CREATE INDEX day_stats_way ON day_stats (way_id, day);
CREATE INDEX day_stats_channel ON day_stats (channel_id, day);
CREATE UNIQUE INDEX rebuilds_running ON rebuilds (corp_id) WHERE state = 'running';
CREATE INDEX customer_joins_into ON customer_joins (into_id);
CREATE INDEX pool_chats_chat ON pool_chats (chat_id);
CREATE INDEX temp_chats_state ON temp_chats (state, way_id);
CREATE INDEX temp_chats_open ON temp_chats (identity_id, userid) WHERE state = 'chatting';
CREATE INDEX ways_restored ON ways (restored_from, id) WHERE restored_from <> 0;
CREATE INDEX idempotency_old ON idempotency (expires_at);
CREATE INDEX conversations_awaiting ON conversations (awaiting_since, id) WHERE awaiting_since <> 0 AND status <> 'closed';
CREATE INDEX conversations_team ON conversations (team_id, last_message_at, id) WHERE status = 'open';
CREATE INDEX conversations_closed ON conversations (last_message_at, id) WHERE status = 'closed';
CREATE INDEX conversations_opened ON conversations (opened_at, id);
CREATE INDEX conversation_actions_page ON conversation_actions (conversation_id, at, id);
CREATE INDEX conversation_actions_kind ON conversation_actions (kind, at);
CREATE INDEX conversations_live ON conversations (last_message_at, id) WHERE status <> 'closed';
CREATE INDEX conversations_live_inbound ON conversations (last_inbound_at, id) WHERE status <> 'closed';
CREATE INDEX conversations_live_agent ON conversations (agent_id) WHERE status <> 'closed';
CREATE INDEX conversations_live_team ON conversations (team_id) WHERE status <> 'closed' AND team_id <> 0;
CREATE INDEX conversations_closed_agent ON conversations (agent_id, last_message_at, id) WHERE status = 'closed';
CREATE INDEX mentions_agent ON mentions (agent_id, id);
CREATE INDEX mentions_unread ON mentions (agent_id, conversation_id) WHERE read_at = 0;
CREATE INDEX conversation_tags_of ON conversation_tags (conversation_id, tag_id);
CREATE INDEX customer_tags_of ON customer_tags (identity_id, tag_id);
CREATE INDEX customer_values_field ON customer_values (field_id, identity_id);
CREATE INDEX team_members_agent ON team_members (agent_id);
CREATE INDEX conversations_waiting_team ON conversations (team_id, waiting_since, id) WHERE status = 'waiting';
CREATE INDEX desk_rules_revision ON desk_rules (revision);
CREATE INDEX conversations_silent ON conversations (account_id, last_message_at, id) WHERE status <> 'closed';
CREATE INDEX desk_media_old ON desk_media (uploaded_at);
CREATE INDEX messages_blob ON messages (blob, account_id) WHERE blob IS NOT NULL;
CREATE INDEX materials_blob ON materials (blob, account_id) WHERE blob IS NOT NULL;
CREATE INDEX conversations_figures ON conversations (account_id, opened_at, id, agent_id, team_id, first_answer_at, first_answer_by, closed_at);
CREATE INDEX conversation_actions_figures ON conversation_actions (account_id, kind, at, id, agent_id);
CREATE INDEX messages_figures ON messages (account_id, at);
CREATE INDEX conversations_closed_account ON conversations (account_id, last_message_at, id) WHERE status = 'closed';
CREATE INDEX conversations_closed_team ON conversations (team_id, last_message_at, id) WHERE status = 'closed' AND team_id <> 0;
CREATE INDEX conversations_closed_awaiting ON conversations (last_message_at, id) WHERE status = 'closed' AND awaiting_since <> 0;
CREATE INDEX conversations_closed_unread ON conversations (last_message_at, id) WHERE status = 'closed' AND unread > 0;
CREATE UNIQUE INDEX ways_twin ON ways (twin_of) WHERE twin_of <> 0 AND phase <> 'deleted';
CREATE INDEX ways_qr_url ON ways (qr_url) WHERE kind = 'join' AND qr_url <> '';
CREATE INDEX presses_day ON presses (day, way_id);
CREATE INDEX presses_openid ON presses (appid, openid, way_id, at) WHERE openid <> '';
CREATE INDEX presses_unionid ON presses (unionid, way_id, at) WHERE unionid <> '';
