package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
)

// States of what is journaled.
const (
	stateOpen    = 0
	stateApplied = 1
	stateParked  = 2
)

// AddPush stores a push before it is answered. For one that is here already it gives the answer stored then.
func (s *Store) AddPush(ctx context.Context, p crm.Push) (answer string, duplicate bool, err error) {
	var put put
	err = s.lanesFree(ctx, func() (free bool, err error) {
		err = s.WritePush(ctx, func(tx *Tx) (err error) {
			put, answer, err = tx.addPush(p)
			return err
		})
		return put != putLater, err
	})
	return answer, put == putKnown, err
}

// pushesAtOnce is how many spooled pushes share a transaction: those that just came in are in the same group, which is undone for all
// when it takes too long.
const pushesAtOnce = 20

// AddPushes stores what was spooled, in its order, and says how many were not here yet. After an error some may be stored already; to
// store them again does no harm.
func (s *Store) AddPushes(ctx context.Context, list []crm.Push) (added int, err error) {
	for some := range slices.Chunk(list, pushesAtOnce) {
		err := s.lanesFree(ctx, func() (free bool, err error) {
			n, rest, err := s.addSome(ctx, some)
			added, some = added+n, rest
			return len(some) == 0, err
		})
		if err != nil {
			return added, err
		}
	}
	return added, nil
}

// addSome stores pushes up to the first whose lane is not free, and gives the rest.
func (s *Store) addSome(ctx context.Context, list []crm.Push) (added int, rest []crm.Push, err error) {
	err = s.WritePush(ctx, func(tx *Tx) error {
		added, rest = 0, list // the closure may run twice
		for len(rest) > 0 {
			put, _, err := tx.addPush(rest[0])
			if err != nil || put == putLater {
				return err
			}
			if put == putNew {
				added++
			}
			rest = rest[1:]
		}
		return nil
	})
	if err != nil {
		return 0, list, err
	}
	return added, rest, nil
}

// lanesFree tries until it finds the lanes free that it needs. Nobody holds one for longer than a group of pushes takes; a node that
// hangs with one is cut off by the database, and its lane alone waits for that.
func (s *Store) lanesFree(ctx context.Context, try func() (free bool, err error)) error {
	for pause := writePause; ; pause = min(2*pause, pauseLimit) {
		if free, err := try(); free || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("store: another node is writing a push of the same customer: %w", ctx.Err())
		case <-time.After(pause/2 + rand.N(pause)):
		}
	}
}

// Receives says whether an account of ours, removed perhaps, takes pushes of this company or mini program.
func (s *Store) Receives(ctx context.Context, account int64, scope string) (bool, error) {
	return one[bool](s.readRow(ctx, "SELECT EXISTS (SELECT 1 FROM accounts WHERE id = $1 AND platform_id = $2)", account, scope))
}

// put is what became of a push.
type put int

const (
	putNew   put = iota
	putKnown     // it is here already
	putLater     // another node is writing one of its lane
)

const pushColumns = "account_id, scope, create_time, hash, lane, kind, body, answer, received_at, state, run_at, attempts, last_error, applied_at"

// addPush stores a push, or finds the answer to it that was stored before.
func (tx *Tx) addPush(p crm.Push) (put, string, error) {
	state := stateOpen
	if p.Error != "" { // authentic but unreadable: nothing to apply, a person looks at it
		state = stateParked
	}
	n, err := tx.exec(tx.s.dialect.addPush(), p.AccountID, p.Scope, p.CreateTime, p.Hash, p.Lane, p.Kind, append([]byte{}, p.Body...), p.Answer, p.ReceivedAt, state, p.Error)
	if err != nil || n > 0 {
		return putNew, p.Answer, err
	}
	answer, err := one[string](tx.row("SELECT answer FROM pushes WHERE scope = $1 AND create_time = $2 AND hash = $3", p.Scope, p.CreateTime, p.Hash))
	if noRows(err) {
		return putLater, "", nil
	}
	return putKnown, answer, err
}

// journal is one of the two tables of what the platforms told us.
type journal struct{ due, earlier, apply, wait, delay, park string }

