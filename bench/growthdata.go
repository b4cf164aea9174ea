package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/menling/menling/internal/store"
)

const (
	growthEach   = 10        // messages of a customer, on average
	growthMost   = 10_000    // messages of a customer
	growthStep   = 1_000_000 // between two conversations' ids
	growthAtOnce = 1000      // customers of one transaction
	growthWays   = 100       // customers for each way
)

// talkative is the constant of Zipf: the customer i has written it divided by i times, at least once and at most growthMost times.
func talkative(customers int) int {
	low, high := 1, customers*growthEach
	for low < high {
		c := (low + high) / 2
		if said(c, customers) < customers*growthEach {
			low = c + 1
		} else {
			high = c
		}
	}
	return low
}

// said is how many messages the first customers have.
func said(c, customers int) (sum int) {
	for i := 1; i <= customers; i++ {
		if c/i <= 1 {
			return sum + customers - i + 1
		}
		sum += min(growthMost, c/i)
	}
	return sum
}

// growthTalk is the messages of a chunk of customers: a walk through each conversation, as long as its customer has written.
const growthTalk = `WITH RECURSIVE k(c, i, n) AS (
	SELECT id, CAST(1 AS BIGINT), CASE WHEN {zipf} / (id / {step}) > {most} THEN {most} WHEN {zipf} / (id / {step}) < 1 THEN 1 ELSE {zipf} / (id / {step}) END
		FROM conversations WHERE id BETWEEN CAST({from} AS BIGINT) * {step} AND CAST({to} AS BIGINT) * {step}
	UNION ALL SELECT c, i + 1, n FROM k WHERE i < n)
	INSERT INTO messages (` + pastMessage + ") SELECT " + pastSaid + " FROM k JOIN conversations c ON c.id = k.c"

// fill has n customers in the database, what was said with them in the index, and their ways. It goes on where it was broken off.
func (g *growth) fill(ctx context.Context, dir, address string, n int) (*shelf, error) {
	empty, err := g.desk(ctx, "desk", dir, deskTask{DatabaseURL: address, Agents: pastAgents, Hold: true}, "")
	if err != nil {
		return nil, err
	}
	if err := empty.stop(); err != nil {
		return nil, err
	}
	if err := g.customers(ctx, dir, address, n); err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, store.Options{Dir: dir, DatabaseURL: address})
	if err != nil {
		return nil, err
	}
	known, err := g.found(ctx, s, dir, address, n)
	return known, errors.Join(err, s.Close())
}

func (g *growth) customers(ctx context.Context, dir, address string, n int) (err error) {
	db, err := openDesk(dir, address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	fillers := map[string]any{"step": growthStep, "most": growthMost, "zipf": talkative(n), "agents": pastAgents, "teams": pastTeams, "tags": pastTags, "now": time.Now().UnixMilli()}
	there, err := begun(ctx, db, fillers, n)
	if err != nil || there == n {
		return err
	}
	told := g.telling(fmt.Sprintf("%s, %d customers with %d messages", g.name(), n, n*growthEach))
	zipf := fillers["zipf"].(int)
	for from := there + 1; from <= n; from += growthAtOnce {
		fillers["from"], fillers["to"] = from, min(n, from+growthAtOnce-1)
		if err := inOne(ctx, db, fillers, slices.Concat(pastCustomers, []string{growthTalk})); err != nil {
			return err
		}
		told(said(zipf, min(n, from+growthAtOnce-1)), n*growthEach)
	}
	if address != "" {
		_, err = db.ExecContext(ctx, "VACUUM ANALYZE") // as it does by itself
	}
	return err
}

// begun is how many customers are there. Those that come belong to the same moment.
func begun(ctx context.Context, db *sql.DB, fillers map[string]any, n int) (there int, err error) {
	var now int64
	err = db.QueryRowContext(ctx, "SELECT COUNT(*), COALESCE(MAX(first_seen_at + id), 0) FROM customers WHERE id <= $1", n).Scan(&there, &now)
	if err != nil {
		return 0, err
	}
	if there > 0 {
		fillers["now"] = now
		return there, nil
	}
	return 0, inOne(ctx, db, fillers, pastHouse)
}

func inOne(ctx context.Context, db *sql.DB, fillers map[string]any, statements []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing where it is committed
	for _, statement := range statements {
		if _, err := tx.ExecContext(ctx, filledIn(statement, fillers)); err != nil {
			return fmt.Errorf("%w in %.80s", err, statement)
		}
	}
	return tx.Commit()
}

// found brings ways, messages and the names of customers into their indexes, as the server does behind its other work.
func (g *growth) found(ctx context.Context, s *store.Store, dir, address string, n int) (*shelf, error) {
	db, err := openDesk(dir, address)
	if err != nil {
		return nil, err
	}
	var ways, messages, customers int
	err = db.QueryRowContext(ctx, "SELECT (SELECT COUNT(*) FROM ways), (SELECT COUNT(*) FROM messages), (SELECT COUNT(*) FROM customers)").Scan(&ways, &messages, &customers)
	if err := errors.Join(err, db.Close()); err != nil {
		return nil, err
	}
	h, err := fill(ctx, s, max(100, n/growthWays), ways)
	if err != nil {
		return nil, err
	}
	kept, err := keptIn(dir)
	if err != nil {
		return nil, err
	}
	if err := h.index(ctx, kept); err != nil {
		return nil, err
	}
	return h, errors.Join(g.words(ctx, s, store.MessageWords, messages), g.words(ctx, s, store.CustomerWords, customers))
}

func (g *growth) words(ctx context.Context, s *store.Store, x *store.WordIndex, rows int) error {
	const atOnce = 200 // a longer transaction runs into the time that the store gives one
	if err := s.Write(ctx, nil, func(tx *store.Tx) error { _, err := tx.BeginWords(x, 1); return err }); err != nil {
		return err
	}
	told := g.telling(fmt.Sprintf("%s, words of at most %d %s", g.name(), rows, x))
	for done, more := 0, true; more; done += atOnce {
		if err := s.Write(ctx, nil, func(tx *store.Tx) (err error) { more, err = tx.IndexWords(x, atOnce, 1); return err }); err != nil {
			return err
		}
		told(done, rows)
	}
	return nil
}

// telling tells now and then how far something is.
func (b *bench) telling(what string) func(done, all int) {
	began, last := time.Now(), time.Now()
	return func(done, all int) {
		if time.Since(last) < 5*time.Second || done == 0 {
			return
		}
		last = time.Now()
		left := time.Duration(float64(time.Since(began)) * float64(max(0, all-done)) / float64(done))
		b.say("%s: %d%%, %s left", what, 100*done/all, left.Round(time.Second))
	}
}
