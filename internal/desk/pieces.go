package desk

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// inPieces writes in transactions of a few rows each, until a piece says that there are no more: nothing else waits long for its turn.
func (k *Desk) inPieces(ctx context.Context, keys []string, piece func(tx Tx, stamp crm.Stamp) (more bool, err error)) error {
	for more := true; more; {
		stamp := k.stamp()
		err := k.Store.Write(ctx, keys, func(tx Tx) (err error) {
			more, err = piece(tx, stamp)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// removeInPieces takes something away with all that hangs on it, and notes at the end who did.
func (k *Desk) removeInPieces(ctx context.Context, who crm.Actor, key string, what crm.Audit, piece func(Tx, int64) (more bool, err error)) error {
	return k.inPieces(ctx, []string{key}, func(tx Tx, stamp crm.Stamp) (bool, error) {
		more, err := piece(tx, what.SubjectID)
		if err != nil || more {
			return more, err
		}
		what.At, what.Actor = stamp.At, who
		if err := tx.AddAudit(what); err != nil {
			return false, err
		}
		return false, tx.AddChange(crm.Change{Kind: what.Subject, SubjectID: what.SubjectID, At: stamp.At})
	})
}
