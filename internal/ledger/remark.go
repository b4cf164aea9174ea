package ledger

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// maxCustomerRemark is the platform's limit, in characters.
const maxCustomerRemark = 20

// notFollower is the platform's code for a customer whom the member does not have.
const notFollower = 84061

// remark sets what the member calls the customer. A remark that the member wrote is never overwritten: only an empty one is
// filled, and one that is nothing but the customer's name.
func (l *Ledger) remark(ctx context.Context, k marked, m Mark) error {
	detail, err := l.wholeDetail(ctx, k.app, k.external)
	if err != nil {
		return l.remarked(ctx, k, m, "", MarkFailed, err)
	}
	a, err := l.Store.Account(ctx, k.job.AccountID)
	if err != nil {
		return err
	}
	name := detail.ExternalContact.Name
	f := k.filling
	f.Customer, f.At = name, time.UnixMilli(m.At).In(a.Location())
	text := cutRunes(line(f.fill(m.Rule)), maxCustomerRemark)
	is := slices.IndexFunc(detail.FollowUser, func(u wecom.FollowUser) bool { return strings.EqualFold(u.UserID, m.UserID) })
	if is < 0 { // the platform's read side lags, or they have parted again
		return l.remarked(ctx, k, m, text, MarkFailed, &wx.Error{Platform: wx.WeCom, Code: notFollower})
	}
	switch own := detail.FollowUser[is].Remark; {
	case own == text && text != "":
		return l.remarked(ctx, k, m, text, MarkDone, nil)
	case text == "", own != "" && own != name:
		return l.remarked(ctx, k, m, own, MarkKept, nil)
	}
	err = k.app.Customers.Remark(ctx, wecom.Remark{UserID: m.UserID, ExternalUserID: k.external, Remark: &text})
	return l.remarked(ctx, k, m, text, MarkDone, err)
}

// remarked stores what became of a mark's remark.
func (l *Ledger) remarked(ctx context.Context, k marked, m Mark, text, state string, err error) error {
	code := 0
	if err != nil {
		if code, err = markError(k.job, err); err != nil {
			return err
		}
		state = MarkFailed
	}
	_, err = l.keepMark(ctx, m.ID, func(m *Mark, at int64) {
		m.Remark, m.RemarkState, m.RemarkCode, m.RemarkedAt = text, state, code, at
	})
	return err
}
