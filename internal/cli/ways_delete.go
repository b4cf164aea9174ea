package cli

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type waysDelete struct {
	config.Target
	output
	consent
	IDs    []int64 `arg:"" name:"id" help:"Their ids."`
	DryRun bool    `help:"Only show what they still bring in."`
}

// doomed is a way to be deleted, and what it still brings in.
type doomed struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	ledger.Impact
}

// Run deletes ways, on the platform too, after showing what they still bring in.
func (c waysDelete) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		all := make([]doomed, len(c.IDs))
		for i, id := range c.IDs {
			var w ledger.WayRow
			if err := errors.Join(o.call(e.ctx, "GET", wayPath(id), nil, &w), o.call(e.ctx, "GET", wayPath(id)+"/impact", nil, &all[i].Impact)); err != nil {
				return fmt.Errorf("%d: %w", id, err)
			}
			all[i].ID, all[i].Name = id, w.Name
		}
		if c.DryRun {
			return c.showImpact(e, e.stdout, all)
		}
		if err := showDoomed(e.stderr, all); err != nil {
			return err
		}
		if err := c.ask(e, fmt.Sprintf("删除这 %d 个？印出去的码会失效，不能恢复同一个码。 · Delete? Printed codes stop working for good.", len(all))); err != nil {
			return err
		}
		return c.remove(e, o, all)
	})
}

func (c waysDelete) showImpact(e env, w io.Writer, all []doomed) error {
	if !c.JSON {
		return showDoomed(w, all)
	}
	for _, d := range all {
		if err := printJSON(e.stdout, d); err != nil {
			return err
		}
	}
	return nil
}

func showDoomed(w io.Writer, all []doomed) error {
	g := &grid{}
	g.row("ID", "NAME", "CUSTOMERS", "STILL THERE", "7 DAYS", "30 DAYS", "LAST", "CODE")
	for _, d := range all {
		code := "无效 dead"
		if d.OnPlatform {
			code = "有效 works"
		}
		g.row(d.ID, d.Name, d.Customers, d.Following, d.Last7, d.Last30, when(d.LastAddAt), code)
	}
	return g.write(w)
}

// remove asks for each to be deleted, then waits for all of them.
func (c waysDelete) remove(e env, o *operator, all []doomed) error {
	rows := make([]ledger.WayRow, len(all))
	var failed error
	for i, d := range all {
		if err := o.call(e.ctx, "DELETE", wayPath(d.ID), nil, &rows[i]); err != nil {
			failed = errors.Join(failed, fmt.Errorf("%d: %w", d.ID, err))
		}
	}
	for _, w := range rows {
		if w.ID == 0 { // it was refused
			continue
		}
		w, err := settle(e, o, w)
		if err != nil {
			return errors.Join(failed, err)
		}
		if w.Phase == ledger.PhaseConfirmed || w.Phase == ledger.PhaseFailed {
			failed = errors.Join(failed, fmt.Errorf("%d: it was not deleted · 没有删除", w.ID), refusal(w.Problem))
		}
		if c.JSON {
			err = printJSON(e.stdout, w)
		} else {
			_, err = fmt.Fprintf(e.stdout, "%d  %s  %s\n", w.ID, w.Name, w.Phase)
		}
		failed = errors.Join(failed, err)
	}
	return failed
}

type waysRestore struct {
	config.Target
	output
	ID        int64  `arg:"" help:"Its id."`
	QR        string `name:"qr" help:"Write the new QR picture to a file, .png or .svg." placeholder:"FILE" type:"path"`
	ClientKey string `name:"key" help:"Makes the command safe to run again: the same key gives the same way." placeholder:"TEXT"`
}

// Run makes a new way with the settings of a deleted one.
func (c waysRestore) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		var w ledger.WayRow
		if err := o.call(e.ctx, "POST", wayPath(c.ID)+"/restore", map[string]string{"client_key": keyOr(c.ClientKey)}, &w); err != nil {
			return err
		}
		e.say("这是一个新的码，旧的码不会再有效 · this is a new code: the old one never works again")
		return showMade(e, o, w, c.QR, c.JSON)
	})
}

// keyOr is the key that was given, or a new one.
func keyOr(given string) string {
	if given == "" {
		return "cli-" + rand.Text()
	}
	return given
}
