package store

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

var presses = newTable("presses", "id, way_id, press_key, account_id, appid, openid, unionid, customer_id, page, button, place, at, day, channel_id, errcode, notifytype, userid, name, why")

func readPress(scan scan) (p ledger.Press, err error) {
	return p, scan(&p.ID, &p.WayID, &p.Key, &p.AccountID, &p.AppID, &p.OpenID, &p.UnionID, &p.CustomerID, &p.Page, &p.Button, &p.Place, &p.At, &p.Day, &p.ChannelID,
		&p.Errcode, &p.NotifyType, &p.UserID, &p.Name, &p.Why)
}

// PressByKey finds a press by what its client calls it.
func (s *Store) PressByKey(ctx context.Context, way int64, key string) (ledger.Press, error) {
	return get(s.ask(ctx), readPress, presses.list+" WHERE way_id = $1 AND press_key = $2", way, plain(key))
}

// AddPress keeps a press; false: the way has one of that key.
func (tx *Tx) AddPress(p ledger.Press) (bool, error) {
	n, err := tx.exec(presses.insert+" ON CONFLICT (way_id, press_key) DO NOTHING", p.ID, p.WayID, plain(p.Key), p.AccountID, plain(p.AppID), p.OpenID, p.UnionID, p.CustomerID,
		p.Page, p.Button, p.Place, p.At, p.Day, p.ChannelID, p.Errcode, p.NotifyType, p.UserID, p.Name, p.Why)
	return n == 1, err
}

// CustomerOf is who is known by the unionid, or by the openid; 0: nobody yet.
func (s *Store) CustomerOf(ctx context.Context, v ledger.Visitor) (int64, error) {
	id, err := get(s.ask(ctx), readID, `SELECT customer_id FROM identities WHERE kind = $1 AND value = $2 AND value <> ''
		UNION ALL SELECT customer_id FROM identities WHERE kind = $3 AND scope = $4 AND value = $5 LIMIT 1`,
		string(crm.UnionID), v.UnionID, string(crm.OpenID), v.AppID, v.OpenID)
	if missing(err) {
		return 0, nil
	}
	return id, err
}

// RunningPeriods are the customer's periods of a company that last.
func (s *Store) RunningPeriods(ctx context.Context, corp, customer int64) ([]ledger.Attribution, error) {
	return all(s.ask(ctx), readAttribution, attributions.list+` WHERE identity_id IN (SELECT id FROM identities WHERE customer_id = $2) AND corp_id = $1 AND ended_at = 0
		ORDER BY began_at, id`, corp, customer)
}
