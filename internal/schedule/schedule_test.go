package schedule

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func moment(t testing.TB, z *time.Location, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, z)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

var workdays = []int{1, 2, 3, 4, 5}

// shop is open on workdays with a break at noon and on Saturday evening over midnight, closed at New Year, and has its own hours
// on one Sunday.
var shop = Plan{
	Shifts: []Shift{
		{Days: workdays, From: "09:00", To: "12:00", People: []string{"amy", "bob"}},
		{Days: workdays, From: "13:30", To: "18:00", People: []string{"bob", "cat"}},
		{Days: []int{6}, From: "20:00", To: "02:00", People: []string{"dan"}},
	},
	Special: []Special{
		{From: "2027-01-01", To: "2027-01-03", Note: "元旦"},
		{From: "2026-12-06", Shifts: []Shift{{From: "10:00", To: "16:00", People: []string{"amy"}}}},
	},
	Backup: []string{"eve"},
}

func TestWhoAnswers(t *testing.T) {
	shanghai := zone(t, "Asia/Shanghai")
	for _, row := range []struct {
		name, at string
		change   func(*Plan, *State)
		people   string
		kind     Kind
		leftOut  string
		next     string
	}{
		{"in the morning", "2026-11-30 09:00", nil, "amy bob", FromShift, "", "2026-11-30 12:00"},
		{"at noon the backup", "2026-11-30 12:00", nil, "eve", FromBackup, "", "2026-11-30 13:30"},
		{"the last minute", "2026-11-30 17:59", nil, "bob cat", FromShift, "", "2026-11-30 18:00"},
		{"over midnight", "2026-11-29 01:59", nil, "dan", FromShift, "", "2026-11-29 02:00"},
		{"a night that a special date cuts", "2026-12-06 01:00", nil, "eve", FromBackup, "", "2026-12-06 10:00"},
		{"a Sunday of its own", "2026-12-06 11:00", nil, "amy", FromSpecial, "", "2026-12-06 16:00"},
		{"a holiday", "2027-01-01 10:00", nil, "eve", FromBackup, "", "2027-01-04 09:00"},
		{"off until eleven", "2026-11-30 10:00", func(_ *Plan, s *State) {
			s.Off = map[string]int64{"amy": moment(t, shanghai, "2026-11-30 11:00").UnixMilli()}
		}, "bob", FromShift, "amy off", "2026-11-30 11:00"},
		{"all off", "2026-11-30 10:00", func(_ *Plan, s *State) { s.Off = map[string]int64{"amy": Always, "bob": Always} }, "eve", FromBackup, "amy off, bob off", "2026-11-30 12:00"},
		{"had their share", "2026-11-30 10:00", func(p *Plan, s *State) { p.Cap, s.Added = 3, map[string]int{"amy": 3, "bob": 2} }, "bob", FromShift, "amy cap", "2026-11-30 12:00"},
		{"a share of one's own", "2026-11-30 10:00", func(p *Plan, s *State) {
			p.Caps, s.Added = map[string]int{"bob": 1}, map[string]int{"amy": 9, "bob": 1}
		}, "amy", FromShift, "bob cap", "2026-11-30 12:00"},
		{"shares end at midnight", "2026-11-30 19:00", func(p *Plan, s *State) { p.Cap = 1; s.Added = map[string]int{"eve": 1} }, "", FromNobody, "eve cap", "2026-12-01 00:00"},
		{"not usable", "2026-11-30 10:00", func(_ *Plan, s *State) { s.Unusable = map[string]string{"amy": "left"} }, "bob", FromShift, "amy unusable", "2026-11-30 12:00"},
		{"in turn", "2026-11-30 10:00", func(p *Plan, s *State) { p.Mode, s.LastTurn = InTurn, "amy" }, "bob", FromShift, "amy not_turn", "2026-11-30 12:00"},
		{"in turn from the start", "2026-11-30 10:00", func(p *Plan, s *State) { p.Mode, s.LastTurn = InTurn, "bob" }, "amy", FromShift, "bob not_turn", "2026-11-30 12:00"},
		{"in turn, who was last is off", "2026-11-30 14:00", func(p *Plan, s *State) { p.Mode, s.LastTurn = InTurn, "amy" }, "bob", FromShift, "cat not_turn", "2026-11-30 18:00"},
		{"the one with the fewest", "2026-11-30 10:00", func(p *Plan, s *State) { p.Mode, s.Added = LeastAdded, map[string]int{"amy": 2, "bob": 1} }, "bob", FromShift, "amy not_turn", "2026-11-30 12:00"},
		{"nobody", "2026-11-30 12:30", func(p *Plan, _ *State) { p.Backup = nil }, "", FromNobody, "", "2026-11-30 13:30"},
	} {
		t.Run(row.name, func(t *testing.T) {
			p, s := shop, State{}
			if row.change != nil {
				row.change(&p, &s)
			}
			a := At(p, shanghai, moment(t, shanghai, row.at), s)
			var left []string
			for _, l := range a.LeftOut {
				left = append(left, l.Person+" "+l.Why)
			}
			got := []string{strings.Join(a.People, " "), string(a.Source.Kind), strings.Join(left, ", "), a.Next.In(shanghai).Format("2006-01-02 15:04")}
			if diff := cmp.Diff([]string{row.people, string(row.kind), row.leftOut, row.next}, got); diff != "" {
				t.Error(diff)
			}
			if a.Nobody != (row.people == "") {
				t.Errorf("nobody is %v", a.Nobody)
			}
		})
	}
}

