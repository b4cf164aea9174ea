package api

import (
	"fmt"
	"slices"
	"testing"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// A conversation can be opened at any of its messages, and read from there in both directions.
func TestAConversationIsReadFromAMessageOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s, 1)
		var all []string
		for i := range 9 {
			all = append(all, fmt.Sprintf("第 %d 句", i))
			o.says("openid-0", all[i])
		}
		id := o.talks[0].ID
		path := fmt.Sprintf("%s/conversations/%d/messages", base, id)
		ask := func(query string) (p MessagePage, texts []string) {
			t.Helper()
			p = MessagePage{}
			o.agent.do(get, path+"?"+query, nil).want(t, 200, &p)
			for _, m := range p.Items {
				texts = append(texts, m.Text)
			}
			return p, texts
		}
		want := func(what string, got, want []string) {
			t.Helper()
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", what, got, want)
			}
		}
		newest, texts := ask("limit=100")
		all = append([]string{"在吗 0"}, all...)
		want("all", texts, all)
		if newest.Before != "" || newest.After != "" {
			t.Errorf("the whole conversation goes on: %+v", newest)
		}
		at := newest.Items[5]
		middle, texts := ask(fmt.Sprintf("limit=4&around=%d", at.ID))
		want("around", texts, all[3:8])
		older, texts := ask("limit=2&before=" + middle.Before)
		want("before", texts, all[1:3])
		later, texts := ask("limit=1&after=" + middle.After)
		want("after", texts, all[8:9])
		last, texts := ask("limit=5&after=" + later.After)
		want("the end", texts, all[9:])
		back, texts := ask("limit=1&after=" + older.After)
		want("back again", texts, all[3:4])
		if last.After != "" || back.After == "" {
			t.Errorf("the end is %q, before it %q", last.After, back.After)
		}
		if first, texts := ask(fmt.Sprintf("limit=4&around=%d", newest.Items[0].ID)); first.Before != "" || !slices.Equal(texts, all[:3]) {
			t.Errorf("the beginning: %q, before it %q", texts, first.Before)
		}
		o.says("openid-1", "我是别人")
		rows := o.list("list=all").Items
		other := rows[slices.IndexFunc(rows, func(c desk.ConversationRow) bool { return c.ID != id })].ID
		o.agent.do(get, fmt.Sprintf("%s/conversations/%d/messages?around=%d", base, other, at.ID), nil).refused(t, 404, "not_found")
		o.agent.do(get, path+"?after=nowhere", nil).refused(t, 422, "invalid")
	})
}
