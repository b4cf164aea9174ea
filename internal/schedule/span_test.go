package schedule

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAWeekInSegments(t *testing.T) {
	z := zone(t, "Asia/Shanghai")
	var got []string
	for _, s := range Week(shop(), z, moment(t, z, "2026-12-03 12:00"), State{}) {
		if s.Answer.Source.Kind != FromBackup {
			got = append(got, s.From.Format("01-02 15:04")+" to "+s.To.Format("01-02 15:04")+" "+string(s.Answer.Source.Kind)+" "+s.Answer.People[0])
		}
	}
	want := []string{"12-06 10:00 to 12-06 16:00 special amy"}
	for _, day := range []string{"12-04", "12-03", "12-02", "12-01", "11-30"} {
		want = append([]string{day + " 09:00 to " + day + " 12:00 shift amy", day + " 13:30 to " + day + " 18:00 shift bob"}, want...)
	}
	want = append(want[:10], "12-05 20:00 to 12-06 00:00 shift dan", want[10])
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What people got today says nothing of the other days of the week.
func TestCountsAreThoseOfOneDay(t *testing.T) {
	z := zone(t, "Asia/Shanghai")
	p := Plan{Cap: 1, Shifts: []Shift{{Days: []int{1, 2, 3}, From: "20:00", To: "04:00", People: []string{"amy"}}}}
	var got []string
	for _, s := range Week(p, z, moment(t, z, "2026-12-01 12:00"), State{Added: map[string]int{"amy": 1}}) {
		if len(s.Answer.LeftOut) > 0 {
			got = append(got, s.From.Format("01-02 15:04"), s.To.Format("01-02 15:04"), s.Answer.LeftOut[0].Why)
		}
	}
	if diff := cmp.Diff([]string{"12-01 00:00", "12-01 04:00", WhyCap, "12-01 20:00", "12-02 00:00", WhyCap}, got); diff != "" {
		t.Error(diff)
	}
}

// Segments follow each other without a hole, neighbours differ, and each says what At says of any moment in it.
func TestSpanSaysWhatAtSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		turn := rapid.SampledFrom(turns).Draw(t, "turn")
		z, err := time.LoadLocation(turn.zone)
		if err != nil {
			t.Fatal(err)
		}
		around, _ := time.Parse(time.DateOnly, turn.date)
		p, s := drawPlan(t, around), drawState(t, around)
		from := around.Add(time.Duration(rapid.IntRange(-3000, 3000).Draw(t, "from")) * time.Minute)
		to := from.Add(time.Duration(rapid.IntRange(1, 9000).Draw(t, "minutes")) * time.Minute)
		reached, counted := from, dayAt(from, z)
		span := Span(p, z, from, to, s)
		for i, x := range span {
			if i > 0 && same(span[i-1].Answer, x.Answer) {
				t.Fatalf("segments %d and %d are the same: %+v", i-1, i, x)
			}
			if !x.From.Equal(reached) || !x.To.After(x.From) {
				t.Fatalf("segment %d from %v to %v, after %v", i, x.From, x.To, reached)
			}
			reached = x.To
			for at := x.From; at.Before(x.To); at = at.Add(67 * time.Minute) {
				state := s
				if dayAt(at, z) != counted {
					state.Added = nil
				}
				if a := At(p, z, at, state); !same(a, x.Answer) {
					t.Fatalf("at %v %+v, in a segment of %+v", at.In(z), a, x.Answer)
				}
			}
		}
		if !reached.Equal(to) {
			t.Fatalf("it ends at %v, want %v", reached, to)
		}
	})
}
