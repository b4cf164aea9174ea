package schedule

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// model answers by the rules in the package comment, the slow way: it walks by minutes, and a time of the day has come when the
// clock on the wall has shown it or a later one.
type model struct {
	plan  Plan
	zone  *time.Location
	state State
	at    time.Time
	wall  time.Time          // the latest the clock has shown, as if it were UTC
	shown map[time.Time]bool // the dates it has shown
}

func newModel(p Plan, zone *time.Location, at time.Time, s State) *model {
	m := &model{plan: p, zone: zone, state: s, at: at.Add(-54 * time.Hour), shown: map[time.Time]bool{}}
	for m.at.Before(at) {
		m.step()
	}
	return m
}

func (m *model) step() {
	m.at = m.at.Add(time.Minute)
	t := m.at.In(m.zone)
	shown := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, time.UTC)
	if shown.After(m.wall) {
		m.wall = shown
		m.shown[shown.Truncate(24*time.Hour)] = true
	}
}

func (m *model) specialOn(date string) int {
	return slices.IndexFunc(m.plan.Special, func(s Special) bool {
		return s.From <= date && date <= max(s.From, s.To)
	})
}

// onShift are those of the shifts that began today or yesterday and have not ended.
func (m *model) onShift() (on []string) {
	today := m.wall.Format(time.DateOnly)
	for _, began := range []time.Time{m.wall.AddDate(0, 0, -1), m.wall} {
		date := began.Format(time.DateOnly)
		i, shifts := m.specialOn(date), m.plan.Shifts
		if i >= 0 {
			shifts = m.plan.Special[i].Shifts
		}
		over := date != today
		if over && m.specialOn(today) >= 0 && m.specialOn(today) != i || !m.shown[began.Truncate(24*time.Hour)] { // Samoa never had a 2011-12-30
			continue
		}
		for _, s := range shifts {
			weekday := int(began.Weekday()+6)%7 + 1
			if (i >= 0 || slices.Contains(s.Days, weekday)) && holds(s, m.wall.Format("15:04"), over) {
				on = append(on, slices.DeleteFunc(slices.Clone(s.People), func(who string) bool { return slices.Contains(on, who) })...)
			}
		}
	}
	return on
}

func holds(s Shift, clock string, over bool) bool {
	night := s.To <= s.From
	if over {
		return night && clock < s.To
	}
	return s.From <= clock && (night || clock < s.To)
}

func (m *model) able(who string) bool {
	most, own := m.plan.Caps[who]
	if !own {
		most = m.plan.Cap
	}
	off := m.state.Off[who]
	return m.state.Unusable[who] == "" && off != Always && off <= m.at.UnixMilli() && (most == 0 || m.state.Added[who] < most)
}

func (m *model) people() []string {
	on := m.onShift()
	shown := m.choose(on)
	if len(shown) == 0 {
		shown = m.choose(m.plan.Backup)
	}
	return shown
}

func (m *model) choose(list []string) []string {
	able := slices.DeleteFunc(slices.Clone(list), func(who string) bool { return !m.able(who) })
	if len(able) < 2 || m.plan.Mode == All || m.plan.Mode == "" {
		return able
	}
	if m.plan.Mode == LeastAdded {
		return []string{slices.MinFunc(able, func(a, b string) int { return m.state.Added[a] - m.state.Added[b] })}
	}
	last := -1
	for _, who := range slices.Backward(m.state.Turns) { // the latest of them says it
		if i := slices.Index(list, who); i >= 0 {
			last = i
		}
	}
	for _, who := range slices.Concat(list[last+1:], list[:last+1]) {
		if slices.Contains(able, who) {
			return []string{who}
		}
	}
	return nil
}

// turns are days around which clocks jump, by zones: by an hour, by half of one, by two, at midnight, over it, and over a day.
var turns = []struct{ zone, date string }{
	{"Asia/Shanghai", "2026-03-29"},
	{"Europe/Berlin", "2026-03-29"},
	{"Europe/Berlin", "2026-10-25"},
	{"Europe/London", "2026-03-29"},
	{"Europe/Dublin", "2026-10-25"},
	{"America/New_York", "2026-03-08"},
	{"America/New_York", "2026-11-01"},
	{"Australia/Lord_Howe", "2026-04-05"},
	{"Australia/Lord_Howe", "2026-10-04"},
	{"Antarctica/Troll", "2026-03-29"},
	{"Antarctica/Troll", "2026-10-25"},
	{"America/Havana", "2026-03-08"},
	{"America/Havana", "2026-11-01"},
	{"America/Sao_Paulo", "2018-11-04"},
	{"America/Sao_Paulo", "2019-02-16"},
	{"Africa/Cairo", "2026-04-24"},
	{"America/St_Johns", "2010-11-06"},
	{"America/Caracas", "2007-12-09"},
	{"Asia/Pyongyang", "2018-05-04"},
	{"Pacific/Apia", "2011-12-30"},
}

