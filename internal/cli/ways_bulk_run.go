package cli

import (
	"errors"
	"fmt"
	"net/url"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

// bulkOne names a change of many ways.
type bulkOne struct {
	config.Target
	output
	ID int64 `arg:"" help:"Its id."`
}

type bulkShow struct{ bulkOne }

// Run follows a change of many ways to its end.
func (c bulkShow) Run(e env) error { return c.order(e, "") }

type bulkPause struct{ bulkOne }

// Run stops a change where it is.
func (c bulkPause) Run(e env) error { return c.order(e, "pause") }

type bulkResume struct{ bulkOne }

// Run has a stopped change go on.
func (c bulkResume) Run(e env) error { return c.order(e, "resume") }

type bulkCancel struct{ bulkOne }

// Run ends a change.
func (c bulkCancel) Run(e env) error { return c.order(e, "cancel") }

// order does something with a run, and shows how far it is.
func (c bulkOne) order(e env, what string) error {
	return withTarget(e, c.Target, func(o *operator) error {
		var r ledger.BulkRunRow
		method, path := "GET", bulkPath(c.ID)
		if what != "" {
			method, path = "POST", path+"/"+what
		}
		if err := o.call(e.ctx, method, path, nil, &r); err != nil {
			return err
		}
		return followBulk(e, o, r, c.JSON, what == "pause" || what == "cancel")
	})
}

// followBulk shows how far a run is until it is over, and then what became of it.
func followBulk(e env, o *operator, r ledger.BulkRunRow, asJSON, leave bool) (err error) {
	if !leave && o.live {
		if r, err = follow(e, o, bulkPath(r.ID), r, func(r ledger.BulkRunRow) standing {
			return standing{done: int64(r.Settled), total: int64(r.Total), rate: int64(r.Rate), left: int64(r.Seconds), over: r.State != ledger.BulkRunning, about: "正在修改 · changing"}
		}); err != nil {
			return err
		}
	}
	if !o.live {
		noted(e)
	}
	if asJSON {
		err = printJSON(e.stdout, r)
	} else {
		g := &grid{}
		g.row(bulkHead...)
		g.row(bulkRow(r)...)
		err = errors.Join(g.write(e.stdout), showLeft(e, o, r))
	}
	switch {
	case err != nil || leave:
		return err
	case r.State == ledger.BulkPaused:
		return fmt.Errorf("paused: menling ways bulk resume %d goes on · 已暂停", r.ID)
	case r.Counts.Failed > 0:
		return fmt.Errorf("%d ways could not be changed · %d 个没有改成", r.Counts.Failed, r.Counts.Failed)
	}
	return nil
}

// showLeft lists the ways that a run left alone.
func showLeft(e env, o *operator, r ledger.BulkRunRow) error {
	if r.Skipped+r.Counts.Failed == 0 {
		return nil
	}
	g := &grid{}
	g.row("ID", "NAME", "LEFT ALONE BECAUSE")
	_, _, err := eachOf(e, o, bulkPath(r.ID)+"/items", url.Values{"left": {"true"}}, shownTrial, func(i ledger.BulkItem) error {
		why := i.Reason
		if i.Problem != nil {
			why += fmt.Sprintf(" %d %s", i.Problem.Code, i.Problem.ZH)
		}
		g.row(i.WayID, i.WayName, why)
		return nil
	})
	if err != nil || len(g.rows) == 1 {
		return err
	}
	return g.write(e.stderr)
}
