package wecom

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// What the platform allows of one batch.
const (
	MaxBatchUsers = 100 // members to ask for
	MaxBatchPage  = 100 // customers of one page
)

// CustomerBatch asks for the customers of several members.
type CustomerBatch struct {
	UserIDs []string `json:"userid_list"` // 1 to 100
	Cursor  string   `json:"cursor,omitempty"`
	Limit   int      `json:"limit,omitempty"` // at most 100; 0 means 50
}

// CustomerBatchPage is one page. NextCursor is empty on the last.
type CustomerBatchPage struct {
	Customers  []CustomerOfMember
	NextCursor string

	// Unlicensed are the members of the request who have no inter-operation
	// licence, which third-party apps need; their customers are missing.
	Unlicensed []string
}

// CustomerOfMember is a customer and the relation with one of the members. A
// customer of several members comes several times.
type CustomerOfMember struct {
	ExternalContact ExternalContact `json:"external_contact"`
	FollowInfo      FollowUser      `json:"follow_info"`
}

func (b *CustomerBatch) check(c *wx.Check) {
	c.Require(len(b.UserIDs) > 0, "userid_list", "must name 1 to 100 members", nil)
	c.Items("userid_list", len(b.UserIDs), MaxBatchUsers)
	for _, id := range b.UserIDs {
		checkUserID(c, "userid_list", id)
	}
	c.Require(b.Limit >= 0, "limit", "must not be negative", b.Limit)
	limit := int64(b.Limit)
	c.CutNumber("limit", &limit, MaxBatchPage, "items")
	b.Limit = int(limit)
}

// BatchPage reads one page of the customers of several members. Errors:
// ErrNotPermitted, ErrNoSuchMember, ErrUnlicensed when none of the members is
// licensed.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/92994
func (s *CustomerService) BatchPage(ctx context.Context, b CustomerBatch) (CustomerBatchPage, error) {
	if err := s.wire.Check(ctx, "batch_get_by_user", b.check); err != nil {
		return CustomerBatchPage{}, err
	}
	reply, err := wire.Do[struct {
		List       []CustomerOfMember `json:"external_contact_list"`
		NextCursor string             `json:"next_cursor"`
		FailInfo   struct {
			Unlicensed []string `json:"unlicensed_userid_list"`
		} `json:"fail_info"`
	}](ctx, s.wire, wire.Read("batch_get_by_user", "/cgi-bin/externalcontact/batch/get_by_user", b))
	return CustomerBatchPage{reply.List, reply.NextCursor, reply.FailInfo.Unlicensed}, err
}

// UnlicensedError names the members whose customers Batch left out, as they have
// no inter-operation licence. It is an ErrUnlicensed.
type UnlicensedError struct{ UserIDs []string }

func (e *UnlicensedError) Error() string {
	return fmt.Sprintf("batch_get_by_user: %d members without a licence, the first %s", len(e.UserIDs), e.UserIDs[0])
}

// Is makes every UnlicensedError an ErrUnlicensed.
func (e *UnlicensedError) Is(target error) bool { return target == wx.ErrUnlicensed }

// Batch lists the customers of any number of members, a hundred members and a
// hundred customers at a time. Members without a licence do not stop it: an
// *UnlicensedError names them at the end. Any other error ends it.
func (s *CustomerService) Batch(ctx context.Context, userIDs []string) iter.Seq2[CustomerOfMember, error] {
	return func(yield func(CustomerOfMember, error) bool) {
		var unlicensed []string
		for some := range slices.Chunk(userIDs, MaxBatchUsers) {
			list := pages(func(cursor string) ([]CustomerOfMember, string, error) {
				page, err := s.someOf(ctx, some, cursor)
				unlicensed = append(unlicensed, page.Unlicensed...)
				return page.Customers, page.NextCursor, err
			})
			for customer, err := range list {
				if !yield(customer, err) || err != nil {
					return
				}
			}
		}
		if len(unlicensed) > 0 {
			slices.Sort(unlicensed)
			yield(CustomerOfMember{}, &UnlicensedError{slices.Compact(unlicensed)})
		}
	}
}

// someOf is BatchPage for which it is no error that none of the members is
// licensed, nor that none has a customer: whether the platform refuses the
// latter, as it does for List, is not documented.
func (s *CustomerService) someOf(ctx context.Context, userIDs []string, cursor string) (CustomerBatchPage, error) {
	page, err := s.BatchPage(ctx, CustomerBatch{UserIDs: userIDs, Cursor: cursor, Limit: MaxBatchPage})
	switch {
	case errors.Is(err, wx.ErrUnlicensed):
		return CustomerBatchPage{Unlicensed: userIDs}, nil
	case errors.Is(err, wx.ErrNotFollower):
		return CustomerBatchPage{}, nil
	}
	return page, err
}
