package crm

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// Cursor is a place in the feed of changes. On PostgreSQL rows commit out of order, so the transaction's number comes first;
// on SQLite it is 0.
type Cursor struct {
	Epoch string // of the installation: another one's cursor means nothing here
	Xid   int64
	ID    int64
}

func (c Cursor) String() string { return fmt.Sprintf("%s.%d.%d", c.Epoch, c.Xid, c.ID) }

// ParseCursor reads what String wrote; ok is false for anything else.
func ParseCursor(s string) (c Cursor, ok bool) {
	epoch, rest, found := strings.Cut(s, ".")
	if !found || epoch == "" {
		return Cursor{}, false
	}
	n, err := fmt.Sscanf(rest, "%d.%d", &c.Xid, &c.ID)
	c.Epoch = epoch
	return c, err == nil && n == 2 && c.String() == s
}

// FeedRow is a change as listeners read it.
type FeedRow struct {
	Cursor    Cursor
	Kind      string
	SubjectID int64
	Row       json.RawMessage // null: the row is gone
	Stale     bool            // the row is to be read by whoever shows it
	At        int64
	AccountID int64
}

// Feed reads the changes of all nodes in an order that later commits never go behind.
type Feed interface {
	// ChangeHead is the place after the newest change.
	ChangeHead(ctx context.Context) (Cursor, error)
	// ChangesAfter gives the changes after a place, at most limit of them; known is false when the place is not: another
	// epoch, or older than what is kept.
	ChangesAfter(ctx context.Context, after Cursor, limit int) (rows []FeedRow, known bool, err error)
}
