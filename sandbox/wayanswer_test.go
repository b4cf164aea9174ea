package sandbox

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A way writes itself as the general encoder would, every member present or not.
func TestWayAnswerEncoding(t *testing.T) {
	n, small, yes, id := 7, int8(3), true, "o<1>"
	whole := wayAnswer{
		ConfigID: "c", Type: 1, Scene: 2, Style: &small, Remark: "展会 A 馆", SkipVerify: true, State: "s", QRCode: "http://x/a?b&c",
		User: []string{"lisi", "wangwu"}, Party: []int{2, 33}, IsTemp: true, ExpiresIn: &n, ChatExpiresIn: &n, UnionID: &id, IsExclusive: &yes,
		MarkSource: true, Conclusions: &conclusionsView{Link: &linkContent{Title: "t"}},
	}
	cases := []wayAnswer{whole, {User: []string{}, Party: []int{}}}
	for i := range reflect.TypeFor[wayAnswer]().NumField() {
		if reflect.ValueOf(whole).Field(i).IsZero() {
			t.Errorf("%s is not tried", reflect.TypeFor[wayAnswer]().Field(i).Name)
		}
	}
	for _, text := range []string{"\"", "\\", "\n", "\x01", "\x7f", "<&>", "\u2028", "\ufffd", "\xff", "门\u2029铃", "😀"} {
		odd := whole
		odd.Remark, odd.State, odd.User = text, text+text, []string{text}
		cases = append(cases, odd)
	}
	for _, a := range cases {
		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(struct {
			ContactWay wayAnswer `json:"contact_way"`
		}{a}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.String(), string(encode(getWayAnswer{a}))+"\n"); diff != "" {
			t.Error(diff)
		}
	}
}
