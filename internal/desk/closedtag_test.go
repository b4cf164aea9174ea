package desk_test

import (
	"slices"
	"testing"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// Closed conversations with a tag come newest first, in pages, whatever else they are asked by and whichever way they are found.
func TestClosedConversationsByTagAndMore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		who := f.there(f.agent("小王"), desk.AgentEdit{})
		tag, err := f.desk.PutTag(t.Context(), f.boss, 0, desk.TagEdit{Name: new("退款"), Color: new("gray")})
		if err != nil {
			t.Fatal(err)
		}
		ids := f.waiting(12)
		for i, id := range ids {
			if i%3 == 0 {
				if _, err := f.desk.Accept(t.Context(), who, id); err != nil {
					t.Fatal(err)
				}
			}
			if i%2 == 0 {
				if _, err := f.desk.SetTags(t.Context(), f.boss, id, []int64{tag.ID}); err != nil {
					t.Fatal(err)
				}
			}
			f.closed(f.boss, id)
		}
		slices.Reverse(ids)
		want := func(filter desk.ConversationFilter, is func(i int) bool) {
			t.Helper()
			filter.TagID = tag.ID
			var got, expected []int64
			for i, id := range ids {
				if is(len(ids) - 1 - i) {
					expected = append(expected, id)
				}
			}
			for after := (desk.MessageCursor{}); ; {
				rows, place, err := f.desk.Conversations(t.Context(), f.boss, desk.ConversationQuery{List: desk.ListClosed, Filter: filter, After: after, Limit: 2})
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range rows {
					got, after = append(got, r.ID), place(r)
				}
				if len(rows) < 2 {
					break
				}
			}
			if !slices.Equal(got, expected) {
				t.Errorf("%+v: %v, want %v", filter, got, expected)
			}
		}
		even := func(i int) bool { return i%2 == 0 }
		want(desk.ConversationFilter{}, even)
		want(desk.ConversationFilter{AccountID: f.weapp.ID}, even)
		want(desk.ConversationFilter{AgentID: who.ID}, func(i int) bool { return i%6 == 0 })
		want(desk.ConversationFilter{TeamID: 77}, func(int) bool { return false })
		want(desk.ConversationFilter{Unread: true}, func(int) bool { return false })
	})
}
