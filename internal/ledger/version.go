package ledger

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wx"
)

// How a version came about.
const (
	VersionCreated = "created"
	VersionChanged = "changed"
	VersionUndone  = "undone"
	VersionAdopted = "adopted" // the ledger took what the platform held
	VersionPushed  = "pushed"  // the platform was given what the ledger holds
	VersionPool    = "pool"    // a pool turned on to other groups
)

// What became of a version.
const (
	VersionPending    = "pending"
	VersionDone       = "done"
	VersionFailed     = "failed"
	VersionUnknown    = "unknown"
	VersionSuperseded = "superseded" // the way was deleted before
)

// Version is one change of a way's settings, from its asking on. It has a number once it holds.
type Version struct {
	ID        int64
	WayID     int64
	Seq       int64 // the order in which the way's changes were asked for
	N         int64
	Kind      string
	State     string
	RunID     int64 // of the change of many that it belongs to
	UndoneTo  int64
	Before    Settings
	After     Settings
	Platform  string // the copy that was read back
	Problem   int
	Actor     crm.Actor
	At        int64
	SettledAt int64
}

// VersionTx changes the history of ways.
type VersionTx interface {
	Version(id int64) (Version, error)
	// AddVersion adds one behind all others of its way.
	AddVersion(Version) error
	UpdateVersion(Version) error
	// PendingVersions are those of a way that are not settled, in the order they were asked for.
	PendingVersions(way int64) ([]Version, error)
	// VersionsSince are those that came to hold after number n, in order.
	VersionsSince(way, n int64) ([]Version, error)
}

// VersionReader reads the history.
type VersionReader interface {
	Version(ctx context.Context, id int64) (Version, error)
	VersionNumber(ctx context.Context, way, n int64) (Version, error)
	Versions(ctx context.Context, q VersionQuery) ([]Version, error)
}

// VersionQuery asks for a page of a way's history, newest first.
type VersionQuery struct {
	Way   int64
	After int64 // seq of the last one seen; 0: from the start
	Limit int
}

// VersionRow is a version as lists show it.
type VersionRow struct {
	ID        int64         `json:"id"`
	WayID     int64         `json:"way_id"`
	Seq       int64         `json:"seq" doc:"The order in which its changes were asked for"`
	N         int64         `json:"n" doc:"Its number; 0 as long as it does not hold"`
	Kind      string        `json:"kind" enum:"created,changed,undone,adopted,pushed,pool,schedule"`
	State     string        `json:"state" enum:"pending,done,failed,unknown,superseded"`
	RunID     int64         `json:"run_id,omitempty"`
	UndoneTo  int64         `json:"undone_to,omitempty"`
	Fields    []FieldChange `json:"fields" nullable:"false"`
	Problem   *crm.Problem  `json:"problem"`
	Actor     VersionActor  `json:"actor"`
	At        int64         `json:"at"`
	SettledAt int64         `json:"settled_at"`
	Settings  Settings      `json:"settings" doc:"All settings with it"`
}

// VersionActor is who asked for a version.
type VersionActor struct {
	Kind string `json:"kind"`
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// FieldChange is one setting before and after.
type FieldChange struct {
	Field  string `json:"field"`
	Before any    `json:"before"`
	After  any    `json:"after"`
}

func rowOf(v Version) VersionRow {
	return VersionRow{
		ID: v.ID, WayID: v.WayID, Seq: v.Seq, N: v.N, Kind: v.Kind, State: v.State, RunID: v.RunID, UndoneTo: v.UndoneTo, Fields: changesOf(v.Before, v.After),
		Problem: crm.ProblemOf(wx.WeCom, v.Problem), Actor: VersionActor{v.Actor.Kind, v.Actor.ID, v.Actor.Name}, At: v.At, SettledAt: v.SettledAt, Settings: v.After,
	}
}

func changesOf(before, after Settings) []FieldChange {
	a, b := fieldsOf(before), fieldsOf(after)
	list := []FieldChange{}
	for _, name := range differ(a, b) {
		list = append(list, FieldChange{name, orNull(a[name]), orNull(b[name])})
	}
	return list
}

// Versions is a page of a way's history, newest first.
func (l *Ledger) Versions(ctx context.Context, q VersionQuery) ([]VersionRow, error) {
	all, err := l.Store.Versions(ctx, q)
	rows := make([]VersionRow, len(all))
	for i, v := range all {
		rows[i] = rowOf(v)
	}
	return rows, err
}

// beginHistory gives a way its first version, as it was made, when the first change comes.
func beginHistory(tx Tx, d *crm.Draw, w *Way) error {
	if w.Version != 0 {
		return nil
	}
	w.Version = 1
	return tx.AddVersion(Version{
		ID: d.ID(), WayID: w.ID, N: 1, Kind: VersionCreated, State: VersionDone, Before: w.Settings, After: w.Settings,
		Actor: crm.Actor{Kind: "agent", ID: w.CreatedBy}, At: w.CreatedAt, SettledAt: w.ConfirmedAt,
	})
}
