package cli

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type waysReconcile struct {
	config.Target
	output
	Account string `help:"Short name of the WeCom account; not needed when there is one." placeholder:"NAME"`
	Status  bool   `xor:"what" help:"Only show how far the newest one is."`
	Pause   bool   `xor:"what" help:"Stop the one that runs where it is."`
	Resume  bool   `xor:"what" help:"Have a stopped one go on."`
	Cancel  bool   `xor:"what" help:"End the one that runs; what it found stays."`
	NoWait  bool   `help:"Have it begin, and leave."`
}

// Run compares an account's ways with the platform and shows how far it is. While one runs, it is followed instead.
func (c waysReconcile) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		a, err := wecomAccount(e, o, c.Account)
		if err != nil {
			return err
		}
		r, err := c.newest(e, o, a)
		if err != nil {
			return err
		}
		if what := c.order(); what != "" {
			if err := o.call(e.ctx, "POST", reconciliationPath(r.ID)+"/"+what, nil, &r); err != nil {
				return err
			}
		}
		live := r.State == ledger.ReconcileRunning || r.State == ledger.ReconcilePaused
		if !live && !c.Status && c.order() == "" {
			if err := o.call(e.ctx, "POST", "/reconciliations", map[string]int64{"account": a.ID}, &r); err != nil {
				return err
			}
		}
		if !o.live && r.State == ledger.ReconcileRunning {
			noted(e)
		}
		if c.Status || c.NoWait || c.Pause || c.Cancel || !o.live {
			return c.show(e, r)
		}
		if r, err = follow(e, o, reconciliationPath(r.ID), r, reconciled); err != nil {
			return err
		}
		return errors.Join(c.show(e, r), ended(r))
	})
}

func reconciliationPath(id int64) string { return "/reconciliations/" + strconv.FormatInt(id, 10) }

// order is what is to be done with the newest one.
func (c waysReconcile) order() string {
	switch {
	case c.Pause:
		return "pause"
	case c.Resume:
		return "resume"
	case c.Cancel:
		return "cancel"
	}
	return ""
}

// newest is the newest comparison; its id is 0 when there was none, which is an error for who wants it to be there.
func (c waysReconcile) newest(e env, o *operator, a account) (r ledger.ReconciliationRow, err error) {
	q := url.Values{"account": {strconv.FormatInt(a.ID, 10)}}
	_, _, err = eachOf(e, o, "/reconciliations", q, 1, func(row ledger.ReconciliationRow) error { r = row; return nil })
	if err == nil && r.ID == 0 && (c.Status || c.order() != "") {
		err = errors.New("nothing was compared yet: menling ways reconcile · 还没有核对过")
	}
	return r, err
}

func reconciled(r ledger.ReconciliationRow) standing {
	s := standing{done: r.Done, total: r.Total, rate: r.Rate, left: r.SecondsLeft, over: r.State != ledger.ReconcileRunning, about: "正在读取 · reading"}
	switch {
	case r.WaitsUntil != 0:
		s.about = "等到 · waits until " + when(r.WaitsUntil)
	case r.Stage == ledger.StageList:
		s.about, s.total = fmt.Sprintf("已列出 listed %d", r.Listed), 0
	}
	return s
}

// ended is an error for a comparison that has not come to its end.
func ended(r ledger.ReconciliationRow) error {
	switch r.State {
	case ledger.ReconcileDone:
		return nil
	case ledger.ReconcilePaused:
		return errors.New("paused: menling ways reconcile --resume goes on · 已暂停")
	}
	if r.Problem != nil {
		return fmt.Errorf("%s: %w", r.State, refusal(r.Problem))
	}
	return fmt.Errorf("it was not finished: %s · 没有完成", r.State)
}

func (c waysReconcile) show(e env, r ledger.ReconciliationRow) error {
	if c.JSON {
		return printJSON(e.stdout, r)
	}
	g := &grid{}
	g.row("ID", "STATE", "READ", "DIFFERS", "ONLY THERE", "ONLY HERE", "UNREADABLE", "FOUND AGAIN", "SETTLED", "BEGUN", "ENDED")
	g.row(r.ID, r.State, fmt.Sprintf("%d/%d", r.Done, r.Total), r.Differs, r.OnlyThere, r.OnlyHere, r.Unreadable, r.Confirmed, r.Settled, when(r.CreatedAt), when(r.EndedAt))
	if r.Differs+r.OnlyThere+r.OnlyHere+r.Unreadable > 0 {
		e.say("逐条查看和处理 · look at them and decide: menling drifts list")
	}
	if r.State == ledger.ReconcileRunning {
		e.say("还需 · time left: %s", left(r.SecondsLeft))
	}
	return g.write(e.stdout)
}
