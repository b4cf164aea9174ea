package desk

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
)

// tendAtOnce is how many conversations of an account are tended in one round.
const tendAtOnce = 200

// Tend does what time brings: reminders, and conversations that end by themselves. Any number of nodes may: each conversation is
// looked at again under its key.
func (k *Desk) Tend(ctx context.Context) error {
	accounts, err := k.Store.Accounts(ctx)
	for _, a := range accounts {
		if a.Kind != crm.Weapp || ctx.Err() != nil {
			continue
		}
		err = errors.Join(err, k.tendReminders(ctx, a), k.tendClosing(ctx, a))
	}
	return err
}
