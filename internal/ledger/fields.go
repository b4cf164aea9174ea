package ledger

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// fields are settings by name, each as JSON, so that changes are compared and merged one by one.
type fields map[string]json.RawMessage

// local are the settings that the platform knows nothing of: a change of theirs holds at once.
var local = map[string]bool{
	"channel_id": true, "name": true, "folder_id": true, "labels": true, "owner_id": true, "note": true,
	"welcome": true, "tags": true, "remark_rule": true, "plan": true, "pool_id": true,
}

// lists are settings without an order of their own: changes of theirs by two people go together.
var lists = map[string]bool{"labels": true, "tags": true, "users": true, "parties": true, "chats": true}

func fieldsOf(v any) fields {
	text, err := json.Marshal(v)
	f := fields{}
	if err == nil {
		err = json.Unmarshal(text, &f)
	}
	if err != nil {
		panic(err) // settings and patches of them are plain values
	}
	return f
}

func (f fields) settings() (s Settings, err error) {
	text, err := json.Marshal(f)
	if err != nil {
		return s, err
	}
	err = json.Unmarshal(text, &s)
	s.Users, s.Parties, s.Chats, s.Labels, s.Tags = some(s.Users), some(s.Parties), some(s.Chats), some(s.Labels), some(s.Tags)
	return s, err
}

func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// only are those of these names.
func (f fields) only(names []string) fields {
	out := fields{}
	for _, name := range names {
		out[name] = f[name]
	}
	return out
}

// differ names what differs, in order.
func differ(a, b fields) []string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	names := slices.Sorted(maps.Keys(all))
	return slices.DeleteFunc(names, func(name string) bool { return same(name, a[name], b[name]) })
}

func same(name string, a, b json.RawMessage) bool {
	if lists[name] {
		return slices.Equal(setOf(name, a), setOf(name, b))
	}
	return bytes.Equal(a, b)
}

// setOf is a list as a sorted set; userids count in any letter case.
func setOf(name string, list json.RawMessage) []string {
	items := itemsOf(list)
	keys := make([]string, len(items))
	for i, v := range items {
		keys[i] = itemKey(name, v)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func itemsOf(list json.RawMessage) (items []json.RawMessage) {
	if len(list) == 0 {
		return nil
	}
	if err := json.Unmarshal(list, &items); err != nil {
		panic(err) // it was a list
	}
	return items
}

func itemKey(name string, item json.RawMessage) string {
	if name == "users" {
		return strings.ToLower(string(item))
	}
	return string(item)
}

// mergeList takes into now what was added to base and taken out of it on the way to want.
func mergeList(name string, base, now, want json.RawMessage) json.RawMessage {
	before, after := setOf(name, base), setOf(name, want)
	out := slices.DeleteFunc(itemsOf(now), func(v json.RawMessage) bool {
		return slices.Contains(before, itemKey(name, v)) && !slices.Contains(after, itemKey(name, v))
	})
	there := setOf(name, now)
	for _, v := range itemsOf(want) {
		if key := itemKey(name, v); !slices.Contains(before, key) && !slices.Contains(there, key) {
			out = append(out, v)
		}
	}
	text, err := json.Marshal(some(out))
	if err != nil {
		panic(err) // they came from JSON
	}
	return text
}

// Conflict is a setting that two people changed to different values.
type Conflict struct {
	Field  string `json:"field"`
	Yours  any    `json:"yours"`
	Theirs any    `json:"theirs"`
}

// merge3 makes the change from base to want to what is there now. Whatever was not changed stays as it is now; single says
// that the way leads to one member, so that members do not add up.
func merge3(base, now, want fields, single bool) (fields, []Conflict) {
	merged, conflicts := maps.Clone(now), []Conflict(nil)
	for _, name := range differ(base, want) {
		switch {
		case same(name, now[name], base[name]), same(name, now[name], want[name]):
			put(merged, name, want[name])
		case lists[name] && (!single || name != "users"):
			merged[name] = mergeList(name, base[name], now[name], want[name])
		default:
			conflicts = append(conflicts, Conflict{name, orNull(want[name]), orNull(now[name])})
		}
	}
	return merged, conflicts
}

func put(f fields, name string, v json.RawMessage) {
	if v == nil {
		delete(f, name)
		return
	}
	f[name] = v
}

func orNull(v json.RawMessage) json.RawMessage {
	if v == nil {
		return json.RawMessage("null")
	}
	return v
}
