package ledger

import (
	"context"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/schedule"
)

// planWords say what is wrong with a plan.
var planWords = map[string][2]string{
	schedule.BadTime:   {"时间须写作 HH:MM", "write times as HH:MM"},
	schedule.BadDate:   {"日期须写作 YYYY-MM-DD", "write dates as YYYY-MM-DD"},
	schedule.NoDays:    {"请选择星期几", "choose the days of the week"},
	schedule.NoPeople:  {"请选择这个班次的成员或部门", "choose who is on this shift"},
	schedule.TooMany:   {"数量太多：每班最多 100 人，最多 100 个班次、400 个特殊日期", "too many: a shift takes 100 people, a plan 100 shifts and 400 special dates"},
	schedule.Backwards: {"结束日期早于开始日期", "it ends before it begins"},
	schedule.Overlap:   {"这一天已在另一个特殊日期里", "this day is in another special date already"},
	schedule.BadCap:    {"每日上限不能为负", "a daily limit must not be negative"},
	schedule.BadMode:   {"分配方式只能是 all、in_turn 或 least_added", "the mode must be all, in_turn or least_added"},
	schedule.Empty:     {"排班里没有任何成员", "nobody is in this plan"},

	schedule.Twice:         {"这里已经有了，请勿重复", "this is there already: leave one out"},
	schedule.NoTurns:       {"部门不能轮流接待，请改选成员，或改为全部显示", "departments cannot take turns: choose people, or show all"},
	schedule.TooManyAtOnce: {"同一时间在班的成员超过 100 人，请错开班次或减少成员", "more than 100 people are on shift at once: part the shifts, or take fewer people"},
}

func validatePlan(p *schedule.Plan) error {
	if p == nil {
		return nil
	}
	for _, wrong := range schedule.Validate(*p) {
		words := planWords[wrong.Code]
		return crm.Invalid("plan."+wrong.Path, words[0], words[1])
	}
	return nil
}

// foldPlan writes everybody as the platform compares them, in lower case: one who is off is off however a form spells them.
func foldPlan(p *schedule.Plan) *schedule.Plan {
	if p == nil {
		return nil
	}
	folded := *p
	folded.Shifts, folded.Backup = foldShifts(p.Shifts), foldAll(p.Backup)
	folded.Special = slices.Clone(p.Special)
	for i, s := range folded.Special {
		folded.Special[i].Shifts = foldShifts(s.Shifts)
	}
	if p.Caps != nil {
		folded.Caps = map[string]int{}
		for who, n := range p.Caps {
			folded.Caps[lower(who)] = n
		}
	}
	return &folded
}

func foldShifts(list []schedule.Shift) []schedule.Shift {
	out := slices.Clone(list)
	for i, s := range out {
		out[i].People = foldAll(s.People)
	}
	return out
}

func foldAll(list []string) []string {
	out := make([]string, len(list))
	for i, who := range list {
		out[i] = lower(who)
	}
	return out
}

// Moment is who a plan names at a moment, and how the week around it looks.
type Moment struct {
	At     int64           `json:"at"`
	Answer schedule.Answer `json:"answer"`
	Week   []WeekPart      `json:"week" doc:"The week of that day, Monday first"`
	Names  []MemberRow     `json:"names" doc:"Everybody of the plan by name"`
}

// WeekPart is a stretch of a week with one answer.
type WeekPart struct {
	From   int64           `json:"from"`
	To     int64           `json:"to"`
	Answer schedule.Answer `json:"answer"`
}

// Simulate says who answers a way at a moment, and why. Counts and turns are those of now.
func (l *Ledger) Simulate(ctx context.Context, id, at int64) (Moment, error) {
	w, err := l.Store.Way(ctx, id)
	if err != nil {
		return Moment{}, err
	}
	if w.Plan == nil {
		return Moment{}, crm.Refuse(CodeNoPlan)
	}
	return l.simulate(ctx, w, at)
}

// SimulatePlan does the same for a plan that no way has yet.
func (l *Ledger) SimulatePlan(ctx context.Context, account int64, plan schedule.Plan, at int64) (Moment, error) {
	plan = *foldPlan(&plan)
	if err := validatePlan(&plan); err != nil {
		return Moment{}, err
	}
	a, err := l.Store.Account(ctx, account)
	if err != nil {
		return Moment{}, err
	}
	return l.simulate(ctx, Way{CorpID: a.CorpID, AccountID: a.ID, Settings: Settings{Plan: &plan}}, at)
}

// CodeNoPlan: the way leads to the same people at all times.
const CodeNoPlan crm.Code = "way_without_plan"

func (l *Ledger) simulate(ctx context.Context, w Way, at int64) (Moment, error) {
	now := l.Clock()
	if at == 0 {
		at = now.UnixMilli()
	}
	zone, err := l.zoneOf(ctx, w.AccountID)
	if err != nil {
		return Moment{}, err
	}
	s, err := l.planState(ctx, w, now, zone)
	if err != nil {
		return Moment{}, err
	}
	when := time.UnixMilli(at)
	if DaysUntil(when, zone)[13] != DaysUntil(now, zone)[13] {
		s.Added = nil // another day begins at none
	}
	m := Moment{At: at, Answer: schedule.At(*w.Plan, zone, when, s)}
	s.Added = nil
	for _, part := range schedule.Week(*w.Plan, zone, when, s) {
		m.Week = append(m.Week, WeekPart{part.From.UnixMilli(), part.To.UnixMilli(), part.Answer})
	}
	m.Names, err = l.names(ctx, w.CorpID, w.Plan.Everybody())
	return m, err
}

func (l *Ledger) names(ctx context.Context, corp int64, userIDs []string) ([]MemberRow, error) {
	all, err := l.Store.Members(ctx, corp)
	if err != nil {
		return nil, err
	}
	known := map[string]string{}
	for _, m := range all {
		known[m.UserID] = m.Name
	}
	rows := make([]MemberRow, len(userIDs))
	for i, id := range userIDs {
		rows[i] = MemberRow{UserID: id, Name: id}
		if name := known[lower(id)]; name != "" {
			rows[i].Name = name
		}
	}
	return rows, nil
}
