// Package ledger keeps every way that leads a customer to the company's staff, and says which way and channel brought whom.
package ledger

import (
	"context"
	"io"
	"log/slog"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// Store is what the ledger needs kept.
type Store interface {
	crm.Reader
	Reader
	Write(ctx context.Context, keys []string, fn func(Tx) error) error
}

// Reader answers outside a transaction.
type Reader interface {
	Way(ctx context.Context, id int64) (Way, error)
	WayByConfigID(ctx context.Context, corp int64, configID string) (Way, error)
	TwinOf(ctx context.Context, way int64) (Way, error)
	WayRow(ctx context.Context, id int64, today int64) (WayRow, error)
	WayRows(ctx context.Context, q WayQuery) ([]WayRow, error)
	ChannelRow(ctx context.Context, id int64, days Days) (ChannelRow, error)
	ChannelRows(ctx context.Context, days Days) ([]ChannelRow, error)
	ChannelNames(ctx context.Context) ([]ChannelName, error)
	Members(ctx context.Context, corp int64) ([]crm.Member, error)
	CustomerRow(ctx context.Context, id int64) (CustomerRow, error)
	CustomerRows(ctx context.Context, q CustomerQuery) ([]CustomerRow, error)
	CustomerHistory(ctx context.Context, id int64) ([]HistoryRow, error)
	PlansDue(ctx context.Context, now int64, most int) ([]Way, error)
	AnswerFacts(ctx context.Context, corp, way, since int64) (AnswerFacts, error)
	MemberOfAgent(ctx context.Context, agent int64) (corp int64, userID string, err error)
	// WaysOfMembers is in how many ways that lists show each member stands, as far as most.
	WaysOfMembers(ctx context.Context, corp int64, most int) (map[string]int, error)
	Blob(ctx context.Context, hash [32]byte) (crm.Blob, error)
	WelcomeReader
	MarkReader
	MediaReader
	ImportReader
	PosterReader
	ReconcileReader
	DriftReader
	QuotaReader
	VersionReader
	BulkReader
	TempReader
	PoolReader
	KitReader
	PressReader
	Departments(ctx context.Context, corp int64) ([]Department, error)
	Impact(ctx context.Context, way, week, month int64) (Impact, error)
	ChatReader
	RebuildReader
	StatisticsReader

	CountWays(ctx context.Context, q WayQuery) (WayCount, error)
	FolderReader
	LabelReader
	ViewReader
}

// Tx is what the ledger's rules may do inside one transaction.
type Tx interface {
	crm.Tx
	WayTx
	ContactTx
	AttributionTx
	ChatTx
	CountTx
	RebuildTx
	WelcomeTx
	MarkTx
	MediaTx
	AnswerTx
	ImportTx
	PosterTx
	ReconcileTx
	DriftTx
	QuotaTx
	VersionTx
	BulkTx
	TempTx
	PoolTx
	KitTx
	PressTx
	MemberTx

	FolderTx
	LabelTx
	ViewTx
}

// Clients gives the SDK view of an account's app. It is the app's, since it knows secrets and keeps tokens.
type Clients interface {
	WeCom(ctx context.Context, account int64) (*wecom.App, error)
	// Fetch gets a public picture that the account's platform named, such as a way's QR.
	Fetch(ctx context.Context, account int64, url string) ([]byte, error)
	Meter
}

// Queues of the ledger's jobs.
const (
	QueueWelcome = "welcome" // 20 seconds, nothing else goes before it
	QueueAsk     = "ask"     // questions to the platform
	QueueWays    = "ways"    // writes of ways, in order per way
	QueueBulk    = "bulk"    // writes of many ways: an import never stands before a single one

	QueueReconcile = "reconcile" // comparing: it goes after everything else
	QueueUpload    = "upload"    // media that welcomes need
)

// Ledger holds the rules.
type Ledger struct {
	Store   Store
	Clients Clients
	Clock   crm.Clock
	IDs     *crm.IDs
	Random  io.Reader
	Waker   crm.Waker
	Log     *slog.Logger
	// Facts reads a push of the journal: what happens on which kind of event is the app's to know.
	Facts func(crm.Push) (Fact, bool, error)

	pace pace
	// ReadQR reads what the code in a picture says; nil: nobody can.
	ReadQR func(picture []byte) (string, error)
	// Hands do for a press what the ledger cannot.
	Hands KitHands
	// Bulk keeps imports so far below the platform's limits that single ways always find room; nil: no such limit. Within it they
	// go evenly, BulkPerMinute at most; 0: as fast as can be.
	Bulk          wx.Limiter
	BulkPerMinute int

	directories directories
	tags        tagLists
	uploading   alone
}

func (l *Ledger) stamp() crm.Stamp { return crm.NewStamp(l.Clock, l.IDs) }