func drawClock(t *rapid.T, label string) string {
	quarter := rapid.IntRange(0, 95).Draw(t, label)
	if rapid.Bool().Draw(t, label+" at night") {
		quarter %= 16 // where clocks jump
	}
	return time.Date(2000, 1, 1, 0, 15*quarter, 0, 0, time.UTC).Format("15:04")
}

var anybody = rapid.SampledFrom([]string{"a", "b", "c", "d", "e"})

func drawShift(t *rapid.T) Shift {
	s := Shift{
		Days: rapid.SliceOfNDistinct(rapid.IntRange(1, 7), 1, 7, rapid.ID[int]).Draw(t, "days"),
		From: drawClock(t, "from"), To: drawClock(t, "to"),
		People: rapid.SliceOfNDistinct(anybody, 1, 3, rapid.ID[string]).Draw(t, "people"),
	}
	if rapid.IntRange(0, 5).Draw(t, "to midnight") == 0 {
		s.To = "24:00"
	}
	return s
}

func drawPlan(t *rapid.T, around time.Time) Plan {
	shift := rapid.Custom(drawShift)
	p := Plan{
		Shifts: rapid.SliceOfN(shift, 0, 4).Draw(t, "shifts"), Mode: rapid.SampledFrom([]Mode{"", All, InTurn, LeastAdded}).Draw(t, "mode"),
		Backup: rapid.SliceOfNDistinct(anybody, 0, 3, rapid.ID[string]).Draw(t, "backup"), Cap: rapid.IntRange(0, 3).Draw(t, "cap"),
		Caps: rapid.MapOfN(anybody, rapid.IntRange(0, 3), 0, 2).Draw(t, "caps"),
	}
	date := around.AddDate(0, 0, -2)
	for range rapid.IntRange(0, 3).Draw(t, "specials") {
		date = date.AddDate(0, 0, rapid.IntRange(1, 3).Draw(t, "days between"))
		s := Special{From: date.Format(time.DateOnly), Shifts: rapid.SliceOfN(shift, 0, 2).Draw(t, "special shifts")}
		if date = date.AddDate(0, 0, rapid.IntRange(0, 2).Draw(t, "days of it")); s.From != date.Format(time.DateOnly) {
			s.To = date.Format(time.DateOnly)
		}
		p.Special = append(p.Special, s)
	}
	return p
}

func drawState(t *rapid.T, now time.Time) State {
	until := rapid.Custom(func(t *rapid.T) int64 {
		if minutes := rapid.IntRange(-90, 900).Draw(t, "minutes"); minutes > -60 {
			return now.Truncate(time.Minute).Add(time.Duration(minutes) * time.Minute).UnixMilli()
		}
		return Always
	})
	return State{
		Off: rapid.MapOfN(anybody, until, 0, 2).Draw(t, "off"), Added: rapid.MapOfN(anybody, rapid.IntRange(0, 4), 0, 5).Draw(t, "added"),
		Turns:    rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "z"}), 0, 3, rapid.ID).Draw(t, "turns"),
		Unusable: rapid.MapOfN(anybody, rapid.Just("left"), 0, 1).Draw(t, "unusable"),
	}
}

// At says what the model says, from now to the last minute before Next, wherever clocks jump; and Next is after now.
func TestAnswerHoldsUntilNext(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		turn := rapid.SampledFrom(turns).Draw(t, "turn")
		z, err := time.LoadLocation(turn.zone)
		if err != nil {
			t.Fatal(err)
		}
		around, _ := time.Parse(time.DateOnly, turn.date)
		p := drawPlan(t, around)
		now := around.Add(time.Duration(rapid.IntRange(-30*60, 50*60).Draw(t, "minute")) * time.Minute)
		s := drawState(t, now)
		a := At(p, z, now, s)
		if !a.Next.IsZero() && !a.Next.After(now) {
			t.Fatalf("next %v is not after %v", a.Next, now)
		}
		end := now.Add(27 * time.Hour)
		if !a.Next.IsZero() && a.Next.Before(end) {
			end = a.Next
		}
		for m := newModel(p, z, now, s); m.at.Before(end); m.step() {
			if m.at.Minute()%5 > 0 && m.at.After(now) && m.at.Add(2*time.Minute).Before(end) {
				continue // shifts begin at quarters of an hour, and people come back when Next says
			}
			want, got := m.people(), At(p, z, m.at, s)
			if !slices.Equal(want, got.People) || got.Nobody != (len(want) == 0) || got.Closed != (len(m.onShift()) == 0) {
				t.Fatalf("at %v are %v, want %v: %+v", m.at.In(z), got.People, want, got)
			}
			if diff := cmp.Diff(a, got); diff != "" {
				t.Fatalf("between %v and %v, at %v:\n%s", now.In(z), a.Next.In(z), m.at.In(z), diff)
			}
		}
	})
}
