-- +goose Up
-- Buttons of mini programs and web pages.

-- The way whose button a code stands for; 0: it stands for itself. A way has one such twin at a time.
ALTER TABLE ways ADD COLUMN twin_of BIGINT NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX ways_twin ON ways (twin_of) WHERE twin_of <> 0 AND phase <> 'deleted';
CREATE INDEX ways_qr_url ON ways (qr_url) WHERE kind = 'join' AND qr_url <> '';

-- What a company set for a way's button: the properties of the cell, as JSON.
CREATE TABLE kit_styles (
    way_id     BIGINT PRIMARY KEY REFERENCES ways (id),
    style      TEXT COLLATE "C" NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Somebody pressed a button. The key makes one press of what a client sends again.
CREATE TABLE presses (
    id          BIGINT PRIMARY KEY,
    way_id      BIGINT NOT NULL REFERENCES ways (id),
    press_key   TEXT COLLATE "C" NOT NULL,
    account_id  BIGINT NOT NULL, -- of the mini program; 0: a web page
    appid       TEXT COLLATE "C" NOT NULL,
    openid      TEXT COLLATE "C" NOT NULL,
    unionid     TEXT COLLATE "C" NOT NULL,
    customer_id BIGINT NOT NULL, -- as far as they were known then
    page        TEXT COLLATE "C" NOT NULL,
    button      TEXT COLLATE "C" NOT NULL,
    place       TEXT COLLATE "C" NOT NULL,
    at          BIGINT NOT NULL,
    day         BIGINT NOT NULL, -- yyyymmdd where the company's account is
    channel_id  BIGINT NOT NULL, -- the way's, then
    errcode     BIGINT NOT NULL,
    notifytype  BIGINT NOT NULL,
    userid      TEXT COLLATE "C" NOT NULL, -- who was shown, where it is one member
    name        TEXT COLLATE "C" NOT NULL,
    UNIQUE (way_id, press_key)
);
CREATE INDEX presses_day ON presses (day, way_id);
CREATE INDEX presses_openid ON presses (appid, openid, way_id, at) WHERE openid <> '';
CREATE INDEX presses_unionid ON presses (unionid, way_id, at) WHERE unionid <> '';

-- +goose Down
SELECT 1;
