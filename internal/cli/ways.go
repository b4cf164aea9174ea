package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type waysCommand struct {
	List      waysList      `cmd:"" help:"List ways, newest first."`
	Get       waysGet       `cmd:"" help:"Show a way with everything that was decided about it."`
	Add       waysAdd       `cmd:"" help:"Make a contact way, a join way or a button."`
	Update    waysUpdate    `cmd:"" help:"Change a way; shows first who is added and removed."`
	History   waysHistory   `cmd:"" help:"List the versions of a way."`
	Undo      waysUndo      `cmd:"" help:"Go back to a version of a way."`
	Delete    waysDelete    `cmd:"" help:"Delete ways, on the platform too; shows first what they still bring in."`
	Restore   waysRestore   `cmd:"" help:"Make a new way with the settings of a deleted one."`
	Import    waysImport    `cmd:"" help:"Make many ways from a CSV or XLSX file, every row checked first."`
	Export    waysExport    `cmd:"" help:"Write ways as CSV or XLSX, or their QR pictures as a ZIP."`
	Bulk      waysBulk      `cmd:"" help:"Change many ways in one run."`
	Reconcile waysReconcile `cmd:"" help:"Compare all ways with the platform."`
	Quota     waysQuota     `cmd:"" help:"Show what is used of the company's quota, and when it will be full."`
}

// output is how an answer is printed.
type output struct {
	JSON bool `name:"json" help:"For machines."`
}

func kindOf(w ledger.WayRow) string {
	if w.Scene == ledger.SceneButton {
		return w.Kind + "/button"
	}
	return w.Kind
}

func whoOf(w ledger.WayRow) string {
	var who []string
	for _, m := range w.Members {
		who = append(who, m.Name)
	}
	for _, p := range w.Parties {
		who = append(who, fmt.Sprintf("部门%d", p))
	}
	return strings.Join(append(who, w.Chats...), "、")
}

type waysGet struct {
	config.Target
	output
	ID int64  `arg:"" help:"Its id."`
	QR string `name:"qr" help:"Write its QR picture to a file, .png or .svg." placeholder:"FILE" type:"path"`
}

// Run shows a way.
func (c waysGet) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		var w ledger.WayRow
		if err := o.call(e.ctx, "GET", wayPath(c.ID), nil, &w); err != nil {
			return err
		}
		if c.QR != "" {
			if err := saveQR(e, o, c.ID, c.QR); err != nil {
				return err
			}
		}
		if c.JSON {
			return printJSON(e.stdout, w)
		}
		return showWay(e, w)
	})
}

func wayPath(id int64) string { return "/ways/" + strconv.FormatInt(id, 10) }

func showWay(e env, w ledger.WayRow) error {
	g := &grid{whole: true}
	for _, line := range []struct {
		name  string
		value any
	}{
		{"id", w.ID}, {"name", w.Name}, {"channel", w.ChannelName}, {"kind", kindOf(w)}, {"who", whoOf(w)}, {"phase", w.Phase}, {"state", w.State}, {"config_id", w.ConfigID},
		{"version", versionOf(w)}, {"remark", w.Remark}, {"note", w.Note}, {"welcome", w.Welcome.Text}, {"customers", w.Customers}, {"today", w.CustomersToday}, {"created", when(w.CreatedAt)},
	} {
		if fmt.Sprint(line.value) != "" {
			g.row(line.name, line.value)
		}
	}
	if w.Problem != nil {
		g.row("problem", fmt.Sprintf("%d %s · %s", w.Problem.Code, w.Problem.ZH, w.Problem.EN))
	}
	if w.ChangeProblem != nil {
		g.row("change failed", fmt.Sprintf("%d %s · %s", w.ChangeProblem.Code, w.ChangeProblem.ZH, w.ChangeProblem.EN))
	}
	return g.write(e.stdout)
}

// versionOf is the version that holds; nothing when the way was never changed.
func versionOf(w ledger.WayRow) string {
	if w.Version == 0 {
		return ""
	}
	return strconv.FormatInt(w.Version, 10)
}

func when(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).Format("2006-01-02 15:04")
}
