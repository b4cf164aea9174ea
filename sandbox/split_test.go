package sandbox

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The members of an object are those that the general decoder finds.
func FuzzSplitObject(f *testing.F) {
	for _, seed := range []string{
		`{}`, ` { } `, `null`, " null\n", `[]`, `"x"`, `7`, `true`, `{"a":1}`, `{"a" : -1.5e3 , "b":"x, \"}{" }`, `{"a":[1,{"b":"]"},[]],"c":{"d":{}}}`,
		`{"\u0061":"\u4f60","张":"三","a":null}`, "{\"\xff\":\"\xfe\"}", `{"a":true,"a":false}`, `{"a":"\\","b":"\\\""}`, "{\r\n\t\"a\"\t:\t1\r\n}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var want map[string]json.RawMessage
		wantOK := json.Unmarshal(raw, &want) == nil
		if !json.Valid(raw) {
			return
		}
		members, ok := splitObject(raw)
		got := map[string]json.RawMessage{}
		for _, m := range members {
			got[m.name] = m.raw
		}
		if want == nil {
			want = map[string]json.RawMessage{}
		}
		if diff := cmp.Diff(want, got); ok != wantOK || diff != "" {
			t.Errorf("%q: ok %v, want %v: %s", raw, ok, wantOK, diff)
		}
		for name, raw := range got {
			checkPlain(t, name, raw)
		}
	})
}

// checkPlain compares the quick decoder with the general one.
func checkPlain(t *testing.T, name string, raw []byte) {
	var s, wantS string
	var n, wantN int
	var b, wantB bool
	if readPlain(raw, &s) && (json.Unmarshal(raw, &wantS) != nil || s != wantS) ||
		readPlain(raw, &n) && (json.Unmarshal(raw, &wantN) != nil || n != wantN) ||
		readPlain(raw, &b) && (json.Unmarshal(raw, &wantB) != nil || b != wantB) {
		t.Errorf("%s: %q read as %q, %d, %v", name, raw, s, n, b)
	}
}
