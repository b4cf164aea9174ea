package cli

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/menling/menling/internal/ledger"
)

// followRun shows how far a decision about all drifts of a kind is.
func (c driftChoice) followRun(e env, o *operator, id int64) error {
	path := "/drift-runs/" + strconv.FormatInt(id, 10)
	var r ledger.DriftRun
	if err := o.call(e.ctx, "GET", path, nil, &r); err != nil {
		return err
	}
	if o.live {
		var err error
		if r, err = follow(e, o, path, r, func(r ledger.DriftRun) standing {
			return standing{done: r.Done + r.Passed, total: r.Total, over: r.State != ledger.ReconcileRunning, about: r.Action}
		}); err != nil {
			return err
		}
	}
	if c.JSON {
		return printJSON(e.stdout, r)
	}
	_, err := fmt.Fprintf(e.stdout, "%s: 已处理 done %d, 跳过 passed over %d\n", r.State, r.Done, r.Passed)
	return err
}

func (c driftChoice) show(e env, out ledger.DriftOutcome) error {
	for _, p := range out.Passed {
		e.say("%d: 没有处理 · passed over: %s", p.ID, p.Code)
	}
	var err error
	if c.JSON {
		err = printJSON(e.stdout, out)
	} else {
		_, err = fmt.Fprintf(e.stdout, "已处理 done %d, 跳过 passed over %d\n", len(out.Done), len(out.Passed))
	}
	if len(out.Done) == 0 && len(out.Passed) > 0 {
		return errors.Join(err, errors.New("it fits none of them · 都不适用"))
	}
	return err
}

// awaitPushed waits until the platform has answered what was pushed, and says what it refused.
func awaitPushed(e env, o *operator, ids []int64) (refused error) {
	for _, id := range ids {
		var d ledger.DriftRow
		var w ledger.WayRow
		if err := o.call(e.ctx, "GET", driftPath(id), nil, &d); err != nil {
			return errors.Join(refused, err)
		}
		if err := o.call(e.ctx, "GET", wayPath(d.WayID), nil, &w); err != nil {
			return errors.Join(refused, err)
		}
		w, err := settle(e, o, w)
		if err != nil {
			return errors.Join(refused, err)
		}
		if err := refusal(w.ChangeProblem); err != nil {
			refused = errors.Join(refused, fmt.Errorf("%d: %w", id, err))
		}
	}
	return refused
}
