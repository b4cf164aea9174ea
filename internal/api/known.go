package api

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
)

// scopes are the platforms whose customers somebody may see; nil: all.
func (a *API) scopes(ctx context.Context, who crm.Actor) ([]string, error) {
	v, err := a.Desk.Viewer(ctx, who)
	if err != nil || v.Accounts == nil {
		return nil, err
	}
	accounts, err := a.Ground.Store.Accounts(ctx)
	scopes := []string{}
	for _, c := range accounts {
		if v.Sees(c.ID) {
			scopes = append(scopes, c.PlatformID)
		}
	}
	return scopes, err
}

// known is a customer as somebody may see them; whole is whether that is everything. Of whom no id is theirs to see is not there.
func known(row ledger.CustomerRow, scopes []string) (_ ledger.CustomerRow, whole bool, err error) {
	if scopes == nil {
		return row, true, nil
	}
	if !desk.Knows(scopes, row.Identities, func(i ledger.IdentityRow) string { return i.Scope }) {
		return ledger.CustomerRow{}, false, crm.ErrNotFound
	}
	all := len(row.Identities)
	foreign := func(i ledger.IdentityRow) bool { return i.Scope != "" && !slices.Contains(scopes, i.Scope) }
	row.Identities = slices.DeleteFunc(slices.Clone(row.Identities), foreign)
	whole = len(row.Identities) == all
	if !whole { // which account a time of theirs belongs to is not told apart
		row.Attribution = nil
	}
	return row, whole, nil
}

// customer is one that the caller may see.
func (a *API) customer(ctx context.Context, id int64) (row ledger.CustomerRow, whole bool, err error) {
	scopes, err := a.scopes(ctx, actor(ctx))
	if err != nil {
		return row, false, err
	}
	if row, err = a.Ledger.Store.CustomerRow(ctx, id); err != nil {
		return row, false, err
	}
	return known(row, scopes)
}

// toldOf says whether a changed customer may be told to who sees these platforms alone: one with ids of others too is read when
// their page is opened.
func toldOf(row json.RawMessage, scopes []string) bool {
	if scopes == nil || string(row) == "null" {
		return true
	}
	var c ledger.CustomerRow
	if json.Unmarshal(row, &c) != nil {
		return false
	}
	_, whole, err := known(c, scopes)
	return whole && err == nil
}
