package sandbox

import (
	"net/url"
	"strings"
)

// query is the parameters of a call.
type query []parameter

type parameter struct{ name, value string }

// parseQuery reads what stands behind the question mark. Most calls have nothing to decode.
func parseQuery(raw string) query {
	if strings.ContainsAny(raw, "%+;") {
		return decodeQuery(raw)
	}
	var q query
	for pair := range strings.SplitSeq(raw, "&") {
		if name, value, _ := strings.Cut(pair, "="); pair != "" {
			q = append(q, parameter{name, value})
		}
	}
	return q
}

func decodeQuery(raw string) query {
	values, _ := url.ParseQuery(raw) // what can be read of it
	var q query
	for name := range values {
		q = append(q, parameter{name, values.Get(name)})
	}
	return q
}

// Get returns the first value of a name, or "".
func (q query) Get(name string) string {
	for _, p := range q {
		if p.name == name {
			return p.value
		}
	}
	return ""
}
