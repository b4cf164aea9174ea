package store

import (
	"context"
	"strconv"

	"github.com/menling/menling/internal/desk"
)

// fewClosed is how many closed conversations are looked through for a tag.
const fewClosed = 5000

// closedWithTag are ids of a page of the closed conversations with a tag, the newest first. What else is asked for decides the way: where
// it leaves few, these are looked through for the tag; where it leaves many, those with the tag are gone through until the page is full.
func (s *Store) closedWithTag(ctx context.Context, q desk.ConversationQuery) ([]int64, error) {
	few, err := s.leavesFew(ctx, q)
	if err != nil {
		return nil, err
	}
	var w where
	s.listed(&w, q)
	if q.After.ID != 0 {
		w.and("c.id < %", q.After.ID)
	}
	from, order := "conversations c", "c.id + 0"
	if !few {
		w.and("t.tag_id = %", q.Filter.TagID)
		from, order = "conversation_tags t CROSS JOIN conversations c", "t.conversation_id"
		w.and("c.id = t.conversation_id")
	}
	return all(s.ask(ctx), readID, "SELECT c.id FROM "+from+w.clause()+" ORDER BY "+order+" DESC LIMIT "+strconv.Itoa(q.Limit), w.args...)
}

// leavesFew says whether the filters besides the tag leave few closed conversations: each that has an index is asked.
func (s *Store) leavesFew(ctx context.Context, q desk.ConversationQuery) (bool, error) {
	for _, f := range []desk.ConversationFilter{{AgentID: q.Filter.AgentID}, {TeamID: q.Filter.TeamID}, {AccountID: q.Filter.AccountID}, {Awaiting: q.Filter.Awaiting}, {Unread: q.Filter.Unread}} {
		if f == (desk.ConversationFilter{}) {
			continue
		}
		var w where
		w.and("c.status = 'closed'")
		s.filtered(&w, "c.account_id", f)
		few, err := one[bool](s.readRow(ctx, "SELECT count(*) <= "+strconv.Itoa(fewClosed)+" FROM (SELECT 1 FROM conversations c"+w.clause()+" LIMIT "+strconv.Itoa(fewClosed+1)+") n", w.args...))
		if err != nil || few {
			return few, err
		}
	}
	return false, nil
}
