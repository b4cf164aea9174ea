-- +goose Up
-- The words of customers' names, made by the program, and customers whose names are to be indexed. Triggers note these: a node of the last
-- version writes names, too.
CREATE VIRTUAL TABLE customer_grams USING fts5 (grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
CREATE TABLE customer_queue (
    n           INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_queue_customer ON customer_queue (customer_id);
-- +goose StatementBegin
CREATE TRIGGER customers_added AFTER INSERT ON customers WHEN NEW.name <> '' BEGIN
    INSERT INTO customer_queue (customer_id) VALUES (NEW.id);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER customers_renamed AFTER UPDATE OF name ON customers WHEN NEW.name <> OLD.name BEGIN
    INSERT INTO customer_queue (customer_id) VALUES (NEW.id);
END;
-- +goose StatementEnd

-- +goose Down
SELECT 1;
