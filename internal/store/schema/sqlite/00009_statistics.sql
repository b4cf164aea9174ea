-- +goose Up
-- Customer groups, and the numbers of ways and channels.

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
CREATE INDEX chats_unseen ON chats (corp_id, seen_at);

-- When the groups of an account were listed.
CREATE TABLE chat_lists (
    account_id INTEGER PRIMARY KEY REFERENCES accounts (id),
    listed_at  INTEGER NOT NULL
) STRICT;

-- What a push or an observation said of a group and one of its people. The source is the push, or the observation below zero.
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
CREATE INDEX chat_events_person ON chat_events (corp_id, value, chat_id, at);

-- A period is between a customer and a member, or between a customer and a group. counted names the counting whose numbers hold it.
ALTER TABLE attributions ADD COLUMN chat_id TEXT NOT NULL DEFAULT '';
ALTER TABLE attributions ADD COLUMN scene INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attributions ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attributions ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX attributions_added ON attributions (added_at) WHERE added_at <> 0;
CREATE INDEX attributions_ended ON attributions (ended_at) WHERE ended_at <> 0;
CREATE INDEX attributions_chat ON attributions (corp_id, chat_id, ended_at) WHERE chat_id <> '';
CREATE INDEX attributions_uncounted ON attributions (corp_id) WHERE counted = 0;

-- The channels that a way belonged to before, each until a time.
CREATE TABLE way_channels (
    way_id     INTEGER NOT NULL REFERENCES ways (id),
    until      INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    PRIMARY KEY (way_id, until)
) STRICT, WITHOUT ROWID;

-- A counting is one making of a company's numbers, with the time zone its days are of. Numbers of several stand side by side while
-- a rebuild takes every customer from the one before into the current one.
CREATE TABLE countings (
    id      INTEGER PRIMARY KEY,
    corp_id INTEGER NOT NULL REFERENCES corps (id),
    zone    TEXT    NOT NULL,
    current INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX countings_current ON countings (corp_id) WHERE current = 1;

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
CREATE INDEX day_stats_way ON day_stats (way_id, day);
CREATE INDEX day_stats_channel ON day_stats (channel_id, day);

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
CREATE UNIQUE INDEX rebuilds_running ON rebuilds (corp_id) WHERE state = 'running';

-- Identities that a person said are not one customer's: no evidence joins them again.
CREATE TABLE kept_apart (
    identity_id INTEGER NOT NULL REFERENCES identities (id),
    other_id    INTEGER NOT NULL REFERENCES identities (id),
    PRIMARY KEY (identity_id, other_id)
) STRICT, WITHOUT ROWID;

-- What the older record was before it took in the younger, so that a join can be undone.
ALTER TABLE customer_joins ADD COLUMN before TEXT NOT NULL DEFAULT '';
ALTER TABLE customer_joins ADD COLUMN undone_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX customer_joins_into ON customer_joins (into_id);

-- +goose Down
SELECT 1;
