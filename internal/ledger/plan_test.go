package ledger

import (
	"testing"

	"github.com/menling/menling/internal/schedule"
)

// However a form spells a member, they are who the members' list names.
func TestPeopleOfAPlanAreFolded(t *testing.T) {
	p := schedule.Plan{
		Shifts: []schedule.Shift{{Days: []int{1}, From: "09:00", To: "18:00", People: []string{"ZhangSan"}}},
		Backup: []string{"LiSi"}, Caps: map[string]int{"ZhangSan": 3},
		Special: []schedule.Special{{From: "2026-12-25", Shifts: []schedule.Shift{{From: "10:00", To: "12:00", People: []string{"WangWu"}}}}},
	}
	got := foldPlan(&p)
	for i, want := range []string{"zhangsan", "wangwu", "lisi"} {
		if who := got.Everybody(); who[i] != want {
			t.Errorf("everybody is %v", who)
		}
	}
	if got.Caps["zhangsan"] != 3 || p.Shifts[0].People[0] != "ZhangSan" || p.Special[0].Shifts[0].People[0] != "WangWu" {
		t.Errorf("folded %+v, the caller's is now %+v", got, p)
	}
}

// A way for one member stays with who it has when a shift names departments alone.
func TestADepartmentCannotAnswerAWayForOneMember(t *testing.T) {
	w := Way{Settings: Settings{Type: TypeSingle, Users: []string{"zhangsan"}}}
	if !w.shows(schedule.Answer{People: []string{}, Parties: []int64{2}}) {
		t.Error("it would be emptied")
	}
}
