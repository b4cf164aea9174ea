package api

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// indexed has all messages that wait indexed.
func (w *world) indexed() {
	w.Helper()
	w.write(func(tx *store.Tx) error { _, err := tx.BeginWords(store.MessageWords, 1); return err })
	for more := true; more; {
		w.write(func(tx *store.Tx) (err error) { more, err = tx.IndexWords(store.MessageWords, 3, 1); return err })
	}
}

func (o *office) find(query string) (texts []string, next string) {
	o.Helper()
	var p FoundMessages
	o.agent.do(get, base+"/messages/find?"+query, nil).want(o, 200, &p)
	for _, f := range p.Items {
		texts = append(texts, f.Message.Text)
	}
	return texts, p.Next
}

func TestMessagesAreFoundByAnyPart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s, 0)
		said := []string{"我要退款", "Ｈello WORLD", "退货还是退款？", "100%_好的", "在吗\n退"}
		for i, text := range said {
			o.says(fmt.Sprintf("openid-%d", i%2), text)
		}
		o.indexed()
		customer := o.list("list=all").Items[0].Customer.ID
		for _, q := range []string{"退", "退款", "退货还是", "hello w", "%_", "吗 退", "吗退", "没有", "l", "退款?"} {
			want := []string{}
			for _, text := range slices.Backward(said) {
				if strings.Contains(desk.Message{Text: text}.FoundWords(), strings.ToLower(strings.ReplaceAll(q, "？", "?"))) {
					want = append(want, text)
				}
			}
			got, _ := o.find("q=" + url.QueryEscape(q))
			if !slices.Equal(got, want) && len(got)+len(want) > 0 {
				t.Errorf("%q: %q, want %q", q, got, want)
			}
			of, _ := o.find(fmt.Sprintf("customer=%d&q=%s", customer, url.QueryEscape(q)))
			if len(of) > len(want) {
				t.Errorf("%q of one customer: %q", q, of)
			}
		}
		first, next := o.find("limit=1&q=" + url.QueryEscape("退款"))
		second, end := o.find("limit=1&after=" + next + "&q=" + url.QueryEscape("退款"))
		if !slices.Equal(first, said[2:3]) || !slices.Equal(second, said[:1]) || end != "" {
			t.Errorf("page by page: %q, %q, %q", first, second, end)
		}
		o.agent.do(get, base+"/messages/find?q=%20", nil).refused(t, 422, "invalid")
	})
}

func TestTagsAndFieldsOfCustomers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s, 2)
		var refund, vip desk.DeskTag
		o.agent.do(post, base+"/desk-tags", map[string]any{"name": " 退款 "}).want(t, 200, &refund)
		o.agent.do(post, base+"/desk-tags", map[string]any{"name": "退款"}).refused(t, 409, "taken")
		o.agent.do(post, base+"/desk-tags", map[string]any{"name": "VIP", "scope": "customer", "color": "red"}).want(t, 200, &vip)
		var c desk.ConversationRow
		o.agent.do(put, o.path(0)+"/tags", TagsInput{[]int64{vip.ID}}).refused(t, 422, "invalid")
		o.agent.do(put, o.path(0)+"/tags", TagsInput{[]int64{refund.ID}}).want(t, 200, &c)
		customer := fmt.Sprintf("%s/customers/%d", base, c.Customer.ID)
		o.agent.do(put, customer+"/tags", TagsInput{[]int64{vip.ID}}).want(t, 200, nil)
		if p := o.list(fmt.Sprintf("list=all&tag=%d", refund.ID)); len(p.Items) != 1 || !slices.Equal(p.Items[0].Tags, []int64{refund.ID}) || !slices.Equal(p.Items[0].Customer.Tags, []int64{vip.ID}) {
			t.Errorf("by tag: %s", jsonOf(p.Items))
		}
		if _, rows := o.actions(0); len(rows) != 1 || jsonOf(rows[0].Details) != `{"added":["退款"],"removed":[]}` {
			t.Errorf("on record: %s", jsonOf(rows))
		}
		o.agent.do(post, o.path(0)+"/close", nil).want(t, 200, nil)
		if got := o.paged(fmt.Sprintf("list=closed&tag=%d", refund.ID)); !slices.Equal(got, []int{0}) {
			t.Errorf("closed ones by tag: %v", got)
		}
		var age desk.CustomerField
		o.admin.do(post, base+"/customer-fields", map[string]any{"name": "生日", "kind": "date"}).want(t, 200, &age)
		o.agent.do(put, customer+"/fields", FieldsInput{[]desk.FieldValue{{FieldID: age.ID, Value: "1990-13-01"}}}).refused(t, 422, "invalid")
		o.agent.do(put, customer+"/fields", FieldsInput{[]desk.FieldValue{{FieldID: age.ID, Value: "1990-01-31"}}}).want(t, 200, nil)
		var d CustomerDetail
		o.agent.do(get, customer, nil).want(t, 200, &d)
		if len(d.Noted.Fields) != 1 || d.Noted.Fields[0].Value != "1990-01-31" || !slices.Equal(d.Noted.Tags, []int64{vip.ID}) {
			t.Errorf("noted: %s", jsonOf(d.Noted))
		}
		o.admin.do("DELETE", fmt.Sprintf("%s/desk-tags/%d", base, refund.ID), nil).want(t, 204, nil)
		o.agent.do(get, o.path(0), nil).want(t, 200, &c)
		if len(c.Tags) != 0 {
			t.Errorf("a removed tag stays: %v", c.Tags)
		}
	})
}

func TestAWindowThatEndedUnansweredIsOnRecordOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s, 0)
		o.writes("openid-0", "在吗", o.desk.Clock.Ms()-49*3600_000)
		o.writes("openid-1", "在吗", o.desk.Clock.Ms()-47*3600_000)
		o.talks = o.list("list=waiting").Items
		for range 2 {
			if _, err := o.desk.NoteMissed(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if kinds, _ := o.actions(0); !slices.Equal(kinds, []desk.ActionKind{desk.ActionMissed}) {
			t.Errorf("on record: %v", kinds)
		}
		if kinds, _ := o.actions(1); len(kinds) != 0 {
			t.Errorf("of one whose window is open: %v", kinds)
		}
	})
}

func TestTranscripts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s, 1)
		o.agent.do(post, o.path(0)+"/accept", nil).want(t, 200, nil)
		o.agent.do(post, o.path(0)+"/notes", desk.Note{Text: "老客户"}).want(t, 200, nil)
		o.agent.do(post, o.path(0)+"/messages", desk.Reply{ClientKey: "abcdefgh", Kind: "text", Text: "=1+1"}).want(t, 202, nil)
		text := string(o.agent.do(get, o.path(0)+"/transcript.txt", nil).want(t, 200, nil).body)
		if !strings.Contains(text, "客户\n在吗 0\n") || !strings.Contains(text, "客服小王\n=1+1（发送中）") || strings.Contains(text, "老客户") {
			t.Errorf("as text: %s", text)
		}
		table := string(o.agent.do(get, o.path(0)+"/transcript.csv?notes=true", nil).want(t, 200, nil).body)
		if !strings.Contains(table, "客服小王,备注,老客户") || strings.Contains(table, ",=1+1") {
			t.Errorf("as CSV: %s", table)
		}
	})
}
