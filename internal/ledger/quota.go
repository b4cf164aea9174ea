package ledger

import (
	"context"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wx"
)

// What the vendor allows a company.
const (
	wayLimit  = 500_000 // contact and join ways made by API, all apps together
	tempLimit = 100_000 // temporary ways a day
)

// Levels at which a warning goes out, in percent.
const (
	warnLevel   = 80
	alarmLevel  = 95
	quotaDays   = 30
	freedWindow = 24 * time.Hour // within which the platform may still count what was deleted
)

// errQuotaCode is the platform's refusal of a way for lack of room.
const errQuotaCode = 41045

// errForbiddenCode is its refusal of a temporary way to a company that is not of the medical industry.
const errForbiddenCode = 48002

// QuotaState is what the platform said of a company's quota.
type QuotaState struct {
	CorpID      int64
	FullAt      int64 // it refused a way for lack of room; 0: there is some
	FullCounted int64 // how many we counted then
	TempFullAt  int64
	Level       int // percent of the last warning
	UpdatedAt   int64
}

// QuotaCounts are a company's ways, as the ledger knows them.
type QuotaCounts struct {
	Contact   int64
	Join      int64
	Temp      int64 // live ones; they count by the day
	Unknown   int64 // contact and join ways of unknown outcome: counted, since the platform may have them
	OnlyThere int64
}

func (c QuotaCounts) used() int64 { return c.Contact + c.Join + c.OnlyThere }

// QuotaReader counts.
type QuotaReader interface {
	QuotaState(ctx context.Context, corp int64) (QuotaState, error)
	QuotaCounts(ctx context.Context, corp int64) (QuotaCounts, error)
	// WaysMade and WaysGone count between times, by steps: bounds n and n+1 hold step n.
	WaysMade(ctx context.Context, corp int64, bounds []int64) ([]int64, error)
	WaysGone(ctx context.Context, corp int64, bounds []int64) ([]int64, error)
	TempWaysSince(ctx context.Context, corp, since int64) (int64, error)
}

// QuotaTx changes what the platform said.
type QuotaTx interface {
	QuotaState(corp int64) (QuotaState, error)
	PutQuotaState(QuotaState) error
	SetTempRefused(account, at int64) error
}

// QuotaRow is a company's quota.
type QuotaRow struct {
	AccountID    int64         `json:"account_id"`
	Limit        int64         `json:"limit" doc:"Contact and join ways that the vendor allows the company, all its apps together"`
	Used         int64         `json:"used" doc:"That we know of: the ledger's, and those that only the platform has"`
	Contact      int64         `json:"contact"`
	Join         int64         `json:"join"`
	OnlyThere    int64         `json:"only_there" doc:"Known from the last comparison"`
	Unknown      int64         `json:"unknown" doc:"Ways whose creation was never answered: counted, since the platform may have made them. Contact ways are found again by their state. Join ways cannot be listed: they stay in doubt until somebody comes through them; they are in the list of ways by phase unsettled"`
	Deleted      int64         `json:"deleted" doc:"Within the last 24 hours: given back, but the platform may take a while"`
	Free         int64         `json:"free"`
	Percent      int           `json:"percent"`
	Level        string        `json:"level" enum:"ok,warning,alarm,full"`
	Full         *QuotaFull    `json:"platform_full" doc:"The platform says that there is no room; null while it takes new ways"`
	TempToday    int64         `json:"temp_today" doc:"Temporary ways made today, in the account's time zone"`
	TempLimit    int64         `json:"temp_limit"`
	TempLive     int64         `json:"temp_live"`
	TempFullAt   int64         `json:"temp_full_at" doc:"The platform said today that there are too many temporary ways; 0: it did not"`
	TempRefused  int64         `json:"temp_refused_at" doc:"The platform refused temporary ways to this company (48002); 0: it did not"`
	Forecast     QuotaForecast `json:"forecast"`
	Days         []QuotaDay    `json:"days" nullable:"false" doc:"The last 30 days, oldest first, today included"`
	Budget       []BudgetRow   `json:"budget" nullable:"false" doc:"Calls of each operation within the last hour, counted by this process"`
	CallLimits   CallLimits    `json:"call_limits"`
	Unused       int           `json:"unused" doc:"Live ways that nobody came by for long, of all companies; 501 means more than 500"`
	UnusedFilter WayFilter     `json:"unused_filter" doc:"The filter of list-ways that shows them"`
	Reconciled   int64         `json:"reconciled_at" doc:"When the last comparison with the platform ended; 0: never"`
	Drifts       DriftCounts   `json:"drifts"`
	Explanations []Explanation `json:"explanations" nullable:"false" doc:"What deserves a word"`
}

