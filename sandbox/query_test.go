package sandbox

import (
	"net/url"
	"testing"
)

// A query reads as net/url reads it.
func FuzzParseQuery(f *testing.F) {
	for _, seed := range []string{
		"", "access_token=T", "a=1&b=2&a=3", "a&b=&=c&&", "a=%E4%BD%A0+x", "a=1;b=2&c=3", "a=%zz&b=1", "a==b&a=c", "?a=1#b",
	} {
		f.Add(seed, "a")
	}
	f.Fuzz(func(t *testing.T, raw, name string) {
		want, _ := url.ParseQuery(raw)
		q := parseQuery(raw)
		if got := q.Get(name); got != want.Get(name) {
			t.Errorf("%q: %s is %q, want %q", raw, name, got, want.Get(name))
		}
		for _, p := range q {
			if !want.Has(p.name) || q.Get(p.name) != want.Get(p.name) {
				t.Errorf("%q: %s is %q, want %q", raw, p.name, q.Get(p.name), want.Get(p.name))
			}
		}
	})
}