func TestWhatIsWrongWithAPlan(t *testing.T) {
	if p := Validate(shop); len(p) > 0 {
		t.Errorf("a good plan: %+v", p)
	}
	bad := Plan{
		Mode: "best", Cap: -1, Caps: map[string]int{"amy": -2},
		Shifts:  []Shift{{From: "9:00", To: "25:00"}, {Days: []int{8}, From: "24:00", To: "24:00", People: []string{"amy"}}},
		Special: []Special{{From: "2026-02-30"}, {From: "2026-05-01", To: "2026-04-01"}, {From: "2026-06-01", To: "2026-06-03"}, {From: "2026-06-03"}},
	}
	var got []string
	for _, p := range Validate(bad) {
		got = append(got, p.Path+" "+p.Code)
	}
	want := []string{
		"mode mode", "shifts[0].from time", "shifts[0].to time", "shifts[0].days days", "shifts[0].people people", "shifts[1].from time", "shifts[1].days days",
		"special[0].from date", "special[1].to backwards", "special[3].from overlap", "cap cap", "caps.amy cap",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if p := Validate(Plan{}); len(p) != 1 || p[0].Code != Empty {
		t.Errorf("a plan of nobody: %+v", p)
	}
}

func TestAWeekInSegments(t *testing.T) {
	z := zone(t, "Asia/Shanghai")
	week := Week(shop, z, moment(t, z, "2026-12-03 12:00"), State{})
	if got := week[0].From; !got.Equal(moment(t, z, "2026-11-30 00:00")) {
		t.Errorf("it begins at %v", got)
	}
	for i := 1; i < len(week); i++ {
		if !week[i].From.Equal(week[i-1].To) || same(week[i].Answer, week[i-1].Answer) {
			t.Errorf("segments %d and %d: %+v, %+v", i-1, i, week[i-1], week[i])
		}
	}
	if last := week[len(week)-1].To; !last.Equal(moment(t, z, "2026-12-07 00:00")) {
		t.Errorf("it ends at %v", last)
	}
}

// onShift is who is on shift at a wall-clock minute, found the slow way.
func onShift(p Plan, at time.Time) []string {
	var on people
	for back := 1; back >= 0; back-- {
		d := dayOf(at, at.Location()).add(-back)
		shifts, special := p.Shifts, false
		if _, s := p.special(d); s != nil {
			shifts, special = s.Shifts, true
		}
		_, todaySpecial := p.special(dayOf(at, at.Location()))
		if back == 1 && todaySpecial != nil {
			continue
		}
		minute := at.Hour()*60 + at.Minute() + back*fullDay
		for _, s := range shifts {
			from, _ := minutesOf(s.From)
			to, _ := minutesOf(s.To)
			if to <= from {
				to += fullDay
			}
			if (special || slices.Contains(s.Days, d.weekday())) && from <= minute && minute < to {
				on.add(s.People)
			}
		}
	}
	return on.list
}

func drawPlan(t *rapid.T) Plan {
	who := rapid.SampledFrom([]string{"a", "b", "c", "d"})
	clock := rapid.Custom(func(t *rapid.T) string {
		return time.Date(2000, 1, 1, 0, 15*rapid.IntRange(0, 95).Draw(t, "quarter"), 0, 0, time.UTC).Format("15:04")
	})
	shift := rapid.Custom(func(t *rapid.T) Shift {
		return Shift{
			Days: rapid.SliceOfNDistinct(rapid.IntRange(1, 7), 1, 7, rapid.ID[int]).Draw(t, "days"),
			From: clock.Draw(t, "from"), To: clock.Draw(t, "to"), People: rapid.SliceOfNDistinct(who, 1, 3, rapid.ID[string]).Draw(t, "people"),
		}
	})
	p := Plan{
		Shifts: rapid.SliceOfN(shift, 0, 4).Draw(t, "shifts"), Mode: rapid.SampledFrom([]Mode{"", All, InTurn, LeastAdded}).Draw(t, "mode"),
		Backup: rapid.SliceOfNDistinct(who, 0, 2, rapid.ID[string]).Draw(t, "backup"), Cap: rapid.IntRange(0, 3).Draw(t, "cap"),
	}
	for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, 9), 0, 3, rapid.ID[int]).Draw(t, "special") {
		date := day{2026, time.March, 25}.add(n).String()
		p.Special = append(p.Special, Special{From: date, Shifts: rapid.SliceOfN(shift, 0, 2).Draw(t, "special shifts")})
	}
	return p
}