// QuotaFull is how far the platform's count and ours lie apart.
type QuotaFull struct {
	At         int64 `json:"at"`
	Counted    int64 `json:"counted" doc:"How many we counted then"`
	Difference int64 `json:"difference" doc:"How many the platform counts that we do not know of"`
}

// QuotaForecast says when the quota will be used up.
type QuotaForecast struct {
	PerDay14 float64 `json:"per_day_14" doc:"Ways made less ways deleted, a day, over the last 14 days"`
	PerDay30 float64 `json:"per_day_30"`
	FullAt   int64   `json:"full_at" doc:"When the quota is used up at the quicker of the two; 0: not within ten years"`
}

// QuotaDay is one day of the drawing.
type QuotaDay struct {
	Day     string `json:"day" doc:"As 2026-11-27"`
	Made    int64  `json:"made"`
	Deleted int64  `json:"deleted"`
	Used    int64  `json:"used" doc:"At the end of the day"`
}

// CallLimits are the vendor's.
type CallLimits struct {
	PerMinute int `json:"per_minute"`
	PerHour   int `json:"per_hour"`
}

// BudgetRow is what is used of the limits of one operation.
type BudgetRow struct {
	Op           string `json:"op"`
	Minute       int    `json:"minute"`
	Hour         int    `json:"hour"`
	BlockedUntil int64  `json:"blocked_until" doc:"The platform refused the operation for going too fast; 0: it did not"`
}

// Explanation is a sentence in both languages.
type Explanation struct {
	Code string `json:"code"`
	ZH   string `json:"zh"`
	EN   string `json:"en"`
}

// Quota is what an account's company has used of its quota.
func (l *Ledger) Quota(ctx context.Context, account int64) (QuotaRow, error) {
	a, err := l.Store.Account(ctx, account)
	if err != nil || a.Kind != crm.WeCom {
		return QuotaRow{}, crm.Invalid("account", "请选择一个企业微信账号", "choose a WeCom account")
	}
	counts, err := l.Store.QuotaCounts(ctx, a.CorpID)
	if err != nil {
		return QuotaRow{}, err
	}
	state, err := l.Store.QuotaState(ctx, a.CorpID)
	if err != nil {
		return QuotaRow{}, err
	}
	row := countedRow(counts, state)
	row.AccountID, row.TempRefused = a.ID, a.TempRefusedAt
	for _, fill := range []func(context.Context, crm.Account, *QuotaRow) error{l.fillDays, l.fillTemp, l.fillBudget, l.fillDrifts} {
		if err := fill(ctx, a, &row); err != nil {
			return row, err
		}
	}
	row.Explanations = row.explain()
	return row, nil
}

func countedRow(c QuotaCounts, s QuotaState) QuotaRow {
	row := QuotaRow{
		Limit: wayLimit, Contact: c.Contact, Join: c.Join, OnlyThere: c.OnlyThere, Unknown: c.Unknown, Used: c.used(), TempLimit: tempLimit, TempLive: c.Temp,
		CallLimits: CallLimits{wx.WeComLimits.PerMinute, wx.WeComLimits.PerHour}, TempFullAt: s.TempFullAt,
	}
	row.Free = max(0, row.Limit-row.Used-row.Unknown)
	if s.FullAt != 0 {
		row.Free, row.Full = 0, &QuotaFull{At: s.FullAt, Counted: s.FullCounted, Difference: max(0, row.Limit-s.FullCounted)}
	}
	row.Percent = int((row.Limit - row.Free) * 100 / row.Limit)
	row.Level = levelName(levelOf(c, s))
	return row
}

// levelOf is the warning that is due, in percent.
func levelOf(c QuotaCounts, s QuotaState) int {
	percent := (c.used() + c.Unknown) * 100 / wayLimit
	switch {
	case s.FullAt != 0 || percent >= 100:
		return 100
	case percent >= alarmLevel:
		return alarmLevel
	case percent >= warnLevel:
		return warnLevel
	}
	return 0
}

func levelName(level int) string {
	return map[int]string{0: "ok", warnLevel: "warning", alarmLevel: "alarm", 100: "full"}[level]
}

// heedQuota learns from the answer to a creation whether there is room, and whether temporary ways are allowed. What is known
// already is not written again.
func (l *Ledger) heedQuota(ctx context.Context, w Way, err error) error {
	var refused *wx.Error
	if err != nil && !errors.As(err, &refused) {
		return nil
	}
	full := refused != nil && refused.Code == errQuotaCode
	forbidden := w.Kind == KindTemp && refused != nil && refused.Code == errForbiddenCode
	if err != nil && !full && !forbidden {
		return nil
	}
	return errors.Join(l.heedFull(ctx, w, full, err == nil), l.heedTemp(ctx, w, forbidden, err == nil))
}

