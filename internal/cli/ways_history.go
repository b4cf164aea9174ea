package cli

import (
	"net/url"
	"strings"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type waysHistory struct {
	config.Target
	paging
	output
	ID int64 `arg:"" help:"Its id."`
}

// Run lists the versions of a way, newest first.
func (c waysHistory) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		return listing[ledger.VersionRow]{
			head: []any{"VERSION", "WHEN", "WHO", "HOW", "STATE", "WHAT"},
			row: func(v ledger.VersionRow) []any {
				return []any{number(v.N), when(v.At), v.Actor.Name, v.Kind, stateOf(v), fieldsOf(v.Fields)}
			},
			none: "它还没有改动过 · it was never changed",
		}.list(e, o, wayPath(c.ID)+"/versions", url.Values{}, c.paging, c.JSON)
	})
}

func stateOf(v ledger.VersionRow) string {
	if v.Problem != nil {
		return v.State + " " + v.Problem.ZH
	}
	return v.State
}

func fieldsOf(list []ledger.FieldChange) string {
	var cells []string
	for _, f := range list {
		cells = append(cells, f.Field+" "+value(f.Before)+" → "+value(f.After))
	}
	return strings.Join(cells, "; ")
}

// number is a number of which 0 means none.
func number(n int64) any {
	if n == 0 {
		return "—"
	}
	return n
}
