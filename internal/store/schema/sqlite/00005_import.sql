-- +goose Up
-- Ways in bulk, and their pictures.

-- A file of ways, and how far the work on it has come.
CREATE TABLE imports (
    id              INTEGER PRIMARY KEY,
    account_id      INTEGER NOT NULL REFERENCES accounts (id),
    corp_id         INTEGER NOT NULL,
    client_key      TEXT    UNIQUE, -- once the whole file is stored
    hash            BLOB    NOT NULL,
    file            TEXT    NOT NULL,
    format          TEXT    NOT NULL,
    encoding        TEXT    NOT NULL,
    sheet           TEXT    NOT NULL,
    header          TEXT    NOT NULL,
    unknown_columns TEXT    NOT NULL,
    create_channels INTEGER NOT NULL,
    skip_wrong      INTEGER NOT NULL,
    state           TEXT    NOT NULL,
    problem         INTEGER NOT NULL,
    total           INTEGER NOT NULL,
    checked         INTEGER NOT NULL,
    wrong           INTEGER NOT NULL,
    new_channels    TEXT    NOT NULL,
    taken           INTEGER NOT NULL, -- rows up to this one have been looked at by the run
    again           INTEGER NOT NULL, -- failed rows after this one are tried once more; -1: none
    settled         INTEGER NOT NULL,
    rate            INTEGER NOT NULL,
    lap_at          INTEGER NOT NULL,
    lap_settled     INTEGER NOT NULL,
    created_by      INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    started_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    finished_at     INTEGER NOT NULL
) STRICT;

-- The rows of the file as they came, with what is wrong with each or what it says once it is checked.
CREATE TABLE import_rows (
    import_id INTEGER NOT NULL REFERENCES imports (id),
    n         INTEGER NOT NULL,
    line      INTEGER NOT NULL,
    twin      INTEGER NOT NULL, -- the line above that says the same name and channel
    state     INTEGER NOT NULL,
    way_id    INTEGER NOT NULL,
    cells     TEXT    NOT NULL,
    errors    TEXT    NOT NULL,
    way       TEXT    NOT NULL,
    PRIMARY KEY (import_id, n)
) STRICT;
CREATE INDEX import_rows_state ON import_rows (import_id, state, n);

-- How many of an import's ways are how far is counted from the ways themselves.
DROP INDEX ways_import;
CREATE INDEX ways_import ON ways (import_id, phase, id) WHERE import_id <> 0;

-- What a way's QR code says, read from the platform's picture.
ALTER TABLE ways ADD COLUMN qr_content TEXT NOT NULL DEFAULT '';

-- Pictures of the company's own that codes are put on.
CREATE TABLE posters (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    spec       TEXT    NOT NULL,
    background BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- +goose Down
SELECT 1;
