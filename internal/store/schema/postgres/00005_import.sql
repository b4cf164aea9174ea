-- +goose Up
-- Ways in bulk, and their pictures.

-- A file of ways, and how far the work on it has come.
CREATE TABLE imports (
    id              BIGINT PRIMARY KEY,
    account_id      BIGINT NOT NULL REFERENCES accounts (id),
    corp_id         BIGINT NOT NULL,
    client_key      TEXT COLLATE "C"    UNIQUE, -- once the whole file is stored
    hash            BYTEA    NOT NULL,
    file            TEXT COLLATE "C"    NOT NULL,
    format          TEXT COLLATE "C"    NOT NULL,
    encoding        TEXT COLLATE "C"    NOT NULL,
    sheet           TEXT COLLATE "C"    NOT NULL,
    header          TEXT COLLATE "C"    NOT NULL,
    unknown_columns TEXT COLLATE "C"    NOT NULL,
    create_channels BIGINT NOT NULL,
    skip_wrong      BIGINT NOT NULL,
    state           TEXT COLLATE "C"    NOT NULL,
    problem         BIGINT NOT NULL,
    total           BIGINT NOT NULL,
    checked         BIGINT NOT NULL,
    wrong           BIGINT NOT NULL,
    new_channels    TEXT COLLATE "C"    NOT NULL,
    taken           BIGINT NOT NULL, -- rows up to this one have been looked at by the run
    again           BIGINT NOT NULL, -- failed rows after this one are tried once more; -1: none
    settled         BIGINT NOT NULL,
    rate            BIGINT NOT NULL,
    lap_at          BIGINT NOT NULL,
    lap_settled     BIGINT NOT NULL,
    created_by      BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    started_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    finished_at     BIGINT NOT NULL
);

-- The rows of the file as they came, with what is wrong with each or what it says once it is checked.
CREATE TABLE import_rows (
    import_id BIGINT NOT NULL REFERENCES imports (id),
    n         BIGINT NOT NULL,
    line      BIGINT NOT NULL,
    twin      BIGINT NOT NULL, -- the line above that says the same name and channel
    state     BIGINT NOT NULL,
    way_id    BIGINT NOT NULL,
    cells     TEXT COLLATE "C"    NOT NULL,
    errors    TEXT COLLATE "C"    NOT NULL,
    way       TEXT COLLATE "C"    NOT NULL,
    PRIMARY KEY (import_id, n)
);
CREATE INDEX import_rows_state ON import_rows (import_id, state, n);

-- How many of an import's ways are how far is counted from the ways themselves.
DROP INDEX ways_import;
CREATE INDEX ways_import ON ways (import_id, phase, id) WHERE import_id <> 0;

-- What a way's QR code says, read from the platform's picture.
ALTER TABLE ways ADD COLUMN qr_content TEXT COLLATE "C" NOT NULL DEFAULT '';

-- Pictures of the company's own that codes are put on.
CREATE TABLE posters (
    id         BIGINT PRIMARY KEY,
    name       TEXT COLLATE "C"    NOT NULL UNIQUE,
    spec       TEXT COLLATE "C"    NOT NULL,
    background BYTEA    NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- +goose Down
SELECT 1;
