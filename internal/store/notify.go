package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// Wakes carries wake-ups between the nodes of a PostgreSQL database by its notifications. They go out on a connection of their own,
// after commits and never within one: NOTIFY in a writing transaction has all commits of the server wait for each other.
type Wakes struct {
	s    *Store
	send *sql.DB
}

const (
	wakeChannel = "menling_wake"
	wakeCheck   = 30 * time.Second // a connection that was quiet for so long is asked whether it is still there
	wakeAgain   = time.Second      // between two tries to connect
)

// Wakes are the notifications of this database, for one node. SQLite has none, and needs none.
func (s *Store) Wakes() (*Wakes, error) {
	if s.dialect != Postgres {
		return nil, errors.New("store: only PostgreSQL notifies")
	}
	db, err := openPostgres(s.opts.DatabaseURL, 1)
	return &Wakes{s, db}, err
}

// Send notifies of a text, which must be shorter than 8000 bytes.
func (w *Wakes) Send(ctx context.Context, text string) error {
	_, err := w.send.ExecContext(ctx, "SELECT pg_notify($1, $2)", wakeChannel, text)
	return wrap(err, "notify")
}

// Close ends the connection that sends.
func (w *Wakes) Close() { w.send.Close() }

// Hear hands over what nodes notify of, until ctx ends. After each connecting it hands over an empty text: something may have been
// missed.
func (w *Wakes) Hear(ctx context.Context, heard func(text string)) error {
	for said := false; ; said = true {
		heardOnce, err := w.listen(ctx, heard)
		if ctx.Err() != nil {
			return nil
		}
		if heardOnce || !said {
			w.s.log.Warn("notifications of the database are not heard: what is new is found by looking", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wakeAgain):
		}
	}
}

// listen hears for as long as one connection lasts, if it came about.
func (w *Wakes) listen(ctx context.Context, heard func(text string)) (connected bool, err error) {
	config, err := pgx.ParseConfig(w.s.opts.DatabaseURL)
	if err != nil {
		return false, errors.New("database address: cannot be read")
	}
	config.RuntimeParams["application_name"] = "menling listens"
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return false, err
	}
	defer func() {
		end, cancel := withDeadline(ctx, wakeAgain)
		defer cancel()
		conn.Close(end)
	}()
	if _, err := conn.Exec(ctx, "LISTEN "+wakeChannel); err != nil {
		return false, err
	}
	for heard(""); ; {
		text, err := nextWake(ctx, conn)
		if err != nil {
			return true, err
		}
		if text != "" {
			heard(text)
		}
	}
}

// nextWake waits for a notification; when none comes for a while, it makes sure that one could, and gives an empty text.
func nextWake(ctx context.Context, conn *pgx.Conn) (string, error) {
	wait, cancel := context.WithTimeout(ctx, wakeCheck)
	defer cancel()
	n, err := conn.WaitForNotification(wait)
	if err == nil {
		return n.Payload, nil
	}
	if ctx.Err() != nil || wait.Err() == nil {
		return "", err
	}
	check, cancel := context.WithTimeout(ctx, wakeCheck)
	defer cancel()
	return "", conn.Ping(check)
}