// The answer is the same from any moment to its Next, in zones where clocks are put forward and back too; and who is on shift
// is who a walk by minutes finds.
func TestAnswerHoldsUntilNext(t *testing.T) {
	zones := []*time.Location{zone(t, "Asia/Shanghai"), zone(t, "Europe/Berlin"), zone(t, "America/New_York"), zone(t, "America/Sao_Paulo"), time.UTC}
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlan(t)
		z := rapid.SampledFrom(zones).Draw(t, "zone")
		now := day{2026, time.March, 26}.begin(z).Add(time.Duration(rapid.IntRange(0, 7*fullDay).Draw(t, "minute")) * time.Minute)
		s := State{
			Added: map[string]int{"a": rapid.IntRange(0, 3).Draw(t, "added")}, LastTurn: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "last"),
			Off: map[string]int64{"b": now.Add(time.Duration(rapid.IntRange(-60, 600).Draw(t, "off")) * time.Minute).UnixMilli()},
		}
		a := At(p, z, now, s)
		if !a.Next.IsZero() && !a.Next.After(now) {
			t.Fatalf("next %v is not after %v", a.Next, now)
		}
		end := now.Add(3 * 24 * time.Hour)
		if !a.Next.IsZero() && a.Next.Before(end) {
			end = a.Next
		}
		for m := now; m.Before(end); m = m.Add(7 * time.Minute) {
			if b := At(p, z, m, s); !same(a, b) {
				t.Fatalf("at %v %+v, at %v %+v", now, a, m, b)
			}
		}
		if z.String() == "Asia/Shanghai" { // without jumps the wall clock says it all
			on := onShift(p, now)
			if (len(on) == 0) != a.Closed {
				t.Fatalf("on shift %v, closed %v", on, a.Closed)
			}
			for _, who := range a.People {
				if a.Source.Kind != FromBackup && !slices.Contains(on, who) {
					t.Fatalf("%s is shown, on shift are %v", who, on)
				}
			}
		}
	})
}

func FuzzPlan(f *testing.F) {
	seed, err := json.Marshal(shop)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(seed), int64(1764460800))
	f.Add(`{"shifts":[{"days":[1],"from":"23:00","to":"23:00","people":["a"]}]}`, int64(0))
	z := zone(f, "America/New_York")
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		var p Plan
		if json.Unmarshal([]byte(text), &p) != nil || len(Validate(p)) > 0 {
			return
		}
		now := time.Unix(unix%4e9, 0)
		if a := At(p, z, now, State{}); !a.Next.IsZero() && !a.Next.After(now) {
			t.Errorf("next %v is not after %v", a.Next, now)
		}
	})
}

func BenchmarkAt(b *testing.B) {
	z := zone(b, "Asia/Shanghai")
	p := Plan{Mode: LeastAdded}
	for i := range 5 {
		var who []string
		for k := range 20 {
			who = append(who, strings.Repeat("x", i+1)+string(rune('a'+k)))
		}
		p.Shifts = append(p.Shifts, Shift{Days: workdays, From: "09:00", To: "18:00", People: who})
	}
	for i := range 100 {
		p.Special = append(p.Special, Special{From: day{2027, time.January, 1}.add(3 * i).String()})
	}
	now := moment(b, z, "2026-11-30 10:00")
	for b.Loop() {
		At(p, z, now, State{})
	}
}
