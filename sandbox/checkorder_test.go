package sandbox_test

import (
	"strings"
	"testing"

	"github.com/menling/menling/sandbox"
)

// wrong is one body, what it comes to while everything that is checked later is wrong too, and
// how the errmsg begins.
type wrong struct {
	body any
	code int
	text string
}

// TestCheckOrder breaks everything at once and mends it one by one: path, method, token,
// address, rate, permission, JSON, required members, ranges, what is there, quota.
func TestCheckOrder(t *testing.T) {
	long := strings.Repeat("长", 31)
	six := []string{"wr1", "wr2", "wr3", "wr4", "wr5", "wr6"}
	for path, bodies := range map[string][]wrong{
		addWay: {
			{`{"type":3,"scene":3,`, 41037, "missing contact way type. Warning: wrong json format. "},
			{object{"scene": 3, "style": 9, "state": long, "user": []string{"nobody"}}, 41037, "missing contact way type,"},
			{object{"type": 3, "style": 9, "state": long, "user": []string{"nobody"}}, 41038, ""},
			{object{"type": 3, "scene": 3, "style": 9, "state": long, "user": []string{"nobody"}}, 41039, ""},
			{object{"type": 1, "scene": 3, "style": 9, "state": long, "user": []string{"nobody"}}, 41040, ""},
			{object{"type": 1, "scene": 1, "style": 9, "state": long, "user": []string{"nobody"}}, 41042, ""},
			{object{"type": 1, "scene": 1, "style": 3, "state": long, "user": []string{"nobody"}}, 40058, "state exceed max length 30. "},
			{object{"type": 1, "scene": 1, "user": []string{"nobody", "wujiu"}}, 40058, "field `user` expect array size in [1, 1]. "},
			{object{"type": 1, "scene": 1, "user": []string{"nobody"}}, 60111, ""},
			{object{"type": 1, "scene": 1, "user": []string{"wujiu"}}, 60011, ""},
			{oneMember, 41045, ""},
		},
		addJoin: {
			{`{"scene":3,`, 40058, "missing field scene. invalid Request Parameter. Warning: wrong json format. "},
			{object{"state": long, "chat_id_list": six}, 40058, "missing field scene. "},
			{object{"scene": 3, "state": long}, 40058, "missing field chat_id_list. "},
			{object{"scene": 3, "state": long, "chat_id_list": six}, 41040, ""},
			{object{"scene": 2, "state": long, "chat_id_list": six}, 40058, "state exceed max length 30. "},
			{object{"scene": 2, "chat_id_list": six}, 41091, ""},
			{object{"scene": 2, "chat_id_list": six[:1]}, 40050, ""},
			{object{"scene": 2, "chat_id_list": []string{chat(6)}}, 49008, ""},
			{joinBody(nil), 41045, ""},
		},
	} {
		t.Run(path, func(t *testing.T) { peel(t, "/cgi-bin/"+path, bodies) })
	}
}

func peel(t *testing.T, path string, bodies []wrong) {
	w := newWorld(t, sandbox.Options{})
	other, good := w.token("sandbox-other-secret"), w.token("sandbox-contact-secret")
	broken := `{"` + strings.Repeat("x", 5<<20) // too large besides
	w.switches(object{"contact_way_quota": 0})
	for range 5 { // one more is too many
		w.post(path+"?debug=1&access_token="+other, broken)
	}
	w.switches(object{"trusted_ips": []string{"203.0.113.7"}})

	w.same("path", w.send("GET", path+"s", nil).status, 404)
	w.errcode(w.get(path), 40058)
	w.errcode(w.post(path, broken), 41001)
	w.errcode(w.post(path+"?access_token=x", broken), 40014)
	w.errcode(w.post(path+"?debug=1&access_token="+other, broken), 60020)
	w.switches(object{"trusted_ips": []string{}})
	w.errcode(w.post(path+"?debug=1&access_token="+other, broken), 45009)
	w.errcode(w.post(path+"?access_token="+other, broken), 48002)
	w.errcode(w.post(path+"?access_token="+good, broken), 40206)
	for _, row := range bodies {
		got := w.post(path+"?access_token="+good, row.body)
		w.errcode(got, row.code)
		w.same(got.str("errmsg")+" begins well", strings.HasPrefix(got.str("errmsg"), row.text), true)
	}
	w.switches(object{"contact_way_quota": 1})
	w.errcode(w.post(path+"?access_token="+good, bodies[len(bodies)-1].body), 0)
}
