-- +goose Up
-- Keys by which programs call the API. Only hashes are kept.
CREATE TABLE api_keys (
    id           BIGINT PRIMARY KEY,
    name         TEXT COLLATE "C"    NOT NULL,
    hash         BYTEA    NOT NULL UNIQUE,
    hint         TEXT COLLATE "C"    NOT NULL,
    role         TEXT COLLATE "C"    NOT NULL,
    created_by   BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    revoked_at   BIGINT NOT NULL
);

-- What was answered to a request that carries an idempotency key.
CREATE TABLE idempotency (
    scope        TEXT COLLATE "C"    NOT NULL,
    key          TEXT COLLATE "C"    NOT NULL,
    request_hash BYTEA    NOT NULL,
    lease_until  BIGINT NOT NULL,
    status       BIGINT NOT NULL,
    type         TEXT COLLATE "C"    NOT NULL,
    answer       BYTEA    NOT NULL,
    expires_at   BIGINT NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_old ON idempotency (expires_at);

-- +goose Down
SELECT 1;
