package schedule

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
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
func shop() Plan {
	return Plan{
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
		{"a holiday", "2027-01-01 10:00", nil, "eve", FromBackup, "", "2027-01-04 00:00"},
		{"the holiday is over", "2027-01-04 00:00", nil, "eve", FromBackup, "", "2027-01-04 09:00"},
		{"off until tomorrow", "2026-11-30 10:00", func(_ *Plan, s *State) {
			s.Off = map[string]int64{"amy": moment(t, shanghai, "2026-12-01 00:00").UnixMilli()}
		}, "bob", FromShift, "amy off", "2026-11-30 12:00"},
		{"somebody comes back who is not on shift", "2026-11-30 10:00", func(_ *Plan, s *State) {
			s.Off = map[string]int64{"dan": moment(t, shanghai, "2026-11-30 11:00").UnixMilli()}
		}, "amy bob", FromShift, "", "2026-11-30 12:00"},
		{"off until eleven", "2026-11-30 10:00", func(_ *Plan, s *State) {
			s.Off = map[string]int64{"amy": moment(t, shanghai, "2026-11-30 11:00").UnixMilli()}
		}, "bob", FromShift, "amy off", "2026-11-30 11:00"},
		{"all off", "2026-11-30 10:00", func(_ *Plan, s *State) { s.Off = map[string]int64{"amy": Always, "bob": Always} }, "eve", FromBackup, "amy off, bob off", "2026-11-30 12:00"},
		{"had their share", "2026-11-30 10:00", func(p *Plan, s *State) { p.Cap, s.Added = 3, map[string]int{"amy": 3, "bob": 2} }, "bob", FromShift, "amy cap", "2026-11-30 12:00"},
		{"all had their share", "2026-11-30 17:00", func(p *Plan, s *State) {
			p.Cap, s.Added = 1, map[string]int{"bob": 1, "cat": 2}
		}, "eve", FromBackup, "bob cap, cat cap", "2026-11-30 18:00"},
		{"all had their share, the backup too", "2026-11-28 21:00", func(p *Plan, s *State) {
			p.Cap, s.Added = 1, map[string]int{"dan": 1, "eve": 1}
		}, "", FromNobody, "dan cap, eve cap", "2026-11-29 00:00"},
		{"a backup who was asked already", "2026-11-30 10:00", func(p *Plan, s *State) {
			p.Backup, s.Off = []string{"bob", "eve", "eve"}, map[string]int64{"amy": Always, "bob": Always}
		}, "eve", FromBackup, "amy off, bob off", "2026-11-30 12:00"},
		{"no share, by their own", "2026-11-30 10:00", func(p *Plan, s *State) {
			p.Cap, p.Caps, s.Added = 1, map[string]int{"amy": 0}, map[string]int{"amy": 9, "bob": 1}
		}, "amy", FromShift, "bob cap", "2026-11-30 12:00"},
		{"a share of one's own", "2026-11-30 10:00", func(p *Plan, s *State) {
			p.Caps, s.Added = map[string]int{"bob": 1}, map[string]int{"amy": 9, "bob": 1}
		}, "amy", FromShift, "bob cap", "2026-11-30 12:00"},
		{"shares end at midnight", "2026-11-30 19:00", func(p *Plan, s *State) { p.Cap = 1; s.Added = map[string]int{"eve": 1} }, "", FromNobody, "eve cap", "2026-12-01 00:00"},
		{"not usable", "2026-11-30 10:00", func(_ *Plan, s *State) { s.Unusable = map[string]string{"amy": "left"} }, "bob", FromShift, "amy unusable", "2026-11-30 12:00"},
		{"in turn", "2026-11-30 10:00", func(p *Plan, s *State) { p.Mode, s.Turns = InTurn, []string{"amy"} }, "bob", FromShift, "amy not_turn", "2026-11-30 12:00"},
		{"in turn from the start", "2026-11-30 10:00", func(p *Plan, s *State) { p.Mode, s.Turns = InTurn, []string{"bob"} }, "amy", FromShift, "bob not_turn", "2026-11-30 12:00"},
		{"in turn, who was last is off", "2026-11-30 14:00", func(p *Plan, s *State) { p.Mode, s.Turns = InTurn, []string{"amy"} }, "bob", FromShift, "cat not_turn", "2026-11-30 18:00"},
		{"in turn, though others had the last", "2026-11-30 10:00", func(p *Plan, s *State) { p.Mode, s.Turns = InTurn, []string{"eve", "cat", "amy", "bob"} }, "bob", FromShift, "amy not_turn", "2026-11-30 12:00"},
		{"the one with the fewest", "2026-11-30 10:00", func(p *Plan, s *State) { p.Mode, s.Added = LeastAdded, map[string]int{"amy": 2, "bob": 1} }, "bob", FromShift, "amy not_turn", "2026-11-30 12:00"},
		{"as few as the other", "2026-11-30 10:00", func(p *Plan, s *State) { p.Mode, s.Added = LeastAdded, map[string]int{"amy": 1, "bob": 1} }, "amy", FromShift, "bob not_turn", "2026-11-30 12:00"},
		{"the fewest, until all begin at none again", "2026-11-28 23:00", func(p *Plan, s *State) {
			p.Shifts[2].People, p.Special = []string{"dan", "fay"}, nil
			p.Mode, s.Added = LeastAdded, map[string]int{"dan": 1}
		}, "fay", FromShift, "dan not_turn", "2026-11-29 00:00"},
		{"turns among the backup", "2026-11-30 12:00", func(p *Plan, s *State) {
			p.Mode, s.Turns, p.Backup = InTurn, []string{"eve", "bob"}, []string{"eve", "fay"}
		}, "fay", FromBackup, "eve not_turn", "2026-11-30 13:30"},
		{"nobody", "2026-11-30 12:30", func(p *Plan, _ *State) { p.Backup = nil }, "", FromNobody, "", "2026-11-30 13:30"},
	} {
		t.Run(row.name, func(t *testing.T) {
			p, s := shop(), State{}
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

// A night belongs to the day it begins on. A holiday cuts the night before; its own nights and the one after it are whole.
func TestNights(t *testing.T) {
	z := zone(t, "Asia/Shanghai")
	every := []int{1, 2, 3, 4, 5, 6, 7}
	night := func(who string) []Shift {
		return []Shift{{Days: every, From: "22:00", To: "06:00", People: []string{who}}}
	}
	p := Plan{Shifts: night("amy"), Special: []Special{
		{From: "2026-10-01", To: "2026-10-03", Shifts: night("bob")},
		{From: "2026-10-04"},
		{From: "2026-12-25", Shifts: night("cat")},
	}}
	for _, row := range []struct{ at, want string }{
		{"2026-09-30 05:59", "amy"},
		{"2026-09-30 23:59", "amy"},
		{"2026-10-01 00:00", ""},
		{"2026-10-01 22:00", "bob"},
		{"2026-10-02 05:59", "bob"},
		{"2026-10-02 06:00", ""},
		{"2026-10-03 23:59", "bob"},
		{"2026-10-04 00:00", ""},
		{"2026-10-05 01:00", ""},
		{"2026-12-25 01:00", ""},
		{"2026-12-26 01:00", "cat"},
	} {
		if a := At(p, z, moment(t, z, row.at), State{}); strings.Join(a.People, " ") != row.want {
			t.Errorf("at %s: %v, want %q", row.at, a.People, row.want)
		}
	}
}

// An answer tells which shifts are on, and which special date it is, also where nobody is on shift.
func TestAnswerTellsWhereItComesFrom(t *testing.T) {
	z := zone(t, "Asia/Shanghai")
	p := shop()
	p.Shifts[1].From = "11:00"
	p.Shifts[1].Parties = []int64{7, 8}
	a := At(p, z, moment(t, z, "2026-11-30 11:30"), State{})
	want := Answer{
		People: []string{"amy", "bob", "cat"}, Parties: []int64{7, 8}, LeftOut: []LeftOut{}, Source: Source{Kind: FromShift},
		On: []Source{{Kind: FromShift}, {Kind: FromShift, Shift: 1}}, Next: moment(t, z, "2026-11-30 12:00"),
	}
	if diff := cmp.Diff(want, a); diff != "" {
		t.Error(diff)
	}
	p.Mode = InTurn
	if a := At(p, z, moment(t, z, "2026-11-30 11:30"), State{}); len(a.People) != 1 || len(a.Parties) > 0 {
		t.Errorf("in turn: %v, departments %v", a.People, a.Parties)
	}
	holiday := At(p, z, moment(t, z, "2027-01-02 11:30"), State{})
	if holiday.Special == nil || *holiday.Special != 0 || !holiday.Closed || len(holiday.On) > 0 || holiday.Source.Kind != FromBackup {
		t.Errorf("on a holiday: %+v", holiday)
	}
	p.Shifts[1].People, p.Mode = nil, All
	departments := At(p, z, moment(t, z, "2026-11-30 14:00"), State{})
	if departments.Nobody || departments.Source != (Source{Kind: FromShift, Shift: 1}) {
		t.Errorf("departments alone: %+v", departments)
	}
}
