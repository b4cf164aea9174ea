package scenario

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// pushKeys are the keys of a push besides the members of its plaintext, whose names begin with a
// capital letter.
var pushKeys = fieldSet{
	"event": text, "change_type": text, "kind": text, "customer": text, "chat_id": text, "status": {}, "answered": {}, "attempts": {},
	"format": text, "replay_of": {}, "count": {},
}

func isPlaintextField(name string) bool { return name != "" && name[0] >= 'A' && name[0] <= 'Z' }

func (r *run) expectPush(st *step) error {
	return r.expectItems(st, st.args, func() ([]item, error) { return r.pushes(st) }, "push")
}

func (r *run) expectNoPush(st *step) error {
	return r.expectNone(st, st.args, func() ([]item, error) { return r.pushes(st) })
}

// pushes lists all pushes with the members of their plaintext beside those of the record.
func (r *run) pushes(st *step) ([]item, error) {
	wanted := ""
	if n := st.args.get("event"); n != nil {
		wanted = n.text()
	}
	records, err := r.ring("/pushes")
	var out []item
	for _, rec := range records {
		out = append(out, item{"push " + idOf(rec), openPush(rec, wanted)})
	}
	return out, err
}

// openPush lays record and plaintext side by side. Its event is the one that is wanted when any
// of its names is: Event, ChangeType or MsgType.
func openPush(rec any, wanted string) map[string]any {
	record, _ := rec.(map[string]any)
	plaintext, _ := record["plaintext"].(string)
	out := readPlaintext(plaintext)
	attempts, _ := record["attempts"].([]any)
	for _, name := range []string{"id", "event", "kind", "customer", "chat_id", "status", "format", "replay_of"} {
		if v, ok := record[name]; ok && v != "" {
			out[name] = v
		}
	}
	if slices.Contains([]any{out["Event"], out["ChangeType"], out["MsgType"]}, any(wanted)) {
		out["event"] = wanted
	}
	if change, ok := out["ChangeType"]; ok {
		out["change_type"] = change
	}
	if meaning, ok := record["meaning"]; ok {
		out["answered"] = meaning
	}
	out["attempts"] = len(attempts)
	return out
}

func readPlaintext(plaintext string) map[string]any {
	if strings.HasPrefix(plaintext, "{") {
		if object, err := decode([]byte(plaintext)); err == nil {
			return object.(map[string]any)
		}
	}
	var root element
	_ = xml.Unmarshal([]byte(plaintext), &root) // the sandbox writes well-formed plaintexts
	out, _ := root.value().(map[string]any)
	if out == nil {
		out = map[string]any{}
	}
	return out
}

type element struct {
	XMLName  xml.Name
	Text     string    `xml:",chardata"`
	Children []element `xml:",any"`
}

// xmlNumbers are the elements that hold numbers.
var xmlNumbers = []string{"CreateTime", "MsgId", "JoinScene", "QuitScene", "MemChangeCnt", "TimeStamp"}

// value is the text of an element, a list of its items, or an object of its children.
func (e element) value() any {
	switch {
	case len(e.Children) == 0 && slices.Contains(xmlNumbers, e.XMLName.Local):
		return json.Number(e.Text)
	case len(e.Children) == 0:
		return e.Text
	case e.Children[0].XMLName.Local == "Item":
		out := []any{}
		for _, child := range e.Children {
			out = append(out, child.value())
		}
		return out
	}
	out := map[string]any{}
	for _, child := range e.Children {
		out[child.XMLName.Local] = child.value()
	}
	return out
}

const maxRecent = 5

// recent are the newest pushes and calls, for a report.
func (r *run) recent() (lines []string) {
	pushes, _ := r.ring("/pushes") // a report is made of what can be had
	for _, rec := range newest(pushes, maxRecent) {
		p := openPush(rec, "")
		line := "push " + plain(p["event"]) + ", " + plain(p["status"]) + lastAttempt(rec)
		maps.DeleteFunc(p, func(name string, _ any) bool { return !isPlaintextField(name) })
		lines = append(lines, line+": "+compact(p))
	}
	calls, _ := r.ring("/calls")
	calls = slices.DeleteFunc(calls, isTokenCall)
	for _, rec := range newest(calls, maxRecent) {
		c, _ := rec.(map[string]any)
		msg, _, _ := strings.Cut(plain(c["errmsg"]), ", hint:")
		lines = append(lines, fmt.Sprintf("call %s %s: %s %s: %s", c["method"], c["path"], c["errcode"], msg, compact(c["request"])))
	}
	return lines
}

// lastAttempt says how the server took a push the last time.
func lastAttempt(rec any) string {
	attempts, _ := dig(rec, "attempts")
	tried, _ := attempts.([]any)
	if len(tried) == 0 {
		return ""
	}
	last, _ := tried[len(tried)-1].(map[string]any)
	said := fmt.Sprintf("HTTP %v %s", last["status"], compact(last["reply"]))
	if e, failed := last["error"]; failed {
		said = plain(e)
	}
	meaning, _ := dig(rec, "meaning")
	return fmt.Sprintf(" (attempt %d: %s, which counts as %v)", len(tried), shorten(said, 80), meaning)
}

// isTokenCall reports whether a call of the log only fetched a token.
func isTokenCall(rec any) bool {
	path, _ := dig(rec, "path")
	code, _ := dig(rec, "errcode")
	return same(0, code) && beginsWith(plain(path), openPaths)
}
