package schedule

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhatIsWrongWithAPlan(t *testing.T) {
	if p := Validate(shop()); len(p) > 0 {
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
