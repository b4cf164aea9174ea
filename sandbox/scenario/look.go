package scenario

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
)

// The keys of what can be looked for, besides what they compare with.
var (
	chatKeys = fieldSet{
		"customer": must, "userid": text, "count": {}, "messages": names, "by": {}, "msgtype": {}, "content": {}, "title": {},
		"description": {}, "url": {}, "pic_url": {}, "appid": {}, "pagepath": {},
	}
	phoneKeys = fieldSet{
		"customer": must, "count": {}, "messages": names, "from": {}, "msgtype": {}, "content": {}, "title": {},
		"description": {}, "url": {}, "pic_url": {}, "appid": {}, "pagepath": {}, "media_id": {},
	}
	sessionKeys = fieldSet{"customer": must, "remaining": {}, "until": {}, "typing": {}, "session_from": {}}
	callKeys    = fieldSet{
		"path": must, "count": {}, "method": {}, "app": {}, "platform": {}, "errcode": {}, "errmsg": {}, "status": {}, "request": {}, "query": {},
	}
)

// without is a mapping with some keys left out.
func (n *node) without(names ...string) *node {
	out := *n
	out.pairs = slices.DeleteFunc(slices.Clone(n.pairs), func(p pair) bool { return slices.Contains(names, p.name()) })
	return &out
}

// expectCall waits for calls of the watched server.
func (r *run) expectCall(st *step) error { return r.expectItems(st, st.args, r.calls, "call") }

func (r *run) expectNoCall(st *step) error { return r.expectNone(st, st.args, r.calls) }

func (r *run) calls() ([]item, error) {
	records, err := r.ring("/calls")
	var out []item
	for _, rec := range records {
		if _, own := dig(rec, "query."+ownCalls); !own {
			out = append(out, item{"call " + idOf(rec), rec})
		}
	}
	return out, err
}

// expectChat waits for messages in the WeCom chat of a customer.
func (r *run) expectChat(st *step) error { return r.expectMessages(st, "/wecom/messages", "userid") }

// expectPhone waits for messages in the mini program's chat.
func (r *run) expectPhone(st *step) error { return r.expectMessages(st, "/weapp/messages", "") }

// expectMessages wants the whole chat as messages says, or one message, or count of them, as the
// other keys say.
func (r *run) expectMessages(st *step, path, with string) error {
	q := url.Values{}
	for _, name := range []string{"customer", with} {
		v, err := r.textOf(st.args.get(name))
		if err != nil {
			return err
		}
		if v != "" {
			q.Set(name, v)
		}
	}
	if whole := st.args.get("messages"); whole != nil {
		return r.expectValue(st, whole, path+"?"+q.Encode())
	}
	fetch := func() ([]item, error) {
		v, err := r.ask(path + "?" + q.Encode())
		return items(v), err
	}
	return r.expectItems(st, st.args.without("customer", with), fetch, "message")
}

// expectSession waits for what may still be sent to a phone.
func (r *run) expectSession(st *step) error {
	customer, err := r.textOf(st.args.get("customer"))
	if err != nil {
		return err
	}
	return r.expectValue(st, st.args.without("customer"), "/weapp/session?customer="+url.QueryEscape(customer))
}

// expectState waits for counts and quotas.
func (r *run) expectState(st *step) error { return r.expectValue(st, st.args, "/state") }

// expectValue reads until it reads what is wanted.
func (r *run) expectValue(st *step, want *node, path string) error {
	var got any
	var missed []mismatch
	ok, err := r.until(func() (done bool, err error) {
		if got, err = r.ask(path); err != nil {
			return false, err
		}
		missed, err = r.scope.match(want, got)
		return len(missed) == 0, err
	})
	switch {
	case err != nil:
		return err
	case !ok:
		return r.missed(missed, got)
	}
	return r.keep(st, got)
}

// item is one thing that an expectation may be met with. An id marks it as used up.
type item struct {
	id    string
	value any
}

func items(v any) (out []item) {
	raw, _ := v.([]any)
	for _, x := range raw {
		out = append(out, item{value: x})
	}
	return out
}

func idOf(v any) string { id, _ := dig(v, "id"); return plain(id) }

// matching lists the items that are not used up and are as wanted.
func (r *run) matching(want *node, from []item) (hits []item, err error) {
	for _, it := range from {
		if it.id != "" && r.taken[it.id] {
			continue
		}
		missed, err := r.scope.match(want, it.value)
		if err != nil {
			return nil, err
		}
		if len(missed) == 0 {
			hits = append(hits, it)
		}
	}
	return hits, nil
}

// expectItems waits for one item as wanted, or for exactly count of them, and uses them up.
func (r *run) expectItems(st *step, args *node, fetch func() ([]item, error), what string) error {
	want, count := args.without("count"), args.get("count")
	var all, hits []item
	ok, err := r.until(func() (done bool, err error) {
		if all, err = fetch(); err != nil {
			return false, err
		}
		if hits, err = r.matching(want, all); err != nil || count == nil {
			return len(hits) > 0, err
		}
		missed, err := r.scope.match(count, len(hits))
		return len(missed) == 0, err
	})
	if err != nil {
		return err
	}
	if !ok {
		return r.unmet(want, count, all, hits, what)
	}
	if count == nil {
		hits = hits[:1]
	}
	for _, hit := range hits {
		r.taken[hit.id] = true
	}
	if len(hits) == 0 {
		return nil
	}
	return r.keep(st, hits[len(hits)-1].value)
}

// unmet reports an expectation that no item, or not the right number of them, met.
func (r *run) unmet(want, count *node, all, hits []item, what string) error {
	wanted := "a " + what + " with " + want.words()
	if count != nil {
		wanted = count.words() + " of: " + wanted
	}
	seen := []string{strconv.Itoa(len(hits)) + " such within " + r.patience().String()}
	for _, it := range newest(all, maxMissed) {
		missed, _ := r.scope.match(want, it.value)
		note := ""
		switch {
		case it.id != "" && r.taken[it.id]:
			note = " (met an earlier expectation)"
		case len(missed) > 0:
			note = fmt.Sprintf(" (%s instead of %s)", labelled(missed[0].path, missed[0].got), missed[0].want)
		}
		seen = append(seen, tidy(it.value)+note)
	}
	return r.broken([]string{wanted}, seen)
}

func newest[T any](list []T, n int) []T { return list[max(0, len(list)-n):] }

// expectNone wants no such item, and none to come for as long as within says.
func (r *run) expectNone(st *step, want *node, fetch func() ([]item, error)) error {
	var hits []item
	look := func() (bool, error) {
		all, err := fetch()
		if err == nil {
			hits, err = r.matching(want, all)
		}
		return len(hits) > 0, err
	}
	found, err := look()
	if err == nil && !found && st.within > 0 {
		found, err = r.until(look)
	}
	switch {
	case err != nil:
		return err
	case found:
		return r.broken([]string{"none with " + want.words()}, []string{tidy(hits[0].value)})
	}
	return nil
}

const pageSize = 1000

// ring reads all that one of the logs remembers.
func (r *run) ring(path string) (all []any, err error) {
	after := "0"
	for {
		v, err := r.ask(fmt.Sprintf("%s?after=%s&limit=%d", path, after, pageSize))
		page, _ := v.([]any)
		all = append(all, page...)
		if err != nil || len(page) < pageSize {
			return all, err
		}
		after = idOf(page[len(page)-1])
	}
}
