package cli

import (
	"errors"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type waysUpdate struct {
	config.Target
	output
	consent
	wayEdit
	ID     int64 `arg:"" help:"Its id."`
	DryRun bool  `help:"Only show what would change."`
}

// wayChange is a change, or a version to go back to, as the API takes it.
type wayChange struct {
	Version *int64 `json:"version,omitempty"`
	UndoTo  int64  `json:"undo_to,omitempty"`
	ledger.Patch
}

// Run changes a way after showing what that does.
func (c waysUpdate) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		var w ledger.WayRow
		if err := o.call(e.ctx, "GET", wayPath(c.ID), nil, &w); err != nil {
			return err
		}
		p, err := c.patch(e, o, w)
		if err != nil {
			return err
		}
		change := wayChange{Version: &w.Version, Patch: p}
		return c.apply(e, o, w, change, func() error { return o.call(e.ctx, "PATCH", wayPath(c.ID), change, &w) }, &w)
	})
}

// apply shows what a change does, asks, and has it made.
func (c waysUpdate) apply(e env, o *operator, w ledger.WayRow, change wayChange, do func() error, changed *ledger.WayRow) error {
	var p ledger.WayPreview
	err := o.call(e.ctx, "POST", wayPath(w.ID)+"/preview", change, &p)
	switch {
	case err != nil && c.Yes && !c.DryRun: // the platform may not be there to be looked at: the change says what is wrong with it
		return c.make(e, o, do, changed)
	case err != nil:
		return err
	case c.DryRun && c.JSON:
		return printJSON(e.stdout, p)
	case c.DryRun:
		return showPreview(e.stdout, p)
	case len(p.Fields) == 0:
		e.say("没有改动，它已经是这样 · nothing to change: it is like that already")
		return c.show(e, w)
	}
	if err := showPreview(e.stderr, p); err != nil {
		return err
	}
	if err := c.ask(e, "修改「"+w.Name+"」？ · Change it?"); err != nil {
		return err
	}
	return c.make(e, o, do, changed)
}

// make has the change made, and waits for the platform.
func (c waysUpdate) make(e env, o *operator, do func() error, changed *ledger.WayRow) error {
	if err := do(); err != nil {
		return err
	}
	after, err := settle(e, o, *changed)
	if err != nil {
		return err
	}
	return errors.Join(c.show(e, after), refusal(after.ChangeProblem))
}

func (c waysUpdate) show(e env, w ledger.WayRow) error {
	if c.JSON {
		return printJSON(e.stdout, w)
	}
	return showWay(e, w)
}
