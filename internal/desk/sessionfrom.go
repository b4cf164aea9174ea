package desk

import (
	"encoding/json"
	"net/url"
	"strings"
)

// SessionField is a name and its value in a session-from.
type SessionField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

const (
	mostSessionFields = 24  // those of a signed one: the app's twenty, and ours
	maxSessionValue   = 200 // characters
)

// SessionFields reads a session-from that looks like JSON or a query string, perhaps after a page's path, which is the field
// "page". It is nil for plain text. Any client can forge it and the platform may cut it: it may choose words, never rights.
func SessionFields(text string) []SessionField {
	text = bare(strings.TrimSpace(text))
	if strings.HasPrefix(text, "{") {
		return sessionJSON(text)
	}
	page, query, hasPage := strings.Cut(text, "?")
	if !hasPage {
		page, query = "", text
	}
	fields := sessionQuery(query)
	if fields != nil && page != "" {
		fields = append([]SessionField{{"page", within(page, maxSessionValue)}}, fields...)
	}
	return fields
}

func sessionJSON(text string) (fields []SessionField) {
	d := json.NewDecoder(strings.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	for d.More() && len(fields) < mostSessionFields {
		name, err := d.Token()
		var value json.RawMessage
		if err != nil || d.Decode(&value) != nil {
			break // cut: what came before holds
		}
		said := string(value)
		if plain := ""; json.Unmarshal(value, &plain) == nil {
			said = plain
		}
		fields = append(fields, SessionField{within(name.(string), maxSessionValue), within(said, maxSessionValue)})
	}
	return fields
}

func sessionQuery(query string) (fields []SessionField) {
	for _, pair := range strings.Split(query, "&") {
		name, value, ok := strings.Cut(pair, "=")
		if !ok || name == "" || strings.ContainsAny(name, " \t\r\n") {
			return nil
		}
		if len(fields) == mostSessionFields {
			break
		}
		fields = append(fields, SessionField{within(unescape(name), maxSessionValue), within(unescape(value), maxSessionValue)})
	}
	return fields
}

func unescape(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return strings.ToValidUTF8(plain, "\uFFFD")
	}
	return s
}
