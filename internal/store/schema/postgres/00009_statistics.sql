-- +goose Up
-- Customer groups, and the numbers of ways and channels.

CREATE TABLE chats (
    corp_id   BIGINT NOT NULL REFERENCES corps (id),
    chat_id   TEXT COLLATE "C"    NOT NULL,
    name      TEXT COLLATE "C"    NOT NULL,
    owner     TEXT COLLATE "C"    NOT NULL,
    members   BIGINT NOT NULL,
    externals BIGINT NOT NULL,
    version   TEXT COLLATE "C"    NOT NULL,
    state     TEXT COLLATE "C"    NOT NULL,
    problem   BIGINT NOT NULL,
    seen_at   BIGINT NOT NULL,
    PRIMARY KEY (corp_id, chat_id)
);
CREATE INDEX chats_unseen ON chats (corp_id, seen_at);

-- When the groups of an account were listed.
CREATE TABLE chat_lists (
    account_id BIGINT PRIMARY KEY REFERENCES accounts (id),
    listed_at  BIGINT NOT NULL
);

-- What a push or an observation said of a group and one of its people. The source is the push, or the observation below zero.
CREATE TABLE chat_events (
    source  BIGINT NOT NULL,
    value   TEXT COLLATE "C"    NOT NULL,
    kind    TEXT COLLATE "C"    NOT NULL,
    corp_id BIGINT NOT NULL,
    chat_id TEXT COLLATE "C"    NOT NULL,
    at      BIGINT NOT NULL,
    read_at BIGINT NOT NULL,
    scene   BIGINT NOT NULL,
    state   TEXT COLLATE "C"    NOT NULL,
    PRIMARY KEY (source, value, kind)
);
CREATE INDEX chat_events_person ON chat_events (corp_id, value, chat_id, at);

-- A period is between a customer and a member, or between a customer and a group. counted names the counting whose numbers hold it.
ALTER TABLE attributions ADD COLUMN chat_id TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE attributions ADD COLUMN scene BIGINT NOT NULL DEFAULT 0;
ALTER TABLE attributions ADD COLUMN again BIGINT NOT NULL DEFAULT 0;
ALTER TABLE attributions ADD COLUMN counted BIGINT NOT NULL DEFAULT 0;
CREATE INDEX attributions_added ON attributions (added_at) WHERE added_at <> 0;
CREATE INDEX attributions_ended ON attributions (ended_at) WHERE ended_at <> 0;
CREATE INDEX attributions_chat ON attributions (corp_id, chat_id, ended_at) WHERE chat_id <> '';
CREATE INDEX attributions_uncounted ON attributions (corp_id) WHERE counted = 0;

-- The channels that a way belonged to before, each until a time.
CREATE TABLE way_channels (
    way_id     BIGINT NOT NULL REFERENCES ways (id),
    until      BIGINT NOT NULL,
    channel_id BIGINT NOT NULL,
    PRIMARY KEY (way_id, until)
);

-- A counting is one making of a company's numbers, with the time zone its days are of. Numbers of several stand side by side while
-- a rebuild takes every customer from the one before into the current one.
CREATE TABLE countings (
    id      BIGINT PRIMARY KEY,
    corp_id BIGINT NOT NULL REFERENCES corps (id),
    zone    TEXT COLLATE "C"    NOT NULL,
    current BIGINT NOT NULL
);
CREATE UNIQUE INDEX countings_current ON countings (corp_id) WHERE current = 1;

CREATE TABLE day_stats (
    day         BIGINT NOT NULL,
    corp_id     BIGINT NOT NULL,
    way_id      BIGINT NOT NULL,
    channel_id  BIGINT NOT NULL,
    userid      TEXT COLLATE "C"    NOT NULL,
    chat_id     TEXT COLLATE "C"    NOT NULL,
    counting    BIGINT NOT NULL,
    pending     BIGINT NOT NULL,
    added       BIGINT NOT NULL,
    readded     BIGINT NOT NULL,
    lost        BIGINT NOT NULL,
    deleted     BIGINT NOT NULL,
    transferred BIGINT NOT NULL,
    joined      BIGINT NOT NULL,
    quit        BIGINT NOT NULL,
    PRIMARY KEY (day, corp_id, channel_id, way_id, userid, chat_id, counting)
);
CREATE INDEX day_stats_way ON day_stats (way_id, day);
CREATE INDEX day_stats_channel ON day_stats (channel_id, day);

CREATE TABLE way_totals (
    way_id      BIGINT NOT NULL,
    counting    BIGINT NOT NULL,
    customers   BIGINT NOT NULL,
    gone        BIGINT NOT NULL,
    pending     BIGINT NOT NULL,
    added       BIGINT NOT NULL,
    readded     BIGINT NOT NULL,
    lost        BIGINT NOT NULL,
    deleted     BIGINT NOT NULL,
    transferred BIGINT NOT NULL,
    joined      BIGINT NOT NULL,
    quit        BIGINT NOT NULL,
    PRIMARY KEY (way_id, counting)
);

CREATE TABLE channel_totals (
    channel_id  BIGINT NOT NULL,
    counting    BIGINT NOT NULL,
    customers   BIGINT NOT NULL,
    gone        BIGINT NOT NULL,
    pending     BIGINT NOT NULL,
    added       BIGINT NOT NULL,
    readded     BIGINT NOT NULL,
    lost        BIGINT NOT NULL,
    deleted     BIGINT NOT NULL,
    transferred BIGINT NOT NULL,
    joined      BIGINT NOT NULL,
    quit        BIGINT NOT NULL,
    PRIMARY KEY (channel_id, counting)
);

CREATE TABLE rebuilds (
    id          BIGINT PRIMARY KEY,
    corp_id     BIGINT NOT NULL REFERENCES corps (id),
    account_id  BIGINT NOT NULL,
    counting    BIGINT NOT NULL,
    state       TEXT COLLATE "C"    NOT NULL,
    reason      TEXT COLLATE "C"    NOT NULL,
    phase       TEXT COLLATE "C"    NOT NULL,
    place       BIGINT NOT NULL,
    step        BIGINT NOT NULL,
    done        BIGINT NOT NULL,
    total       BIGINT NOT NULL,
    started_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    finished_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX rebuilds_running ON rebuilds (corp_id) WHERE state = 'running';

-- Identities that a person said are not one customer's: no evidence joins them again.
CREATE TABLE kept_apart (
    identity_id BIGINT NOT NULL REFERENCES identities (id),
    other_id    BIGINT NOT NULL REFERENCES identities (id),
    PRIMARY KEY (identity_id, other_id)
);

-- What the older record was before it took in the younger, so that a join can be undone.
ALTER TABLE customer_joins ADD COLUMN before TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE customer_joins ADD COLUMN undone_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX customer_joins_into ON customer_joins (into_id);

-- +goose Down
SELECT 1;
