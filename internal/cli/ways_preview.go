package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/menling/menling/internal/ledger"
)

// showPreview says what a change would do: who is added and removed, field by field, and what is to be thought about first.
func showPreview(w io.Writer, p ledger.WayPreview) error {
	g := &grid{whole: true}
	g.row("FIELD", "NOW", "THEN")
	for _, f := range p.Fields {
		g.row(f.Field, value(f.Before), value(f.After))
	}
	for _, m := range p.Added {
		g.row("加入 added", "", nameOf(m))
	}
	for _, m := range p.Removed {
		g.row("移除 removed", nameOf(m), "")
	}
	if p.People > 0 {
		g.row("接待人数 people", "", p.People)
	}
	for _, f := range p.Drift {
		g.row("平台现有 platform "+f.Field, value(f.Before), value(f.Platform))
	}
	if err := g.write(w); err != nil {
		return err
	}
	for _, n := range p.Warnings {
		if _, err := fmt.Fprintf(w, "注意 mind: %s · %s\n", n.ZH, n.EN); err != nil {
			return err
		}
	}
	return nil
}

func nameOf(m ledger.MemberRow) string {
	if m.Name == "" || m.Name == m.UserID {
		return m.UserID
	}
	return m.Name + " (" + m.UserID + ")"
}

// value is a setting in a cell.
func value(v any) string {
	switch v := v.(type) {
	case nil:
		return "—"
	case string:
		return v
	case bool:
		return map[bool]string{true: "是 yes", false: "否 no"}[v]
	case json.RawMessage:
		var plain any
		if json.Unmarshal(v, &plain) != nil {
			return string(v)
		}
		return value(plain)
	case float64:
		return fmt.Sprintf("%.0f", v)
	case []any:
		cells := make([]string, len(v))
		for i, c := range v {
			cells[i] = value(c)
		}
		return strings.Join(cells, "、")
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}
