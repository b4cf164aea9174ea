package store

import (
	"context"
	"strconv"

	"github.com/menling/menling/internal/ledger"
)

// presser is the customer who pressed, by the identities known now; 0: nobody yet.
const presser = `COALESCE((SELECT i.customer_id FROM identities i WHERE i.kind = 'unionid' AND i.value = p.unionid AND p.unionid <> '' LIMIT 1),
	(SELECT i.customer_id FROM identities i WHERE i.kind = 'openid' AND i.scope = p.appid AND i.value = p.openid AND p.openid <> '' LIMIT 1), 0)`

// PressItems are presses, newest first.
func (s *Store) PressItems(ctx context.Context, q ledger.PressQuery) ([]ledger.PressItem, error) {
	w := pressesAsked(q)
	return all(s.ask(ctx), readPressItem, `SELECT q.id, q.at, q.way_id, COALESCE(w.name, ''), q.channel_id, COALESCE(ch.name, ''), q.account_id, q.appid, q.place, q.page, q.button,
		q.errcode, q.notifytype, q.why, COALESCE(c.id, 0), COALESCE(c.name, ''), COALESCE(c.avatar, '')
		FROM (SELECT p.*, `+presser+` AS who FROM presses p`+w.clause()+` ORDER BY p.at DESC, p.id DESC LIMIT `+strconv.Itoa(q.Limit)+`) q
		LEFT JOIN ways w ON w.id = q.way_id LEFT JOIN channels ch ON ch.id = q.channel_id LEFT JOIN customers c ON c.id = q.who ORDER BY q.at DESC, q.id DESC`, w.args...)
}

func readPressItem(scan scan) (r ledger.PressItem, err error) {
	var c ledger.PressCustomer
	err = scan(&r.ID, &r.At, &r.WayID, &r.WayName, &r.ChannelID, &r.ChannelName, &r.AccountID, &r.AppID, &r.In, &r.Page, &r.Button,
		&r.Errcode, &r.NotifyType, &r.Why, &c.ID, &c.Name, &c.Avatar)
	if c.ID != 0 {
		r.Customer = &c
	}
	return r, err
}

func pressesAsked(q ledger.PressQuery) (w where) {
	same := func(column string, id int64) {
		if id != 0 {
			w.and(column+" = %", id)
		}
	}
	named := func(column string, name *string) {
		if name != nil {
			w.and(column+" = %", plain(*name))
		}
	}
	same("p.channel_id", q.Channel)
	same("p.way_id", q.Way)
	same("p.account_id", q.Account)
	named("p.page", q.Page)
	named("p.button", q.Button)
	if q.AppID != "" {
		w.and("p.appid = %", plain(q.AppID))
	}
	if q.Errcode != nil {
		w.and("p.errcode = %", *q.Errcode)
	}
	if q.Since != 0 {
		w.and("p.at >= %", q.Since)
	}
	if q.From != 0 {
		w.and("p.day >= %", q.From)
	}
	if q.To != 0 {
		w.and("p.day <= %", q.To)
	}
	if q.AfterID != 0 {
		w.and("(p.at, p.id) < (%, %)", q.AfterAt, q.AfterID)
	}
	return w
}
