package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/menling/menling/internal/crm"
)

// fillDays draws the last days and says when the quota is used up, by what was made and deleted.
func (l *Ledger) fillDays(ctx context.Context, a crm.Account, row *QuotaRow) error {
	zone, now := a.Location(), l.Clock()
	local := now.In(zone)
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone)
	bounds := make([]int64, quotaDays+1)
	for i := range bounds {
		bounds[i] = midnight.AddDate(0, 0, i-quotaDays+1).UnixMilli()
	}
	made, err := l.Store.WaysMade(ctx, a.CorpID, bounds)
	if err != nil {
		return err
	}
	gone, err := l.Store.WaysGone(ctx, a.CorpID, bounds)
	if err != nil {
		return err
	}
	lately, err := l.Store.WaysGone(ctx, a.CorpID, []int64{now.Add(-freedWindow).UnixMilli(), now.UnixMilli() + 1})
	if err != nil {
		return err
	}
	row.Deleted = lately[0]
	row.Days = make([]QuotaDay, quotaDays)
	used := row.Used
	for i := quotaDays - 1; i >= 0; i-- {
		row.Days[i] = QuotaDay{Day: time.UnixMilli(bounds[i]).In(zone).Format(time.DateOnly), Made: made[i], Deleted: gone[i], Used: max(0, used)}
		used -= made[i] - gone[i]
	}
	row.Forecast = forecast(row.Days, row.Free, now)
	return nil
}

// forecast goes by the quicker of two spans, so that a sale of this week is not lost in a quiet month.
func forecast(days []QuotaDay, free int64, now time.Time) QuotaForecast {
	mean := func(n int) float64 {
		sum := int64(0)
		for _, d := range days[len(days)-n:] {
			sum += d.Made - d.Deleted
		}
		return float64(sum) / float64(n)
	}
	f := QuotaForecast{PerDay14: mean(14), PerDay30: mean(30)}
	const tenYears = 3653
	if quick := max(f.PerDay14, f.PerDay30); quick > 0 && float64(free)/quick < tenYears {
		f.FullAt = now.Add(time.Duration(float64(free) / quick * 24 * float64(time.Hour))).UnixMilli()
	}
	return f
}

func (l *Ledger) fillTemp(ctx context.Context, a crm.Account, row *QuotaRow) (err error) {
	today := l.Today(a)
	row.TempToday, err = l.Store.TempWaysSince(ctx, a.CorpID, today)
	if row.TempFullAt < today {
		row.TempFullAt = 0
	}
	return err
}

func (l *Ledger) fillBudget(ctx context.Context, a crm.Account, row *QuotaRow) error {
	row.Budget = []BudgetRow{}
	meter, who, err := l.Clients.Meter(ctx, a.ID)
	if err != nil || meter == nil {
		return err
	}
	for _, u := range meter.Usage(who) {
		b := BudgetRow{Op: u.Op, Minute: u.Minute, Hour: u.Hour}
		if !u.BlockedUntil.IsZero() {
			b.BlockedUntil = u.BlockedUntil.UnixMilli()
		}
		row.Budget = append(row.Budget, b)
	}
	return nil
}

func (l *Ledger) fillDrifts(ctx context.Context, a crm.Account, row *QuotaRow) error {
	s, err := l.ReconcileSettings(ctx)
	if err != nil {
		return err
	}
	row.UnusedFilter = WayFilter{Phase: PhasesLive, UnusedDays: s.UnusedDays}
	since := l.Today(a) - int64(s.UnusedDays)*(24*time.Hour).Milliseconds()
	unused, err := l.Store.CountWays(ctx, WayQuery{WayFilter: row.UnusedFilter, UnusedSince: since, UnusedDay: DayOf(since, a.Location()), Today: l.Today(a)})
	if err != nil {
		return err
	}
	if row.Unused = unused.Count; unused.More {
		row.Unused++
	}
	if row.Drifts, err = l.Store.DriftCounts(ctx, a.ID); err != nil {
		return err
	}
	last, err := l.Store.LastReconciled(ctx, a.ID)
	if errors.Is(err, crm.ErrNotFound) {
		return nil
	}
	row.Reconciled = last.EndedAt
	return err
}

// explain says what deserves a word.
func (row QuotaRow) explain() []Explanation {
	list := []Explanation{}
	add := func(code, zh, en string) { list = append(list, Explanation{code, zh, en}) }
	if f := row.Full; f != nil {
		add("platform_full", fmt.Sprintf("平台说额度已满，而我们只数到 %d 个：另外约 %d 个可能是其他应用创建的，或刚删除还没有释放。请先核对平台，再清理不用的活码。", f.Counted, f.Difference),
			fmt.Sprintf("the platform says that the quota is full while we count %d: other apps may have made the other %d, or they were deleted and are not given back yet. Compare with the platform first, then clean up what nobody uses.", f.Counted, f.Difference))
	}
	if row.Unknown > 0 {
		add("unknown", fmt.Sprintf("有 %d 个活码的创建结果未知，先按已占用计算。「联系我」会按 state 自动找回；「加入群聊」平台无法列出，要等有人扫码才能确认。", row.Unknown),
			fmt.Sprintf("the creation of %d ways was never answered: they are counted as used. Contact ways are found again by their state; join ways cannot be listed and stay in doubt until somebody comes through them.", row.Unknown))
	}
	if row.Deleted > 0 {
		add("deleted", fmt.Sprintf("最近 24 小时删除了 %d 个，平台可能晚些才释放额度。", row.Deleted),
			fmt.Sprintf("%d were deleted within the last 24 hours: the platform may give their places back later.", row.Deleted))
	}
	if row.TempRefused != 0 {
		add("temp_refused", "平台拒绝了临时会话（48002）：只有医疗行业的企业可以使用。", "the platform refused temporary chats (48002): only companies of the medical industry may use them.")
	}
	return list
}
