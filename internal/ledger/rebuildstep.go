package ledger

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// How much one transaction of a rebuild does: on PostgreSQL none should take longer than a tenth of a second.
const (
	pushesAtOnce    = 200
	customersAtOnce = 25
	idsPerCustomer  = 64
)

// Fact is what a push says, as far as the ledger reads it.
type Fact struct {
	Contact *Contact
	Chat    *ChatPush
}

func (l *Ledger) pieces() map[string]func(context.Context, crm.Account, Rebuild) (piece, error) {
	return map[string]func(context.Context, crm.Account, Rebuild) (piece, error){
		phasePushes: l.rebuildPushes, phaseAnswers: l.rebuildAnswers, phaseCustomers: l.rebuildCustomers,
		phaseDays: l.rebuildNumbers, phaseWays: l.rebuildNumbers, phaseChannels: l.rebuildNumbers,
	}
}

// rebuildPushes takes the events out of the next pushes again.
func (l *Ledger) rebuildPushes(ctx context.Context, a crm.Account, r Rebuild) (piece, error) {
	pushes, err := l.Store.AppliedPushes(ctx, a.PlatformID, r.Place, pushesAtOnce)
	if err != nil || len(pushes) == 0 {
		return piece{write: func(tx Tx, _ *crm.Draw) error { return tx.DropStrayEvents(a.CorpID, r.Place, 1<<62) }}, err
	}
	last := pushes[len(pushes)-1].ID
	return piece{last: last, done: int64(len(pushes)), ids: 2 * pushesAtOnce, write: func(tx Tx, d *crm.Draw) error {
		for _, p := range pushes {
			if err := l.restore(tx, d, a, p); err != nil {
				return err
			}
		}
		return tx.DropStrayEvents(a.CorpID, r.Place, last)
	}}, nil
}

// restore keeps the event of a push. One whose body is not readable any more leaves what it left before.
func (l *Ledger) restore(tx Tx, d *crm.Draw, a crm.Account, p crm.Push) error {
	f, known, err := l.Facts(p)
	if err != nil || !known {
		return nil
	}
	if f.Chat != nil {
		for _, e := range f.Chat.events(a, p) {
			if err := tx.AddChatEvent(e); err != nil {
				return err
			}
		}
		return nil
	}
	id, err := crm.Recognise(tx, d, crm.ExternalUserID, a.PlatformID, f.Contact.ExternalUserID, p.CreateTime*1000)
	if err != nil {
		return err
	}
	return tx.AddContactEvent(f.Contact.event(a, id, p))
}

// rebuildAnswers takes the events out of the next readings of groups again.
func (l *Ledger) rebuildAnswers(ctx context.Context, a crm.Account, r Rebuild) (piece, error) {
	list, err := l.Store.AppliedObservations(ctx, a.CorpID, ObservedChat, r.Place, pushesAtOnce/4)
	if err != nil || len(list) == 0 {
		return piece{}, err
	}
	return piece{last: list[len(list)-1].ID, done: int64(len(list)), write: func(tx Tx, _ *crm.Draw) error {
		for _, o := range list {
			_, events, err := chatFacts(a, o)
			if err != nil {
				return err
			}
			for _, e := range events {
				if err := tx.AddChatEvent(e); err != nil {
					return err
				}
			}
		}
		return nil
	}}, nil
}

// rebuildCustomers folds the next customers again and counts them in the new counting, under the lanes of their pushes.
func (l *Ledger) rebuildCustomers(ctx context.Context, a crm.Account, r Rebuild) (piece, error) {
	identities, err := l.Store.IdentitiesAfter(ctx, a.PlatformID, r.Place, customersAtOnce)
	if err != nil || len(identities) == 0 {
		return piece{}, err
	}
	byID, ids, lanes := map[int64]crm.Identity{}, []int64{}, []string{}
	for _, i := range identities {
		byID[i.ID], ids = i, append(ids, i.ID)
		lanes = append(lanes, crm.CustomerLane(i.Kind, i.Scope, i.Value))
	}
	pairs, err := l.Store.PairsOf(ctx, a.CorpID, ids)
	if err != nil {
		return piece{}, err
	}
	n := int64(len(ids))
	return piece{keys: lanes, last: ids[n-1], done: n, ids: n * idsPerCustomer, write: func(tx Tx, d *crm.Draw) error {
		count, err := l.counter(tx, d, a)
		if err != nil {
			return err
		}
		for _, p := range pairs {
			if err := l.refoldPair(tx, d, a, count, byID[p.IdentityID], p); err != nil {
				return err
			}
		}
		return count.write(tx)
	}}, nil
}

func (l *Ledger) refoldPair(tx Tx, d *crm.Draw, a crm.Account, count *counter, id crm.Identity, p Pair) error {
	if p.ChatID == "" {
		_, err := l.refold(tx, d, a, count, id.ID, p.UserID)
		return err
	}
	events, err := tx.ChatEvents(a.CorpID, p.ChatID, id.Value)
	if err != nil {
		return err
	}
	_, err = l.place(tx, d, a, count, id.ID, "", p.ChatID, FoldChat(id.ID, events))
	return err
}

// rebuildNumbers forgets what the countings before have left. In numbers that were right that is nothing but zeros.
func (l *Ledger) rebuildNumbers(ctx context.Context, a crm.Account, r Rebuild) (piece, error) {
	last, err := l.Store.LastOldNumber(ctx, r.Phase, r.Place)
	if err != nil || last == 0 {
		return piece{}, err
	}
	return piece{last: last, write: func(tx Tx, _ *crm.Draw) error { return tx.DropOldNumbers(r.Phase, a.CorpID, r.Place, last) }}, nil
}
