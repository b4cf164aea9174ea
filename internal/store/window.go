package store

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

func readGrant(scan scan) (g desk.Grant, err error) {
	var value string
	if err := scan(&value); err != nil {
		return g, err
	}
	g = desk.DefaultGrant // what was stored before entries counted says nothing of them
	return g, json.Unmarshal([]byte(value), &g)
}

const grantSetting = "SELECT value FROM settings WHERE name = 'reply_window'"

// Grant is what the platform allows after a customer wrote, as the settings say.
func (s *Store) Grant(ctx context.Context) (desk.Grant, error) {
	return grantOr(get(s.ask(ctx), readGrant, grantSetting))
}

// Grant is what the platform allows after a customer wrote, as the settings say.
func (tx *Tx) Grant() (desk.Grant, error) { return grantOr(get(tx, readGrant, grantSetting)) }

func grantOr(g desk.Grant, err error) (desk.Grant, error) {
	if crm.CodeOf(err) == crm.CodeNotFound {
		return desk.DefaultGrant, nil
	}
	return g, err
}
