package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// ObservedDetails is the kind of observation that externalcontact/get leaves.
const ObservedDetails = "externalcontact.get"

// Follow is what a member keeps about a customer.
type Follow struct {
	IdentityID  int64
	UserID      string
	Remark      string
	Description string
	AddWay      int
	Since       int64
	State       string
	SeenAt      int64
}

// detailsPatience is how often a missing relation is asked for again after an add: the platform's read side may lag its events.
const detailsPatience = 4

// AskDetails is the job that reads a customer's details and journals the answer. 84061 means that the member has not confirmed
// yet, or that the platform lags: not an error of ours.
func (l *Ledger) AskDetails(ctx context.Context, job crm.Job) error {
	var p detailsJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	app, err := l.Clients.WeCom(ctx, job.AccountID)
	if err != nil {
		return err
	}
	detail, err := l.wholeDetail(ctx, app, p.ExternalUserID)
	if errors.Is(err, wx.ErrNotFollower) && (p.Half || job.Tries() >= detailsPatience) {
		return nil
	}
	if err != nil {
		return err
	}
	o, err := crm.Observe(job.AccountID, job.Lane, ObservedDetails, p.ExternalUserID, detail, l.Clock.Ms())
	if err != nil {
		return err
	}
	return l.Store.Write(ctx, []string{job.Lane}, func(tx Tx) error { return tx.AddObservation(o) })
}

// wholeDetail reads all pages of the customer's followers.
func (l *Ledger) wholeDetail(ctx context.Context, app *wecom.App, externalUserID string) (wecom.CustomerDetail, error) {
	whole, err := app.Customers.Get(ctx, externalUserID, "")
	for err == nil && whole.NextCursor != "" {
		var page wecom.CustomerDetail
		page, err = app.Customers.Get(ctx, externalUserID, whole.NextCursor)
		whole.FollowUser = append(whole.FollowUser, page.FollowUser...)
		whole.NextCursor = page.NextCursor
	}
	return whole, err
}

// ApplyDetails takes a customer's details into the facts, and joins the record of the same person known by a union id.
func (l *Ledger) ApplyDetails(tx Tx, d *crm.Draw, a crm.Account, o crm.Observation) error {
	var detail wecom.CustomerDetail
	if err := json.Unmarshal(o.Body, &detail); err != nil {
		return fmt.Errorf("read %s: %w", o.Kind, err)
	}
	id, err := crm.Recognise(tx, d, crm.ExternalUserID, a.PlatformID, o.Subject, o.ReceivedAt)
	if err != nil {
		return err
	}
	for _, f := range detail.FollowUser {
		if err := tx.PutFollow(followOf(id, f, o.ReceivedAt)); err != nil {
			return err
		}
	}
	c, err := crm.Holder(tx, id.ID)
	if err != nil {
		return err
	}
	x := detail.ExternalContact
	named := c.Name != x.Name || c.Avatar != x.Avatar
	c.Name, c.Avatar, c.Type, c.Gender, c.Confirmed, c.UpdatedAt = x.Name, x.Avatar, int(x.Type), int(x.Gender), true, d.At
	if err := tx.UpdateCustomer(c); err != nil {
		return err
	}
	if x.UnionID != "" {
		if err := crm.Also(tx, d, id, crm.UnionID, "", x.UnionID, "union id of externalcontact/get"); err != nil {
			return err
		}
	}
	if named {
		if err := announceVisits(tx, id.ID, d.At); err != nil {
			return err
		}
	}
	return crm.AnnounceIdentity(tx, id, d.At)
}

// announceVisits has the visits of a customer shown with their name.
func announceVisits(tx Tx, identity, at int64) error {
	open, err := tx.OpenTempChats(identity, "")
	for _, c := range open {
		err = errors.Join(err, tx.AddChange(crm.Stale("temp_chat", c.WayID, at)))
	}
	return err
}

func followOf(id crm.Identity, f wecom.FollowUser, at int64) Follow {
	return Follow{
		IdentityID: id.ID, UserID: strings.ToLower(f.UserID), Remark: f.Remark, Description: f.Description,
		AddWay: int(f.AddWay), Since: f.CreateTime * 1000, State: f.State, SeenAt: at,
	}
}
