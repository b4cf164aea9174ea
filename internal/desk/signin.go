package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/menling/menling/internal/crm"
)

// ObservedSession is the kind of observation that jscode2session leaves.
const ObservedSession = "jscode2session"

// Session is who a customer of a mini program is.
type Session struct {
	OpenID  string `json:"openid"`
	UnionID string `json:"unionid"`
}

// SignIn takes the code of a customer's wx.login and learns who they are. The session key is dropped at once.
func (k *Desk) SignIn(ctx context.Context, account crm.Account, code string) (Session, error) {
	client, err := k.Clients.Weapp(ctx, account.ID)
	if err != nil {
		return Session{}, err
	}
	got, err := client.Auth.Session(ctx, code)
	if err != nil {
		return Session{}, err
	}
	s := Session{got.OpenID, got.UnionID}
	lane := crm.CustomerLane(crm.OpenID, account.PlatformID, s.OpenID)
	o, err := crm.Observe(account.ID, lane, ObservedSession, s.OpenID, s, k.Clock.Ms())
	if err != nil {
		return s, err
	}
	err = k.Store.Write(ctx, []string{lane}, func(tx Tx) error { return tx.AddObservation(o) })
	k.Waker.Wake(crm.TopicJournal)
	return s, err
}

// ApplySession takes what a sign-in said into the facts: an openid and a unionid are one person's.
func (k *Desk) ApplySession(tx Tx, d *crm.Draw, a crm.Account, o crm.Observation) error {
	var s Session
	if err := json.Unmarshal(o.Body, &s); err != nil {
		return fmt.Errorf("read %s: %w", o.Kind, err)
	}
	id, err := crm.Recognise(tx, d, crm.OpenID, a.PlatformID, s.OpenID, o.ReceivedAt)
	if err != nil {
		return err
	}
	if s.UnionID != "" {
		if err := crm.Also(tx, d, id, crm.UnionID, "", s.UnionID, "union id of jscode2session"); err != nil {
			return err
		}
	}
	return crm.AnnounceIdentity(tx, id, d.At)
}
