package crm

import (
	"context"
	"time"
)

// Repeat is a request that carries an idempotency key: however often it is sent, it takes effect once, and every answer is
// the first one.
type Repeat struct {
	Scope string // who asks, and for what
	Key   string
	Hash  [32]byte // of the request
}

// Answered is what was answered to the first of them.
type Answered struct {
	Status int // 0: not yet
	Type   string
	Body   []byte
}

// How long an answer is kept, and how long a request may work before another of its key may try.
const (
	repeatLife  = 24 * time.Hour
	repeatLease = time.Minute
)

// Codes of repeats.
const (
	CodeKeyReused Code = "idempotency_key_reused" // for another request
	CodeKeyBusy   Code = "idempotency_key_busy"   // the first one is not answered yet
)

// RepeatTx keeps them.
type RepeatTx interface {
	// TakeRepeat makes the row, or gives the one that is there; mine says that the request is to be done.
	TakeRepeat(r Repeat, now, leaseUntil, expiresAt int64) (known [32]byte, a Answered, mine bool, err error)
	AnswerRepeat(r Repeat, a Answered) error
	DropRepeat(r Repeat) error
}

// BeginRepeat says whether the request is to be done (done false), or gives the answer it had.
func (g *Ground) BeginRepeat(ctx context.Context, r Repeat) (a Answered, done bool, err error) {
	now := g.Clock.Ms()
	err = g.Store.Write(ctx, []string{"repeat:" + r.Scope + ":" + r.Key}, func(tx Tx) error {
		known, answer, mine, err := tx.TakeRepeat(r, now, now+repeatLease.Milliseconds(), now+repeatLife.Milliseconds())
		switch {
		case err != nil:
			return err
		case mine:
			a, done = Answered{}, false
		case known != r.Hash:
			return Refuse(CodeKeyReused)
		case answer.Status == 0:
			return Refuse(CodeKeyBusy, "retry", 2)
		default:
			a, done = answer, true
		}
		return nil
	})
	return a, done, err
}

// EndRepeat keeps the answer. One that says that nothing was done, because of us, is forgotten, so that the request may be
// sent again.
func (g *Ground) EndRepeat(ctx context.Context, r Repeat, a Answered) error {
	return g.Store.Write(ctx, []string{"repeat:" + r.Scope + ":" + r.Key}, func(tx Tx) error {
		if a.Status >= 500 || a.Status == 429 || a.Status == 0 {
			return tx.DropRepeat(r)
		}
		return tx.AnswerRepeat(r, a)
	})
}