// heedFlights learns from one of many answers: a refusal for lack of room, or else a way that was taken.
func (l *Ledger) heedFlights(ctx context.Context, flights []flight) {
	var heard *flight
	for i := range flights {
		if f := &flights[i]; heard == nil && f.err == nil || errors.Is(f.err, wx.ErrQuotaUsedUp) {
			heard = f
		}
	}
	if heard == nil {
		return
	}
	if err := l.heedQuota(context.WithoutCancel(ctx), heard.way, heard.err); err != nil {
		l.Log.Warn("what the platform said of the quota is not noted", "err", err)
	}
}

func (l *Ledger) heedFull(ctx context.Context, w Way, full, taken bool) error {
	known, err := l.Store.QuotaState(ctx, w.CorpID)
	if err != nil {
		return err
	}
	was := known.FullAt
	if w.Kind == KindTemp {
		was = known.TempFullAt
	}
	if full == (was != 0) || !full && !taken {
		return nil
	}
	counts, err := l.Store.QuotaCounts(ctx, w.CorpID)
	if err != nil {
		return err
	}
	return l.changeQuota(ctx, w.CorpID, "quota.heed", func(s *QuotaState, at int64) {
		switch {
		case w.Kind == KindTemp && full:
			s.TempFullAt = at
		case w.Kind == KindTemp:
			s.TempFullAt = 0
		case full:
			s.FullAt, s.FullCounted = at, counts.used()+counts.Unknown
		default:
			s.FullAt, s.FullCounted = 0, 0
		}
		s.Level = levelOf(counts, *s)
	})
}

// CheckQuota has listeners told when a company's quota has reached a level of warning, or left it.
func (l *Ledger) CheckQuota(ctx context.Context, corp int64) error {
	state, err := l.Store.QuotaState(ctx, corp)
	if err != nil {
		return err
	}
	counts, err := l.Store.QuotaCounts(ctx, corp)
	if err != nil || levelOf(counts, state) == state.Level {
		return err
	}
	return l.changeQuota(ctx, corp, "quota.level", func(s *QuotaState, _ int64) { s.Level = levelOf(counts, *s) })
}

// changeQuota changes what is known of a company's quota. The change carries the company's id: whoever shows the quota reads it again.
func (l *Ledger) changeQuota(ctx context.Context, corp int64, operation string, change func(s *QuotaState, at int64)) error {
	at := l.Clock.Ms()
	return l.Store.Write(ctx, []string{"quota:" + itoa(corp)}, func(tx Tx) error {
		before, err := tx.QuotaState(corp)
		if err != nil {
			return err
		}
		s := before
		if change(&s, at); s == before {
			return nil
		}
		s.UpdatedAt = at
		audit := crm.Audit{At: at, Actor: crm.Rule(operation), Operation: operation, Subject: "quota", SubjectID: corp, Before: before, After: s}
		return errors.Join(tx.PutQuotaState(s), tx.AddAudit(audit), tx.AddChange(crm.Stale("quota", corp, at)))
	})
}

// heedTemp remembers that the platform refuses temporary ways to a company, until it takes one.
func (l *Ledger) heedTemp(ctx context.Context, w Way, forbidden, taken bool) error {
	if w.Kind != KindTemp {
		return nil
	}
	a, err := l.Store.Account(ctx, w.AccountID)
	if err != nil || forbidden == (a.TempRefusedAt != 0) || !forbidden && !taken {
		return err
	}
	at := int64(0)
	if forbidden {
		at = l.Clock.Ms()
	}
	return l.setTempRefused(ctx, crm.Rule("account.temp"), a, at)
}

// TryTempAgain has temporary ways offered again after the platform refused them: the company may have got the right since.
func (l *Ledger) TryTempAgain(ctx context.Context, who crm.Actor, account int64) error {
	a, err := l.Store.Account(ctx, account)
	if err != nil || a.TempRefusedAt == 0 {
		return err
	}
	return l.setTempRefused(ctx, who, a, 0)
}

func (l *Ledger) setTempRefused(ctx context.Context, who crm.Actor, a crm.Account, refusedAt int64) error {
	at := l.Clock.Ms()
	err := l.Store.Write(ctx, []string{"accounts"}, func(tx Tx) error {
		audit := crm.Audit{
			At: at, Actor: who, Operation: "account.temp", Subject: "account", SubjectID: a.ID,
			Before: map[string]int64{"temp_refused_at": a.TempRefusedAt}, After: map[string]int64{"temp_refused_at": refusedAt},
		}
		return errors.Join(tx.SetTempRefused(a.ID, refusedAt), tx.AddAudit(audit), tx.AddChange(crm.Stale("account", a.ID, at)))
	})
	l.Waker.Wake(crm.TopicAccounts)
	return err
}
