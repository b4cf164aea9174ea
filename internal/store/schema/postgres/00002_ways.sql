-- +goose Up
-- Ways of all kinds, with everything a person decides about them. JSON is TEXT; an empty text is "none".

ALTER TABLE ways ADD COLUMN style BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN is_exclusive BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN mark_source BIGINT NOT NULL DEFAULT 1;
ALTER TABLE ways ADD COLUMN chats TEXT COLLATE "C" NOT NULL DEFAULT '[]';
ALTER TABLE ways ADD COLUMN auto_create_room BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN room_base_name TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN room_base_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN pool_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN expires_in BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN chat_expires_in BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN unionid TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN conclusions TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN folder_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN labels TEXT COLLATE "C" NOT NULL DEFAULT '[]';
ALTER TABLE ways ADD COLUMN owner_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN note TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN tags TEXT COLLATE "C" NOT NULL DEFAULT '[]';
ALTER TABLE ways ADD COLUMN remark_rule TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN plan TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN plan_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN last_turn TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN origin TEXT COLLATE "C" NOT NULL DEFAULT 'made';
ALTER TABLE ways ADD COLUMN import_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN restored_from BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN drift TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ways ADD COLUMN checked_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ways ADD COLUMN deleted_at BIGINT NOT NULL DEFAULT 0;

-- A welcome has parts now: {"text": …}.
UPDATE ways SET welcome = json_build_object('text', welcome)::text WHERE welcome <> '';

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
    corp_id BIGINT NOT NULL,
    userid  TEXT COLLATE "C"    NOT NULL,
    way_id  BIGINT NOT NULL REFERENCES ways (id),
    PRIMARY KEY (corp_id, userid, way_id)
);
CREATE INDEX way_members_way ON way_members (way_id);

CREATE TABLE way_labels (
    label_id BIGINT NOT NULL,
    way_id   BIGINT NOT NULL REFERENCES ways (id),
    PRIMARY KEY (label_id, way_id)
);
CREATE INDEX way_labels_way ON way_labels (way_id);

CREATE TABLE folders (
    id         BIGINT PRIMARY KEY,
    parent_id  BIGINT NOT NULL,
    name       TEXT COLLATE "C"    NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE labels (
    id         BIGINT PRIMARY KEY,
    name       TEXT COLLATE "C"    NOT NULL UNIQUE,
    color      TEXT COLLATE "C"    NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- A list of ways that somebody looks at again and again.
CREATE TABLE views (
    id         BIGINT PRIMARY KEY,
    agent_id   BIGINT NOT NULL,
    name       TEXT COLLATE "C"    NOT NULL,
    query      TEXT COLLATE "C"    NOT NULL,
    shared     BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX views_agent ON views (agent_id);

-- What is known of members beyond their names.
ALTER TABLE members ADD COLUMN status BIGINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN problem BIGINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN problem_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN off_until BIGINT NOT NULL DEFAULT 0;

CREATE TABLE departments (
    corp_id   BIGINT NOT NULL REFERENCES corps (id),
    id        BIGINT NOT NULL,
    parent_id BIGINT NOT NULL,
    name      TEXT COLLATE "C"    NOT NULL,
    ord       BIGINT NOT NULL,
    seen_at   BIGINT NOT NULL,
    PRIMARY KEY (corp_id, id)
);

-- An agent may be a member too.
ALTER TABLE agents ADD COLUMN corp_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE agents ADD COLUMN userid TEXT COLLATE "C" NOT NULL DEFAULT '';

-- An app that may not make temporary ways answers 48002; then their page goes away.
ALTER TABLE accounts ADD COLUMN temp_refused_at BIGINT NOT NULL DEFAULT 0;

-- +goose Down
SELECT 1;
