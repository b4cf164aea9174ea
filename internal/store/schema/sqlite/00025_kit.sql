-- +goose Up
-- Buttons of mini programs and web pages.

-- The way whose button a code stands for; 0: it stands for itself. A way has one such twin at a time.
ALTER TABLE ways ADD COLUMN twin_of INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX ways_twin ON ways (twin_of) WHERE twin_of <> 0 AND phase <> 'deleted';
CREATE INDEX ways_qr_url ON ways (qr_url) WHERE kind = 'join' AND qr_url <> '';

-- What a company set for a way's button: the properties of the cell, as JSON.
CREATE TABLE kit_styles (
    way_id     INTEGER PRIMARY KEY REFERENCES ways (id),
    style      TEXT    NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- Somebody pressed a button. The key makes one press of what a client sends again.
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
CREATE INDEX presses_day ON presses (day, way_id);
CREATE INDEX presses_openid ON presses (appid, openid, way_id, at) WHERE openid <> '';
CREATE INDEX presses_unionid ON presses (unionid, way_id, at) WHERE unionid <> '';

-- +goose Down
SELECT 1;
