-- +goose Up
-- Ways of all kinds, with everything a person decides about them. JSON is TEXT; an empty text is "none".

ALTER TABLE ways ADD COLUMN style INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN is_exclusive INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN mark_source INTEGER NOT NULL DEFAULT 1;
ALTER TABLE ways ADD COLUMN chats TEXT NOT NULL DEFAULT '[]';
ALTER TABLE ways ADD COLUMN auto_create_room INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN room_base_name TEXT NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN room_base_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN pool_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN expires_in INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN chat_expires_in INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN unionid TEXT NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN conclusions TEXT NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN folder_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';
ALTER TABLE ways ADD COLUMN owner_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE ways ADD COLUMN remark_rule TEXT NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN plan TEXT NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN plan_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN last_turn TEXT NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN origin TEXT NOT NULL DEFAULT 'made';
ALTER TABLE ways ADD COLUMN import_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN restored_from INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN drift TEXT NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN checked_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN deleted_at INTEGER NOT NULL DEFAULT 0;

-- A welcome has parts now: {"text": …}.
UPDATE ways SET welcome = json_object('text', welcome) WHERE welcome <> '';

CREATE INDEX ways_list ON ways (id) WHERE phase <> 'deleted' AND kind <> 'temp';
CREATE INDEX ways_kind ON ways (kind, id);
CREATE INDEX ways_folder ON ways (folder_id, id) WHERE folder_id <> 0;
CREATE INDEX ways_owner ON ways (owner_id, id) WHERE owner_id <> 0;
CREATE INDEX ways_drift ON ways (drift, id) WHERE drift <> '';
CREATE INDEX ways_plan ON ways (plan_at, id) WHERE plan_at <> 0;
CREATE INDEX ways_import ON ways (import_id, id) WHERE import_id <> 0;
CREATE INDEX ways_pool ON ways (pool_id, id) WHERE pool_id <> 0;

-- Everybody a way leads to, by its list or by its schedule.
CREATE TABLE way_members (
    corp_id INTEGER NOT NULL,
    userid  TEXT    NOT NULL,
    way_id  INTEGER NOT NULL REFERENCES ways (id),
    PRIMARY KEY (corp_id, userid, way_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX way_members_way ON way_members (way_id);

CREATE TABLE way_labels (
    label_id INTEGER NOT NULL,
    way_id   INTEGER NOT NULL REFERENCES ways (id),
    PRIMARY KEY (label_id, way_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX way_labels_way ON way_labels (way_id);

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

-- A list of ways that somebody looks at again and again.
CREATE TABLE views (
    id         INTEGER PRIMARY KEY,
    agent_id   INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    query      TEXT    NOT NULL,
    shared     INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX views_agent ON views (agent_id);

-- What is known of members beyond their names.
ALTER TABLE members ADD COLUMN status INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN problem INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN problem_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN off_until INTEGER NOT NULL DEFAULT 0;

CREATE TABLE departments (
    corp_id   INTEGER NOT NULL REFERENCES corps (id),
    id        INTEGER NOT NULL,
    parent_id INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    ord       INTEGER NOT NULL,
    seen_at   INTEGER NOT NULL,
    PRIMARY KEY (corp_id, id)
) STRICT, WITHOUT ROWID;

-- An agent may be a member too.
ALTER TABLE agents ADD COLUMN corp_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agents ADD COLUMN userid TEXT NOT NULL DEFAULT '';

-- An app that may not make temporary ways answers 48002; then their page goes away.
ALTER TABLE accounts ADD COLUMN temp_refused_at INTEGER NOT NULL DEFAULT 0;

-- +goose Down
SELECT 1;
