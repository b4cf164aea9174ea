package schedule

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAGoodPlan(t *testing.T) {
	if p := Validate(shop()); len(p) > 0 {
		t.Errorf("it has problems: %v", p)
	}
}

func TestWhatIsWrongWithAPlan(t *testing.T) {
	amy := []string{"amy"}
	for _, row := range []struct {
		name   string
		change func(*Plan)
		want   Problem
	}{
		{"time of one digit", func(p *Plan) { p.Shifts[0].From = "9:00" }, Problem{Path: "shifts[0].from", Code: BadTime, Value: "9:00"}},
		{"begins at the end of the day", func(p *Plan) { p.Shifts[0].From = "24:00" }, Problem{Path: "shifts[0].from", Code: BadTime, Value: "24:00"}},
		{"after the end of the day", func(p *Plan) { p.Shifts[2].To = "25:00" }, Problem{Path: "shifts[2].to", Code: BadTime, Value: "25:00"}},
		{"no days", func(p *Plan) { p.Shifts[1].Days = nil }, Problem{Path: "shifts[1].days", Code: NoDays}},
		{"an eighth day", func(p *Plan) { p.Shifts[1].Days = []int{7, 8} }, Problem{Path: "shifts[1].days", Code: NoDays}},
		{"a day twice", func(p *Plan) { p.Shifts[1].Days = []int{2, 7, 2} }, Problem{Path: "shifts[1].days[2]", Code: Twice, Value: "2", Other: "shifts[1].days[0]"}},
		{"nobody", func(p *Plan) { p.Special[1].Shifts[0].People = nil }, Problem{Path: "special[1].shifts[0].people", Code: NoPeople}},
		{"no name", func(p *Plan) { p.Shifts[0].People = []string{"amy", ""} }, Problem{Path: "shifts[0].people[1]", Code: NoPeople}},
		{"somebody twice", func(p *Plan) { p.Shifts[0].People = []string{"amy", "bob", "amy"} }, Problem{Path: "shifts[0].people[2]", Code: Twice, Value: "amy", Other: "shifts[0].people[0]"}},
		{"a backup twice", func(p *Plan) { p.Backup = []string{"eve", "eve"} }, Problem{Path: "backup[1]", Code: Twice, Value: "eve", Other: "backup[0]"}},
		{"a department that is none", func(p *Plan) { p.Shifts[0].Parties = []int64{3, 0} }, Problem{Path: "shifts[0].parties[1]", Code: NoPeople}},
		{"a department in turn", func(p *Plan) { p.Mode, p.Shifts[0].Parties = InTurn, []int64{3} }, Problem{Path: "shifts[0].parties", Code: NoTurns}},
		{"too many on a shift", func(p *Plan) { p.Shifts[0].People = named("p", 101) }, Problem{Path: "shifts[0].people", Code: TooMany, Limit: 100}},
		{"too many for backup", func(p *Plan) { p.Backup = named("p", 101) }, Problem{Path: "backup", Code: TooMany, Limit: 100}},
		{"no such date", func(p *Plan) { p.Special[0].From = "2026-02-30" }, Problem{Path: "special[0].from", Code: BadDate, Value: "2026-02-30"}},
		{"no such last date", func(p *Plan) { p.Special[0].To = "soon" }, Problem{Path: "special[0].to", Code: BadDate, Value: "soon"}},
		{"backwards", func(p *Plan) { p.Special[0].To = "2026-12-31" }, Problem{Path: "special[0].to", Code: Backwards, Value: "2026-12-31"}},
		{"too long", func(p *Plan) { p.Special[0].To = "2028-02-05" }, Problem{Path: "special[0].to", Code: TooMany, Limit: 400}},
		{"two on a day", func(p *Plan) { p.Special = append(p.Special, Special{From: "2026-12-30", To: "2027-01-01"}) },
			Problem{Path: "special[2].from", Code: Overlap, Value: "2026-12-30", Other: "special[0]"}},
		{"less than no share", func(p *Plan) { p.Cap = -1 }, Problem{Path: "cap", Code: BadCap}},
		{"less than no share of one's own", func(p *Plan) { p.Caps = map[string]int{"bob": 1, "amy": -1} }, Problem{Path: "caps.amy", Code: BadCap}},
		{"no such mode", func(p *Plan) { p.Mode = "best" }, Problem{Path: "mode", Code: BadMode, Value: "best"}},
		{"nobody at all", func(p *Plan) { *p = Plan{Special: []Special{{From: "2026-12-25"}}} }, Problem{Path: "shifts", Code: Empty}},
		{"too many shifts", func(p *Plan) {
			for range 98 {
				p.Shifts = append(p.Shifts, Shift{Days: workdays, From: "09:00", To: "10:00", People: amy})
			}
		}, Problem{Path: "shifts", Code: TooMany, Limit: 100}},
	} {
		p := shop()
		row.change(&p)
		if diff := cmp.Diff([]Problem{row.want}, Validate(p)); diff != "" {
			t.Errorf("%s:\n%s", row.name, diff)
		}
	}
}

