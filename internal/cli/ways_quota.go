package cli

import (
	"fmt"
	"strconv"
	"time"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type waysQuota struct {
	config.Target
	output
	Account string `help:"Short name of the WeCom account; not needed when there is one." placeholder:"NAME"`
}

// Run shows what a company has used of its quota, and when it will be full.
func (c waysQuota) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		a, err := wecomAccount(e, o, c.Account)
		if err != nil {
			return err
		}
		var q ledger.QuotaRow
		if err := o.call(e.ctx, "GET", "/quota?account="+strconv.FormatInt(a.ID, 10), nil, &q); err != nil {
			return err
		}
		if c.JSON {
			return printJSON(e.stdout, q)
		}
		return showQuota(e, q)
	})
}

func showQuota(e env, q ledger.QuotaRow) error {
	g := &grid{}
	g.row("已用 used", fmt.Sprintf("%d / %d (%d%%)", q.Used, q.Limit, q.Percent), q.Level)
	g.row("剩余 free", q.Free)
	g.row("联系我 contact", q.Contact)
	g.row("加入群聊 join", q.Join)
	g.row("仅平台有 only there", q.OnlyThere)
	g.row("未知 unknown", q.Unknown)
	g.row("24 小时内删除 deleted", q.Deleted)
	g.row("用完 full", fullWhen(q.Forecast), fmt.Sprintf("14 天日均 a day %.1f, 30 天 %.1f", q.Forecast.PerDay14, q.Forecast.PerDay30))
	g.row("今日临时 temporary today", fmt.Sprintf("%d / %d", q.TempToday, q.TempLimit), fmt.Sprintf("有效 live %d", q.TempLive))
	unused := strconv.Itoa(q.Unused)
	if q.Unused > ledger.CountMost {
		unused = fmt.Sprintf("> %d", ledger.CountMost)
	}
	g.row("闲置 unused", unused, fmt.Sprintf("menling ways list --unused %d", q.UnusedFilter.UnusedDays))
	g.row("差异 drifts", q.Drifts.Differs+q.Drifts.OnlyThere+q.Drifts.OnlyHere+q.Drifts.Unreadable, "menling drifts list")
	if q.Reconciled != 0 {
		g.row("上次核对 compared", when(q.Reconciled))
	}
	if err := g.write(e.stdout); err != nil {
		return err
	}
	for _, x := range q.Explanations {
		if _, err := fmt.Fprintf(e.stdout, "注意 mind: %s · %s\n", x.ZH, x.EN); err != nil {
			return err
		}
	}
	return showBudget(e, q)
}

func fullWhen(f ledger.QuotaForecast) string {
	if f.FullAt == 0 {
		return "十年内不会 not within ten years"
	}
	return time.UnixMilli(f.FullAt).Format(time.DateOnly)
}

// showBudget shows how many calls are left of what the vendor allows.
func showBudget(e env, q ledger.QuotaRow) error {
	if len(q.Budget) == 0 {
		return nil
	}
	g := &grid{}
	fmt.Fprintln(e.stdout)
	g.row("调用 CALL", "每分钟 MINUTE", "每小时 HOUR", "BLOCKED UNTIL")
	for _, b := range q.Budget {
		g.row(b.Op, fmt.Sprintf("%d / %d", b.Minute, q.CallLimits.PerMinute), fmt.Sprintf("%d / %d", b.Hour, q.CallLimits.PerHour), when(b.BlockedUntil))
	}
	return g.write(e.stdout)
}
