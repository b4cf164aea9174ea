package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
)

// States of a node.
const (
	NodeServing  = "serving"
	NodeDraining = "draining" // it goes on, but takes on nothing that can be another's
	nodeStopped  = "stopped"
)

// Node is a running program on this database.
type Node struct {
	ID        string
	Slot      int64 // its part of the ids
	Name      string
	Version   string
	Shape     int64 // of the database, as the program knows it
	State     string
	StartedAt int64 // by the database's clock, as all times here
	SeenAt    int64
}

// slotKept is how long a slot stays its node's after it was last seen: clocks of machines differ, and two nodes must never draw the
// same ids.
const slotKept = 10 * time.Minute

// ErrNodeLost is what a node gets that was away for so long that its slot may be another's.
var ErrNodeLost = errors.New("this node was away from the database for so long that its place was given to another: start it again")

var nodes = newTable("nodes", "id, slot, name, version, shape, state, started_at, seen_at")

func readNode(scan scan) (n Node, err error) {
	return n, scan(&n.ID, &n.Slot, &n.Name, &n.Version, &n.Shape, &n.State, &n.StartedAt, &n.SeenAt)
}

// Join gives a node its slot: the one it had, or else the one that nobody has had for longest.
func (s *Store) Join(ctx context.Context, id, name string) (Node, error) {
	shape, err := newestShape(s.dialect)
	if err != nil {
		return Node{}, err
	}
	n := Node{ID: id, Name: name, Version: s.opts.Version, Shape: shape, State: NodeServing}
	err = s.Write(ctx, []string{"nodes"}, func(tx *Tx) error {
		now, err := one[int64](tx.row("SELECT " + s.dialect.clock()))
		if err != nil {
			return err
		}
		known, err := all(tx, readNode, nodes.list)
		if err != nil {
			return err
		}
		n.StartedAt, n.SeenAt = now, now
		if n.Slot, err = slotFor(id, known, now); err != nil {
			return err
		}
		return errors.Join(tx.forgetNode(id, n.Slot), only(tx.exec(nodes.insert, n.ID, n.Slot, n.Name, n.Version, n.Shape, n.State, n.StartedAt, n.SeenAt)))
	})
	return n, err
}

func slotFor(id string, known []Node, now int64) (int64, error) {
	seen := make([]int64, crm.Slots) // when each slot was last in use
	for _, n := range known {
		if n.ID == id {
			return n.Slot, nil
		}
		seen[n.Slot] = n.SeenAt
	}
	best := slices.Index(seen, slices.Min(seen))
	if seen[best] > now-slotKept.Milliseconds() {
		return 0, fmt.Errorf("%d nodes use this database already, or did within the last %d minutes: that is all there can be", crm.Slots, int(slotKept.Minutes()))
	}
	return int64(best), nil
}

// forgetNode makes room for who takes a slot, and forgets what an earlier run of a node had.
func (tx *Tx) forgetNode(id string, slot int64) error {
	return errors.Join(
		only(tx.exec("DELETE FROM nodes WHERE id = $1 OR slot = $2", id, slot)),
		only(tx.exec("DELETE FROM duties WHERE node = $1", id)),
		only(tx.exec("DELETE FROM consoles WHERE node = $1", id)))
}

// Beat says that a node lives, and asks for duties: those that nobody has are its own until the lease ends. It gives all nodes that
// were seen within a lease, by slot, and the duties that are this node's.
func (s *Store) Beat(ctx context.Context, n Node, duties []string, lease time.Duration) (live []Node, mine []string, err error) {
	err = s.Write(ctx, nil, func(tx *Tx) error {
		kept, err := tx.exec("UPDATE nodes SET state = $3, seen_at = "+s.dialect.clock()+" WHERE id = $1 AND slot = $2", n.ID, n.Slot, n.State)
		if err == nil && kept == 0 {
			err = ErrNodeLost
		}
		if err != nil {
			return err
		}
		if mine, err = tx.takeDuties(n.ID, duties, lease); err != nil {
			return err
		}
		live, err = all(tx, readNode, nodes.list+" WHERE state <> '"+nodeStopped+"' AND seen_at > "+s.dialect.clock()+" - $1 ORDER BY slot", lease.Milliseconds())
		return err
	})
	return live, mine, err
}

// takeDuties keeps those of a node and takes free ones; others that it had are given up.
func (tx *Tx) takeDuties(node string, names []string, lease time.Duration) ([]string, error) {
	now := tx.s.dialect.clock()
	names = append([]string{}, names...) // none is an empty list, which is not the same as no list
	if err := only(tx.exec("UPDATE duties SET until = 0 WHERE node = $1 AND until > 0 AND NOT ("+tx.s.dialect.in("name", "$2")+")", node, tx.s.dialect.list(names))); err != nil || len(names) == 0 {
		return nil, err
	}
	args := []any{node, lease.Milliseconds()}
	var rows []string
	for _, name := range slices.Sorted(slices.Values(names)) { // in one order, so that no two nodes wait for each other
		args = append(args, name)
		rows = append(rows, fmt.Sprintf("($%d, $1, %s + CAST($2 AS BIGINT))", len(args), now))
	}
	return all(tx, func(scan scan) (name string, err error) { return name, scan(&name) },
		"INSERT INTO duties (name, node, until) VALUES "+strings.Join(rows, ", ")+` ON CONFLICT (name) DO UPDATE SET node = excluded.node, until = excluded.until
		WHERE duties.node = excluded.node OR duties.until < `+now+" RETURNING name", args...)
}

// Leave says that a node has stopped: its duties are free at once.
func (s *Store) Leave(ctx context.Context, id string) error {
	return s.Write(ctx, nil, func(tx *Tx) error {
		return errors.Join(
			only(tx.exec("UPDATE nodes SET state = '"+nodeStopped+"' WHERE id = $1", id)),
			only(tx.exec("DELETE FROM duties WHERE node = $1", id)),
			only(tx.exec("DELETE FROM consoles WHERE node = $1", id)))
	})
}

// Allowed says whether this program may still use the database: a newer one may have been here since it started.
func (s *Store) Allowed(ctx context.Context) error {
	in := installation{}
	err := s.readRow(ctx, "SELECT schema_version, oldest_program FROM installation WHERE id = 1").Scan(&in.version, &in.oldest)
	if err != nil {
		return wrap(err, "installation")
	}
	known, err := newestShape(s.dialect)
	return errors.Join(err, in.allows(s.opts.Version, known))
}
