package desk

import (
	"context"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// Viewer is somebody who looks at conversations, as far as it decides which they see.
type Viewer struct {
	AgentID  int64
	Teams    []int64 // they are in
	Mates    []int64 // agents of these teams
	Accounts []int64 // whose customers they may see; nil: all
}

// Sees says whether they may see a conversation of an account.
func (v Viewer) Sees(account int64) bool {
	return v.Accounts == nil || slices.Contains(v.Accounts, account)
}

// ViewerTx knows viewers inside a transaction.
type ViewerTx interface {
	Viewer(agent int64) (Viewer, error)
}

// Viewer is somebody who looks at conversations. Programs and the operator see all.
func (k *Desk) Viewer(ctx context.Context, who crm.Actor) (Viewer, error) {
	if who.Kind != "agent" {
		return Viewer{}, nil
	}
	return k.Store.Viewer(ctx, who.ID)
}

// Visible is a conversation that somebody may see; another is not there for them.
func (k *Desk) Visible(ctx context.Context, who crm.Actor, id int64) (Conversation, error) {
	c, err := k.Store.Conversation(ctx, id)
	if err != nil {
		return c, err
	}
	v, err := k.Viewer(ctx, who)
	if err == nil && !v.Sees(c.AccountID) {
		err = crm.ErrNotFound
	}
	return c, err
}

// seenBy is the same inside a transaction.
func seenBy(tx Tx, who crm.Actor, c Conversation) error { return mayReach(tx, who, c.AccountID) }

// mayReach hides what is of an account that is not theirs; 0 is everybody's.
func mayReach(tx Tx, who crm.Actor, account int64) error {
	if who.Kind != "agent" || account == 0 {
		return nil
	}
	v, err := tx.Viewer(who.ID)
	if err == nil && !v.Sees(account) {
		err = crm.ErrNotFound
	}
	return err
}

// Knows says whether somebody who sees these platforms alone may know a customer with these ids: by one that is of one of them. nil:
// they see all.
func Knows[ID any](seen []string, ids []ID, scope func(ID) string) bool {
	return seen == nil || slices.ContainsFunc(ids, func(id ID) bool { return slices.Contains(seen, scope(id)) })
}

// mayKnow hides a customer whom they may not know.
func mayKnow(tx Tx, who crm.Actor, ids []crm.Identity) error {
	if who.Kind != "agent" {
		return nil
	}
	v, err := tx.Viewer(who.ID)
	if err != nil || v.Accounts == nil {
		return err
	}
	seen := []string{}
	for _, account := range v.Accounts {
		a, err := tx.Account(account)
		if err == nil {
			seen = append(seen, a.PlatformID)
		} else if crm.CodeOf(err) != crm.CodeNotFound {
			return err
		}
	}
	if !Knows(seen, ids, func(id crm.Identity) string { return id.Scope }) {
		return crm.ErrNotFound
	}
	return nil
}

// MayOpen hides a picture that was said, or is kept as material, in accounts alone that are not theirs.
func (k *Desk) MayOpen(ctx context.Context, who crm.Actor, hash [32]byte) error {
	v, err := k.Viewer(ctx, who)
	if err != nil || v.Accounts == nil {
		return err
	}
	accounts, err := k.Store.BlobAccounts(ctx, hash)
	if err != nil || len(accounts) == 0 || slices.ContainsFunc(accounts, func(a int64) bool { return a == 0 || v.Sees(a) }) {
		return err
	}
	return crm.ErrNotFound
}
