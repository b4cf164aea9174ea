package cli

import (
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type driftsCommand struct {
	List   driftsList   `cmd:"" help:"List the ways about which the ledger and the platform do not agree."`
	Show   driftsShow   `cmd:"" help:"Show one field by field."`
	Adopt  driftsAdopt  `cmd:"" help:"Have the ledger take what the platform has."`
	Push   driftsPush   `cmd:"" help:"Give the platform what the ledger has."`
	Ignore driftsIgnore `cmd:"" help:"Leave them as they are until they change."`
	Check  driftsCheck  `cmd:"" help:"Ask the platform again."`
}

type driftsList struct {
	config.Target
	paging
	output
	Account string `help:"Short name of the WeCom account." placeholder:"NAME"`
	Kind    string `help:"differs, only_there, only_here or unreadable." enum:",differs,only_there,only_here,unreadable" default:""`
	State   string `help:"open, ignored or settled." enum:"open,ignored,settled" default:"open"`
	Way     int64  `help:"Only of this way." placeholder:"ID"`
}

// Run lists drifts.
func (c driftsList) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		q := url.Values{"state": {c.State}}
		if c.Kind != "" {
			q.Set("kind", c.Kind)
		}
		if c.Way != 0 {
			q.Set("way", strconv.FormatInt(c.Way, 10))
		}
		if c.Account != "" {
			a, err := wecomAccount(e, o, c.Account)
			if err != nil {
				return err
			}
			q.Set("account", strconv.FormatInt(a.ID, 10))
		}
		return driftTable().list(e, o, "/drifts", q, c.paging, c.JSON)
	})
}

func driftTable() listing[ledger.DriftRow] {
	return listing[ledger.DriftRow]{
		head: []any{"ID", "KIND", "WAY", "CONFIG_ID", "WHAT", "STATE", "FOUND"},
		row: func(d ledger.DriftRow) []any {
			return []any{d.ID, d.Kind, wayOf(d), d.ConfigID, strings.Join(driftFields(d), ","), d.State, when(d.FoundAt)}
		},
		none: "没有差异 · the ledger and the platform agree",
	}
}

// wayOf is the way's name, or what the platform calls one that the ledger does not have.
func wayOf(d ledger.DriftRow) string {
	if d.WayID != 0 {
		return d.WayName
	}
	var theirs struct{ Remark, State string }
	if json.Unmarshal(d.Theirs, &theirs) != nil || theirs.Remark+theirs.State == "" {
		return "—"
	}
	return strings.TrimSpace(theirs.Remark + " " + theirs.State)
}

func driftFields(d ledger.DriftRow) (names []string) {
	for _, f := range d.Fields {
		names = append(names, f.Field)
	}
	if d.Problem != nil {
		names = append(names, d.Problem.ZH)
	}
	return names
}

func driftPath(id int64) string { return "/drifts/" + strconv.FormatInt(id, 10) }

type driftsShow struct {
	config.Target
	output
	ID int64 `arg:"" help:"Its id."`
}

// Run shows a drift.
func (c driftsShow) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		var d ledger.DriftRow
		if err := o.call(e.ctx, "GET", driftPath(c.ID), nil, &d); err != nil {
			return err
		}
		if c.JSON {
			return printJSON(e.stdout, d)
		}
		g := &grid{whole: true}
		g.row("drift", d.ID)
		g.row("kind", d.Kind)
		g.row("state", d.State)
		if d.WayID != 0 {
			g.row("way", d.WayID, d.WayName)
		}
		g.row("config_id", d.ConfigID)
		if d.Problem != nil {
			g.row("problem", d.Problem.ZH, d.Problem.EN)
		}
		if len(d.Fields) > 0 {
			g.row("")
			g.row("FIELD", "台账 LEDGER", "平台 PLATFORM")
		}
		for _, f := range d.Fields {
			g.row(f.Field, value(f.Ours), value(f.Theirs))
		}
		return errors.Join(g.write(e.stdout), showTheirs(e, d))
	})
}

// showTheirs shows the platform's copy of a way that the ledger does not have.
func showTheirs(e env, d ledger.DriftRow) error {
	theirs := map[string]any{}
	if d.WayID != 0 || json.Unmarshal(d.Theirs, &theirs) != nil {
		return nil
	}
	g := &grid{whole: true}
	g.row("")
	g.row("FIELD", "平台 PLATFORM")
	for _, name := range slices.Sorted(maps.Keys(theirs)) {
		g.row(name, value(theirs[name]))
	}
	return g.write(e.stdout)
}
