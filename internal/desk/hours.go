package desk

import (
	"context"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/schedule"
)

// Hours is when a desk answers, in the account's time zone.
type Hours struct {
	Always  bool          `json:"always" doc:"At all times; the rest is kept and not asked"`
	Weekly  []HoursShift  `json:"weekly" nullable:"false"`
	Special []HoursOnDate `json:"special" nullable:"false" doc:"Holidays, and other dates with hours of their own"`
}

// HoursShift is a part of certain days.
type HoursShift struct {
	Days []int  `json:"days,omitempty" nullable:"false" doc:"1 Monday to 7 Sunday; not on special dates"`
	From string `json:"from" doc:"HH:MM"`
	To   string `json:"to" doc:"HH:MM, 24:00 at most; at or before from: on the next day"`
}

// HoursOnDate are dates that the week does not hold for; without shifts the desk is closed on them.
type HoursOnDate struct {
	From   string       `json:"from" doc:"YYYY-MM-DD"`
	To     string       `json:"to,omitempty" doc:"The last day; from when left out"`
	Note   string       `json:"note,omitempty" maxLength:"50"`
	Shifts []HoursShift `json:"shifts" nullable:"false"`
}

// SectionHours is when a desk answers.
const SectionHours Section = "hours"

// defaultHours are those of a desk that nobody set: it is always open.
func defaultHours() Hours {
	return Hours{Always: true, Weekly: []HoursShift{}, Special: []HoursOnDate{}}
}

// theDesk stands for whoever is on shift: who answers is not a matter of hours.
var theDesk = []string{"desk"}

func (h Hours) plan() schedule.Plan {
	p := schedule.Plan{Shifts: shiftsOf(h.Weekly)}
	for _, s := range h.Special {
		p.Special = append(p.Special, schedule.Special{From: s.From, To: s.To, Note: s.Note, Shifts: shiftsOf(s.Shifts)})
	}
	return p
}

func shiftsOf(list []HoursShift) []schedule.Shift {
	var out []schedule.Shift
	for _, s := range list {
		out = append(out, schedule.Shift{Days: s.Days, From: s.From, To: s.To, People: theDesk})
	}
	return out
}

// At says whether the desk is open at a moment, and when that changes by the clock; zero: never.
func (h Hours) At(now time.Time, zone *time.Location) (open bool, changes time.Time) {
	if h.Always {
		return true, time.Time{}
	}
	a := schedule.At(h.plan(), zone, now, schedule.State{})
	next := a.Next
	for n := 0; n < 64 && !next.IsZero(); n++ { // an hour that joins another, or the turn of a day, changes nothing
		if b := schedule.At(h.plan(), zone, next, schedule.State{}); b.Closed != a.Closed {
			return !a.Closed, next
		} else {
			next = b.Next
		}
	}
	return !a.Closed, time.Time{}
}

// hoursWords say what is wrong with hours.
var hoursWords = map[string][2]string{
	schedule.BadTime:   {"时间须写作 HH:MM", "write times as HH:MM"},
	schedule.BadDate:   {"日期须写作 YYYY-MM-DD", "write dates as YYYY-MM-DD"},
	schedule.NoDays:    {"请选择星期几", "choose the days of the week"},
	schedule.Backwards: {"结束日期在开始日期之前", "the last day is before the first"},
	schedule.Overlap:   {"日期与另一个特殊日期重叠", "a date is in two special ranges"},
	schedule.Twice:     {"这里已经有了，请勿重复", "this is there already: leave one out"},
	schedule.TooMany:   {"数量太多：最多 100 个时段、400 个特殊日期", "too many: at most 100 shifts and 400 special dates"},
	schedule.Empty:     {"请至少设置一个营业时段", "set some hours at least"},
}

func (h Hours) validate() error {
	if h.Always && len(h.Weekly) == 0 && len(h.Special) == 0 {
		return nil
	}
	for _, p := range schedule.Validate(h.plan()) {
		if p.Code == schedule.Empty && h.Always {
			continue
		}
		w := hoursWords[p.Code]
		return crm.Invalid(p.Path, w[0], w[1])
	}
	return nil
}

// HoursNow are an account's hours and whether it is open.
type HoursNow struct {
	Setting[Hours]
	Open    bool   `json:"open"`
	Changes int64  `json:"changes" doc:"When the desk opens or closes next; 0: never"`
	Zone    string `json:"zone" doc:"The time zone that all of it is in"`
}

// BusinessHours are the hours of an account; those of account 0 are for all.
func (k *Desk) BusinessHours(ctx context.Context, account int64) (HoursNow, error) {
	set, err := settingFor(k.Store.DeskSettings(ctx), account, SectionHours, defaultHours())
	if err != nil {
		return HoursNow{}, err
	}
	zone, err := k.zone(ctx, account)
	if err != nil {
		return HoursNow{}, err
	}
	now := HoursNow{Setting: set, Zone: zone.String()}
	var changes time.Time
	if now.Open, changes = set.Value.At(k.Clock(), zone); !changes.IsZero() {
		now.Changes = changes.UnixMilli()
	}
	return now, nil
}

// zone is an account's time zone, and the usual one for all accounts together.
func (k *Desk) zone(ctx context.Context, account int64) (*time.Location, error) {
	if account == 0 {
		return crm.Account{}.WithDefaults().Location(), nil
	}
	a, err := k.Store.Account(ctx, account)
	return a.Location(), err
}

// SetBusinessHours stores them; nil has the account follow what is set for all.
func (k *Desk) SetBusinessHours(ctx context.Context, who crm.Actor, account int64, h *Hours) (HoursNow, error) {
	if err := setSection(ctx, k, who, account, SectionHours, h); err != nil {
		return HoursNow{}, err
	}
	return k.BusinessHours(ctx, account)
}
