package schedule

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAPlanIsTheSameAfterStoring(t *testing.T) {
	want := shop()
	want.Cap, want.Caps, want.Mode, want.Shifts[0].Parties = 3, map[string]int{"amy": 0}, InTurn, []int64{7}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Plan
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEverybody(t *testing.T) {
	if got := shop().Everybody(); !slices.Equal(got, []string{"amy", "bob", "cat", "dan", "eve"}) {
		t.Errorf("everybody is %v", got)
	}
}

// Whatever is stored as a plan, good or not, gives an answer: with people or Nobody, and with an end that lies ahead. A good plan
// never shows more than fit.
func FuzzPlan(f *testing.F) {
	seed, err := json.Marshal(shop())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(seed), int64(1764460800))
	f.Add(`{"shifts":[{"days":[1],"from":"23:00","to":"23:00","people":["a"]}]}`, int64(0))
	f.Add(`{"shifts":[{"days":[9],"from":"2:00","to":"24:00"}],"special":[{"from":"0001-01-01","to":"9999-12-31"},{"from":"2026-03-08","shifts":[{"from":"02:00","to":"02:30","parties":[1]}]}],"mode":"in_turn"}`, int64(1772900000))
	z := zone(f, "America/New_York")
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		var p Plan
		if json.Unmarshal([]byte(text), &p) != nil {
			return
		}
		now := time.Unix(unix%4e9, 0)
		a := At(p, z, now, State{})
		if !a.Next.IsZero() && !a.Next.After(now) {
			t.Errorf("next %v is not after %v", a.Next, now)
		}
		if a.Nobody != (len(a.People)+len(a.Parties) == 0) || a.Nobody != (a.Source.Kind == FromNobody) {
			t.Errorf("nobody is %v: %+v", a.Nobody, a)
		}
		if len(a.People) > maxPeople && len(Validate(p)) == 0 {
			t.Errorf("a good plan shows %d", len(a.People))
		}
	})
}
