package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// staleRow is what a change keeps whose row is read when it is shown.
const staleRow = ""

// AddChange tells listeners of a row.
func (tx *Tx) AddChange(c crm.Change) error {
	row := staleRow
	if !c.IsStale() {
		row = "null"
		if c.Row != nil {
			var err error
			if row, err = text(c.Row); err != nil {
				return err
			}
		}
	}
	tx.changes = append(tx.changes, c.Kind, c.SubjectID, row, c.At, c.AccountID)
	if len(tx.changes) < changesAtOnce*changeFields {
		return nil
	}
	return tx.addChanges()
}

// Changes are written together: what one does mostly shows in two lists or more.
const (
	changeFields  = 5
	changesAtOnce = 16
)

var addChange = func() (queries [changesAtOnce + 1]string) {
	values := make([]string, changesAtOnce)
	for i := range values {
		at := i * changeFields
		values[i] = fmt.Sprintf("($%d, $%d, $%d, $%d, $%d)", at+1, at+2, at+3, at+4, at+5)
		queries[i+1] = "INSERT INTO changes (kind, subject_id, row, at, account_id) VALUES " + strings.Join(values[:i+1], ", ")
	}
	return queries
}()

// addChanges writes the changes that are not written yet.
func (tx *Tx) addChanges() error {
	args := tx.changes
	if len(args) == 0 {
		return nil
	}
	tx.changes = nil
	return only(tx.exec(addChange[len(args)/changeFields], args...))
}

// ChangeHead is the place after the newest change that can be read.
func (s *Store) ChangeHead(ctx context.Context) (crm.Cursor, error) {
	c, err := get(s.ask(ctx), func(scan scan) (c crm.Cursor, err error) { return c, scan(&c.Xid, &c.ID) }, s.dialect.changeHead())
	if crm.CodeOf(err) == crm.CodeNotFound {
		err = nil
	}
	if err != nil {
		return c, err
	}
	floor, err := s.changeFloor(ctx)
	if err != nil {
		return c, err
	}
	c.ID = max(c.ID, floor) // all of them may have been forgotten
	c.Epoch, err = s.epoch(ctx)
	return c, err
}

// Epoch names this life of the store.
func (s *Store) Epoch(ctx context.Context) (string, error) { return s.epoch(ctx) }

func (s *Store) epoch(ctx context.Context) (string, error) {
	return one[string](s.readRow(ctx, "SELECT epoch FROM installation WHERE id = 1"))
}

// ChangesAfter gives the changes after a place in an order that later commits never go behind.
func (s *Store) ChangesAfter(ctx context.Context, after crm.Cursor, limit int) (rows []crm.FeedRow, known bool, err error) {
	var floor int64
	list, err := all(s.ask(ctx), func(scan scan) (r crm.FeedRow, err error) {
		var row string
		err = scan(&r.Cursor.Epoch, &floor, &r.Cursor.Xid, &r.Cursor.ID, &r.Kind, &r.SubjectID, &row, &r.At, &r.AccountID)
		if r.Stale = row == staleRow; !r.Stale {
			r.Row = []byte(row)
		}
		return r, err
	}, changesAfter(s.dialect.changesAfter()), after.Xid, after.ID, limit)
	if err != nil || len(list) == 0 || list[0].Cursor.Epoch != after.Epoch || after.ID < floor {
		return nil, false, err
	}
	if list[0].Kind == "" { // nothing new
		list = list[1:]
	}
	return list, true, nil
}

// changesAfter has each change come with the installation and the newest change that was forgotten, as of the same moment; one row
// without a kind when there is none.
func changesAfter(changes string) string {
	return `SELECT i.epoch, COALESCE((SELECT CAST(value AS BIGINT) FROM settings WHERE name = 'change_floor'), 0), COALESCE(c.xid, 0), COALESCE(c.id, 0),
		COALESCE(c.kind, ''), COALESCE(c.subject_id, 0), COALESCE(c.row, ''), COALESCE(c.at, 0), COALESCE(c.account_id, 0)
		FROM installation i LEFT JOIN (` + changes + `) c ON 1 = 1 WHERE i.id = 1 ORDER BY 3, 4`
}

// changeFloor is the newest change that was forgotten.
func (s *Store) changeFloor(ctx context.Context) (int64, error) {
	n, err := one[int64](s.readRow(ctx, "SELECT CAST(value AS BIGINT) FROM settings WHERE name = 'change_floor'"))
	if noRows(err) {
		return 0, nil
	}
	return n, err
}

// PruneChanges forgets changes older than a time, a few at once; more says that there are others. Who asks for them is told to
// read everything anew.
func (tx *Tx) PruneChanges(before, now int64) (more bool, err error) {
	newest, err := one[int64](tx.row("SELECT COALESCE(max(id), 0) FROM (SELECT id FROM changes WHERE at < $1 ORDER BY id LIMIT $2) oldest", before, pruneAtOnce))
	if err != nil || newest == 0 {
		return false, err
	}
	n, err := tx.exec("DELETE FROM changes WHERE id <= $1", newest)
	if err != nil {
		return false, err
	}
	return n >= pruneAtOnce, only(tx.exec(`INSERT INTO settings (name, value, updated_at) VALUES ('change_floor', CAST(CAST($1 AS BIGINT) AS TEXT), $2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`, newest, now))
}
