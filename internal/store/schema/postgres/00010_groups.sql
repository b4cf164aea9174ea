-- +goose Up
-- Pools of groups for join ways, and temporary chats.

CREATE TABLE pools (
    id         BIGINT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    corp_id    BIGINT NOT NULL REFERENCES corps (id),
    name       TEXT COLLATE "C"    NOT NULL,
    note       TEXT COLLATE "C"    NOT NULL,
    full_at    BIGINT NOT NULL, -- people with whom a group is full
    margin     BIGINT NOT NULL, -- how many before that it is shown no more
    shown      TEXT COLLATE "C"    NOT NULL, -- the groups that its ways lead to, in order
    turn       BIGINT NOT NULL, -- how often they changed
    turned_at  BIGINT NOT NULL,
    dry_at     BIGINT NOT NULL, -- since when no group is left to turn to; 0: there is one
    checked_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (account_id, name)
);

CREATE TABLE pool_chats (
    pool_id    BIGINT NOT NULL REFERENCES pools (id),
    chat_id    TEXT COLLATE "C"    NOT NULL,
    ord        BIGINT NOT NULL, -- the smallest is shown next
    resting    BIGINT NOT NULL, -- it was full, and is shown again once there is more room than a place or two
    owner_left BIGINT NOT NULL,
    added_at   BIGINT NOT NULL,
    PRIMARY KEY (pool_id, chat_id)
);
CREATE INDEX pool_chats_chat ON pool_chats (chat_id);

-- One visit of one customer: what becomes of a temporary way.
CREATE TABLE temp_chats (
    way_id        BIGINT PRIMARY KEY REFERENCES ways (id),
    corp_id       BIGINT NOT NULL,
    state         TEXT COLLATE "C"    NOT NULL,
    qr_until      BIGINT NOT NULL, -- 0: the platform was not asked yet
    used_at       BIGINT NOT NULL,
    identity_id   BIGINT NOT NULL,
    userid        TEXT COLLATE "C"    NOT NULL,
    ends_at       BIGINT NOT NULL,
    ended_at      BIGINT NOT NULL,
    end_reason    TEXT COLLATE "C"    NOT NULL,
    close_state   TEXT COLLATE "C"    NOT NULL,
    close_problem BIGINT NOT NULL,
    closed_at     BIGINT NOT NULL,
    closed_by     BIGINT NOT NULL,
    closed_name   TEXT COLLATE "C"    NOT NULL,
    counted_day   BIGINT NOT NULL -- the day it counts to; 0: to none
);
CREATE INDEX temp_chats_state ON temp_chats (state, way_id);
CREATE INDEX temp_chats_open ON temp_chats (identity_id, userid) WHERE state = 'chatting';

-- What was made in a way's place.
CREATE INDEX ways_restored ON ways (restored_from, id) WHERE restored_from <> 0;

CREATE TABLE temp_days (
    corp_id BIGINT NOT NULL,
    day     BIGINT NOT NULL, -- when it began, in the account's time zone
    made    BIGINT NOT NULL,
    PRIMARY KEY (corp_id, day)
);

-- +goose Down
SELECT 1;
