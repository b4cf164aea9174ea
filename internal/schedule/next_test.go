package schedule

import (
	"testing"
	"time"
)

func TestNextBehindClosedDoors(t *testing.T) {
	z := zone(t, "Asia/Shanghai")
	mondays := []Shift{{Days: []int{1}, From: "09:00", To: "10:00", People: []string{"amy"}}}
	for _, row := range []struct {
		name string
		plan Plan
		want string
	}{
		{"closed for years", Plan{Shifts: mondays, Special: []Special{{From: "2026-01-01", To: "2036-12-31"}}}, "2037-01-01 00:00"},
		{"special dates alone, far away", Plan{Special: []Special{{From: "2040-05-05", Shifts: []Shift{{From: "08:00", To: "09:00", People: []string{"amy"}}}}}}, "2040-05-05 00:00"},
		{"over", Plan{Special: []Special{{From: "2020-05-05", Shifts: mondays}}}, ""},
		{"shifts on no day", Plan{Shifts: []Shift{{Days: []int{9}, From: "08:00", To: "09:00"}}}, ""},
		{"shifts that cannot be read", Plan{Shifts: []Shift{{Days: []int{1}, From: "8", To: "09:00"}}, Special: []Special{{From: "soon"}, {From: "2026-09-09", To: "2026-08-08"}}}, ""},
		{"backup alone", Plan{Backup: []string{"amy"}}, ""},
		{"all hours of all days", Plan{Shifts: []Shift{{Days: []int{1, 2, 3, 4, 5, 6, 7}, From: "00:00", To: "24:00"}}}, "2026-07-05 00:00"},
	} {
		want := time.Time{}
		if row.want != "" {
			want = moment(t, z, row.want)
		}
		if a := At(row.plan, z, moment(t, z, "2026-07-04 12:00"), State{}); !a.Next.Equal(want) {
			t.Errorf("%s: next is %v, want %v", row.name, a.Next, row.want)
		}
	}
}

// A day without counts needs no look at midnight: a company's idle plans would all be asked for again at once.
func TestNoLookAtMidnightWithoutNeed(t *testing.T) {
	z := zone(t, "Asia/Shanghai")
	for _, mode := range []Mode{All, InTurn, LeastAdded} {
		p := Plan{Mode: mode, Cap: 5, Shifts: []Shift{{Days: []int{1}, From: "20:00", To: "04:00", People: []string{"amy", "bob"}}}}
		if a := At(p, z, moment(t, z, "2026-11-30 21:00"), State{}); !a.Next.Equal(moment(t, z, "2026-12-01 04:00")) {
			t.Errorf("%s: next is %v", mode, a.Next)
		}
	}
}
