-- +goose Up
-- Pools of groups for join ways, and temporary chats.

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
CREATE INDEX pool_chats_chat ON pool_chats (chat_id);

-- One visit of one customer: what becomes of a temporary way.
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
CREATE INDEX temp_chats_state ON temp_chats (state, way_id);
CREATE INDEX temp_chats_open ON temp_chats (identity_id, userid) WHERE state = 'chatting';

-- What was made in a way's place.
CREATE INDEX ways_restored ON ways (restored_from, id) WHERE restored_from <> 0;

CREATE TABLE temp_days (
    corp_id INTEGER NOT NULL,
    day     INTEGER NOT NULL, -- when it began, in the account's time zone
    made    INTEGER NOT NULL,
    PRIMARY KEY (corp_id, day)
) STRICT, WITHOUT ROWID;

-- +goose Down
SELECT 1;
