// Package crm is the ground that the ledger and the desk stand on: the companies and accounts we act for, the people on both
// sides, the journal of what the platforms told us, and the rows every change leaves behind. It knows no SQL and no HTTP.
package crm

import (
	"context"
	"time"
)

// Clock tells the time; tests and the demo bring their own.
type Clock func() time.Time

// Ms is the clock's time as the store keeps it: UTC milliseconds.
func (c Clock) Ms() int64 { return c().UnixMilli() }

// Waker tells whoever waits for a topic that there may be something new. It carries no data: the tables are the truth.
type Waker interface{ Wake(topic string) }

// Tx is what a rule may do inside one transaction, whatever it is about. Every call of it happens under the keys
// the transaction was given, and nothing in it waits for the network.
type Tx interface {
	JournalTx
	CustomerTx
	SplitTx
	AccountTx
	AgentTx
	APIKeyTx
	RepeatTx
	AttemptTx
}

// Reader is what may be asked outside a transaction.
type Reader interface {
	Account(ctx context.Context, id int64) (Account, error)
	AccountBySlug(ctx context.Context, kind AccountKind, slug string) (Account, error)
	Accounts(ctx context.Context) ([]Account, error)
}

// TopicJournal is woken when a push or an observation was added; jobs are woken by the name of their queue, listeners by
// TopicChanges.
const (
	TopicJournal = "journal"
	TopicChanges = "changes"
	// TopicAccounts is woken when an account was added, changed or removed.
	TopicAccounts = "accounts"
)