func named(prefix string, n int) (list []string) {
	for i := range n {
		list = append(list, fmt.Sprint(prefix, i))
	}
	return list
}

func TestTooManyAtOnce(t *testing.T) {
	sixty, fifty := named("a", 60), named("b", 50)
	shift := func(from, to string, who []string, days ...int) Shift {
		return Shift{Days: days, From: from, To: to, People: who}
	}
	for _, row := range []struct {
		name string
		plan Plan
		want string
	}{
		{"one after the other", Plan{Shifts: []Shift{shift("09:00", "12:00", sixty, 1), shift("12:00", "18:00", fifty, 1)}}, ""},
		{"together", Plan{Shifts: []Shift{shift("09:00", "12:01", sixty, 1), shift("12:00", "18:00", fifty, 1)}}, "shifts[1].people beside shifts[0]"},
		{"the same people", Plan{Shifts: []Shift{shift("09:00", "18:00", sixty, 1), shift("12:00", "18:00", sixty[:50], 1), shift("19:00", "20:00", fifty, 1)}}, ""},
		{"on other days", Plan{Shifts: []Shift{shift("09:00", "18:00", sixty, 1), shift("09:00", "18:00", fifty, 2)}}, ""},
		{"after a night", Plan{Shifts: []Shift{shift("22:00", "06:00", sixty, 7), shift("05:00", "18:00", fifty, 1)}}, "shifts[1].people beside shifts[0]"},
		{"one at a time", Plan{Mode: LeastAdded, Shifts: []Shift{shift("09:00", "18:00", sixty, 1), shift("12:00", "18:00", fifty, 1)}}, ""},
		{"on a special date", Plan{Special: []Special{{From: "2026-12-25", Shifts: []Shift{shift("09:00", "18:00", sixty), shift("09:00", "18:00", fifty)}}}},
			"special[0].shifts[1].people beside special[0].shifts[0]"},
		{"on its second day", Plan{Special: []Special{{From: "2026-12-25", To: "2026-12-26", Shifts: []Shift{shift("05:00", "09:00", sixty), shift("22:00", "06:00", fifty)}}}},
			"special[0].shifts[0].people beside special[0].shifts[1]"},
		{"after the night of a special date", Plan{
			Shifts:  []Shift{shift("05:00", "09:00", sixty, 6)},
			Special: []Special{{From: "2026-12-25", Shifts: []Shift{shift("22:00", "06:00", fifty)}}},
		}, "shifts[0].people beside special[0].shifts[0]"},
	} {
		got := ""
		for _, p := range Validate(row.plan) {
			if got = p.Path + " beside " + p.Other; p.Code != TooManyAtOnce || p.Limit != 100 {
				t.Errorf("%s: %+v", row.name, p)
			}
		}
		if got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}
