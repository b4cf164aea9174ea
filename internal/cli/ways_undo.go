package cli

import (
	"errors"
	"net/url"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type waysUndo struct {
	config.Target
	output
	consent
	ID      int64 `arg:"" help:"Its id."`
	Version int64 `arg:"" optional:"" help:"The version to go back to; without it, the one before the last change."`
	DryRun  bool  `help:"Only show what would change."`
}

// Run goes back to a version of a way.
func (c waysUndo) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		var w ledger.WayRow
		if err := o.call(e.ctx, "GET", wayPath(c.ID), nil, &w); err != nil {
			return err
		}
		to, err := c.target(e, o)
		if err != nil {
			return err
		}
		u := waysUpdate{output: c.output, consent: c.consent, DryRun: c.DryRun}
		return u.apply(e, o, w, wayChange{UndoTo: to}, func() error {
			return o.call(e.ctx, "POST", wayPath(c.ID)+"/undo", map[string]int64{"to": to}, &w)
		}, &w)
	})
}

// target is the version that was asked for, or the one before the last change. One change may be two versions: what only the
// ledger knows holds at once, what the platform holds when it has taken it.
func (c waysUndo) target(e env, o *operator) (to int64, err error) {
	if c.Version != 0 {
		return c.Version, nil
	}
	var at int64
	_, _, err = eachOf(e, o, wayPath(c.ID)+"/versions", url.Values{}, 10, func(v ledger.VersionRow) error {
		if v.N > 0 && (at == 0 || v.At == at) {
			at, to = v.At, v.N-1
		}
		return nil
	})
	if err == nil && to < 1 {
		err = errors.New("it was never changed: there is nothing to undo · 它没有改动过，无需撤销")
	}
	return to, err
}
