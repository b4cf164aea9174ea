package schedule

import (
	"fmt"
	"testing"
	"time"
)

// busy has five shifts of twenty, all on at once, and a hundred special dates.
func busy(mode Mode) Plan {
	p := Plan{Mode: mode, Cap: 50}
	for i := range 5 {
		p.Shifts = append(p.Shifts, Shift{Days: workdays, From: "09:00", To: fmt.Sprintf("1%d:00", 5+i), People: named(fmt.Sprint("shift", i, "-"), 20)})
	}
	newYear, _ := dateOf("2027-01-01")
	for i := range 100 {
		p.Special = append(p.Special, Special{From: (newYear + day(3*i)).String()})
	}
	return p
}

func BenchmarkAt(b *testing.B) {
	z := zone(b, "Asia/Shanghai")
	for _, mode := range []Mode{All, InTurn, LeastAdded} {
		b.Run(string(mode), func(b *testing.B) {
			p, now := busy(mode), moment(b, z, "2026-11-30 10:00")
			for b.Loop() {
				At(p, z, now, State{})
			}
		})
	}
}

func BenchmarkYear(b *testing.B) {
	for _, name := range []string{"Asia/Shanghai", "America/New_York"} {
		b.Run(name, func(b *testing.B) {
			z, p := zone(b, name), busy(All)
			from := moment(b, z, "2027-01-01 00:00")
			for b.Loop() {
				Span(p, z, from, from.Add(365*24*time.Hour), State{})
			}
		})
	}
}

func BenchmarkValidate(b *testing.B) {
	p := busy(InTurn)
	for b.Loop() {
		Validate(p)
	}
}