func newJournal(name, columns string) journal {
	return journal{
		due:     "SELECT " + columns + " FROM " + name + " WHERE state = 0 AND run_at <= $1 ORDER BY id LIMIT $2",
		earlier: "SELECT e.run_at FROM " + name + " j JOIN " + name + " e ON e.lane = j.lane AND e.state = 0 AND e.id < j.id WHERE j.id = $1 ORDER BY e.id LIMIT 1",
		apply: "UPDATE " + name + " SET state = 1, applied_at = $2, attempts = attempts + 1, last_error = '' WHERE id = $1 AND state = 0" +
			" AND NOT EXISTS (SELECT 1 FROM " + name + " e WHERE e.lane = " + name + ".lane AND e.state = 0 AND e.id < " + name + ".id)",
		wait:  "UPDATE " + name + " SET run_at = $2 WHERE id = $1 AND state = 0",
		delay: "UPDATE " + name + " SET run_at = $3, attempts = attempts + 1, last_error = $4 WHERE id = $1 AND attempts = $2 AND state = 0",
		park:  "UPDATE " + name + " SET state = 2, attempts = attempts + 1, last_error = $2 WHERE id = $1 AND state = 0",
	}
}

var (
	pushJournal        = newJournal("pushes", "id, account_id, scope, create_time, hash, lane, kind, body, answer, received_at, attempts")
	observationJournal = newJournal("observations", "id, account_id, lane, kind, subject, body, received_at, attempts")
)

// OpenPushes are the oldest pushes that are due, oldest first, several of a lane perhaps: whoever applies them goes through
// each lane in this order and stops at the first that fails.
func (s *Store) OpenPushes(ctx context.Context, now int64, limit int) ([]crm.Push, error) {
	return all(s.ask(ctx), readPush, pushJournal.due, now, limit)
}

func readPush(scan scan) (p crm.Push, err error) {
	return p, scan(&p.ID, &p.AccountID, &p.Scope, &p.CreateTime, &p.Hash, &p.Lane, &p.Kind, &p.Body, &p.Answer, &p.ReceivedAt, &p.Attempts)
}

// OpenObservations are the oldest observations that are due, like OpenPushes.
func (s *Store) OpenObservations(ctx context.Context, now int64, limit int) ([]crm.Observation, error) {
	return all(s.ask(ctx), readObservation, observationJournal.due, now, limit)
}

func readObservation(scan scan) (o crm.Observation, err error) {
	return o, scan(&o.ID, &o.AccountID, &o.Lane, &o.Kind, &o.Subject, &o.Body, &o.ReceivedAt, &o.Attempts)
}

// claimed takes a row of the journal for this transaction. It is false when another worker was faster, or when an earlier row
// of its lane is open again: then it waits as long as that one does, out of everybody's way.
func (tx *Tx) claimed(j journal, id, at int64) (bool, error) {
	if n, err := tx.exec(j.apply, id, at); err != nil || n > 0 {
		return n > 0, err
	}
	until, err := get(tx, readID, j.earlier, id)
	if crm.CodeOf(err) == crm.CodeNotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return false, only(tx.exec(j.wait, id, until))
}

// ApplyPush marks a push applied; false when it is not to be applied now. It is called first in the transaction that applies
// it, under the lane's key.
func (tx *Tx) ApplyPush(id, at int64) (bool, error) { return tx.claimed(pushJournal, id, at) }

// ApplyObservation is the same for an observation.
func (tx *Tx) ApplyObservation(id, at int64) (bool, error) {
	return tx.claimed(observationJournal, id, at)
}

// DelayPush has a push that could not be applied tried again later; it blocks only its lane. When two nodes tried at the same time,
// both after so many attempts, that was one.
func (tx *Tx) DelayPush(id int64, attempts int, runAt int64, why string) error {
	return only(tx.exec(pushJournal.delay, id, attempts, runAt, why))
}

// ParkPush gives a push up until a person looks at it; its lane goes on.
func (tx *Tx) ParkPush(id int64, why string) error { return only(tx.exec(pushJournal.park, id, why)) }

// DelayObservation is DelayPush for an observation.
func (tx *Tx) DelayObservation(id int64, attempts int, runAt int64, why string) error {
	return only(tx.exec(observationJournal.delay, id, attempts, runAt, why))
}

// ParkObservation is ParkPush for an observation.
func (tx *Tx) ParkObservation(id int64, why string) error {
	return only(tx.exec(observationJournal.park, id, why))
}

// AddObservation journals an answer of a platform.
func (tx *Tx) AddObservation(o crm.Observation) error {
	return only(tx.exec(`INSERT INTO observations (account_id, lane, kind, subject, body, received_at, state, run_at, attempts, last_error, applied_at)
		VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, '', 0)`, o.AccountID, o.Lane, o.Kind, o.Subject, o.Body, o.ReceivedAt))
}
