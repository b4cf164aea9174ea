package cli

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type waysBulk struct {
	ReplaceMember bulkReplace `cmd:"" help:"Put a member in another's place in every way, as when somebody leaves."`
	List          bulkList    `cmd:"" help:"List changes of many ways, newest first."`
	Show          bulkShow    `cmd:"" help:"Follow one to its end, and show the ways that were left alone."`
	Undo          bulkUndo    `cmd:"" help:"Bring every way back to before it, where nothing was changed since."`
	Pause         bulkPause   `cmd:"" help:"Stop one where it is."`
	Resume        bulkResume  `cmd:"" help:"Have a stopped one go on."`
	Cancel        bulkCancel  `cmd:"" help:"End one; what was changed stays."`
}

// bulkFlags are what all changes of many ways have.
type bulkFlags struct {
	config.Target
	output
	consent
	Account string `help:"Short name of the WeCom account; not needed when there is one." placeholder:"NAME"`
	DryRun  bool   `help:"Only show what would change."`
	NoWait  bool   `help:"Have it begin, and leave."`
}

type bulkReplace struct {
	bulkFlags
	From string  `arg:"" help:"userid of who leaves."`
	To   string  `arg:"" optional:"" help:"userid of who comes instead; nobody when left out."`
	Ways []int64 `help:"Only in these ways." placeholder:"ID"`
}

// Run puts one member in another's place.
func (c bulkReplace) Run(e env) error {
	return c.change(e, ledger.BulkAction{Kind: ledger.BulkReplace, From: c.From, To: c.To}, ledger.BulkScope{IDs: c.Ways, Member: c.From})
}

type bulkUndo struct {
	bulkFlags
	ID int64 `arg:"" help:"The id of the change."`
}

// Run undoes a change of many ways.
func (c bulkUndo) Run(e env) error {
	return c.change(e, ledger.BulkAction{Kind: ledger.BulkUndo, RunID: c.ID}, ledger.BulkScope{Run: c.ID})
}

// change shows what a change of many ways does, asks, has it begin, and follows it.
func (c bulkFlags) change(e env, action ledger.BulkAction, scope ledger.BulkScope) error {
	return withTarget(e, c.Target, func(o *operator) error {
		a, err := wecomAccount(e, o, c.Account)
		if err != nil {
			return err
		}
		scope.AccountID = a.ID
		body := map[string]any{"action": action, "scope": scope}
		var trial ledger.BulkTrial
		if err := o.call(e.ctx, "POST", "/bulk-runs/preview", body, &trial); err != nil {
			return err
		}
		switch {
		case c.DryRun && c.JSON:
			return printJSON(e.stdout, trial)
		case c.DryRun:
			return showTrial(e.stdout, trial)
		}
		if err := showTrial(e.stderr, trial); err != nil {
			return err
		}
		switch {
		case trial.Empty > 0:
			return fmt.Errorf("%d ways would be left without anybody: say who comes instead, or leave them out with --ways · 有 %d 个活码会没有人接待：请指定接替的成员，或用 --ways 排除", trial.Empty, trial.Empty)
		case trial.Change == 0:
			return errors.New("there is nothing to change · 没有要改的活码")
		}
		if err := c.ask(e, fmt.Sprintf("修改这 %d 个活码？ · Change these %d ways?", trial.Change, trial.Change)); err != nil {
			return err
		}
		var r ledger.BulkRunRow
		if err := o.call(e.ctx, "POST", "/bulk-runs", body, &r); err != nil {
			return err
		}
		return followBulk(e, o, r, c.JSON, c.NoWait)
	})
}

// shownTrial is how many ways of a trial are printed.
const shownTrial = 20

func showTrial(w io.Writer, t ledger.BulkTrial) error {
	g := &grid{}
	g.row("ID", "NAME", "WHAT", "LEFT ALONE BECAUSE")
	for _, row := range t.Rows[:min(shownTrial, len(t.Rows))] {
		g.row(row.WayID, row.Name, fieldsOf(row.Fields), row.Reason)
	}
	if err := g.write(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "共 %d 个 ways, 看过 looked at %d, 会改 would change %d, 不动 left alone %d, 会没人接待 without anybody %d\n", t.Total, t.Looked, t.Change, t.Skip, t.Empty)
	return err
}

func bulkPath(id int64) string { return "/bulk-runs/" + strconv.FormatInt(id, 10) }

type bulkList struct {
	config.Target
	paging
	output
}

// Run lists changes of many ways.
func (c bulkList) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		return listing[ledger.BulkRunRow]{head: bulkHead, row: bulkRow, none: "还没有批量修改 · no changes of many ways yet"}.
			list(e, o, "/bulk-runs", url.Values{}, c.paging, c.JSON)
	})
}

var bulkHead = []any{"ID", "WHAT", "STATE", "SETTLED", "FAILED", "LEFT ALONE", "WHO", "WHEN"}

func bulkRow(r ledger.BulkRunRow) []any {
	what := r.Action.Kind
	if r.Action.From+r.Action.To != "" {
		what += " " + r.Action.From + " → " + r.Action.To
	}
	return []any{r.ID, what, r.State, fmt.Sprintf("%d/%d", r.Settled, r.Total), r.Counts.Failed, r.Skipped, r.Actor.Name, when(r.CreatedAt)}
}
