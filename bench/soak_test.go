package main

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// made is a figure of 120 turns around 100, with noise of 5 % of it.
func made(seed uint64, of func(turn int) float64) *trend {
	dice := rand.New(rand.NewPCG(seed, 1))
	t := &trend{name: "made", may: 0.1}
	for i := range soakTurns {
		t.note(100 + of(i) + 5*dice.NormFloat64())
	}
	return t
}

func TestASoakSeesWhatGrows(t *testing.T) {
	whole := float64(soakTurns)
	for name, of := range map[string]func(int) float64{
		"a leak":                   func(i int) float64 { return 40 * float64(i) / whole },
		"a leak that begins late":  func(i int) float64 { return max(0, 100*(float64(i)/whole-0.4)) },
		"a leak with a saw in it":  func(i int) float64 { return 40*float64(i)/whole + float64(i%6) },
		"steps that do not return": func(i int) float64 { return float64(i / 30 * 20) },
		"an explosion":             func(i int) float64 { return math.Exp(float64(i) / 20) },
	} {
		for seed := range uint64(20) {
			if f := made(seed, of); !f.grows() {
				likely, least := f.rise()
				t.Errorf("%s, seed %d: not seen; it rose by %.2f, at least %.2f", name, seed, likely, least)
			}
		}
	}
}

func TestASoakBearsWhatDoesNotGrow(t *testing.T) {
	for name, of := range map[string]func(int) float64{
		"noise":                          func(int) float64 { return 0 },
		"a saw":                          func(i int) float64 { return float64(i % 12 * 5) },
		"warming up":                     func(i int) float64 { return min(0, float64(i-20)*4) },
		"less and less":                  func(i int) float64 { return -float64(i) / 4 },
		"somebody else's work for a bit": func(i int) float64 { return map[bool]float64{true: 300}[i > 70 && i < 90] },
		"a rise that it may have":        func(i int) float64 { return 8 * float64(i) / soakTurns },
	} {
		for seed := range uint64(50) {
			if f := made(seed, of); f.grows() {
				likely, least := f.rise()
				t.Errorf("%s, seed %d: taken for growth; it rose by %.2f, at least %.2f", name, seed, likely, least)
			}
		}
	}
}

func TestASoakFailsByWhatGrows(t *testing.T) {
	flat, leak := made(1, func(int) float64 { return 0 }), made(2, func(i int) float64 { return float64(i) })
	flat.name, leak.name = "flat", "leak"
	var told strings.Builder
	if err := judge(&told, []*trend{flat}, time.Hour, "made up"); err != nil {
		t.Error(err)
	}
	err := judge(&told, []*trend{flat, leak}, time.Hour, "made up")
	if err == nil || strings.Contains(err.Error(), "flat") || !strings.Contains(err.Error(), "leak") || strings.Count(told.String(), "GROWS") != 1 {
		t.Errorf("%v\n%s", err, &told)
	}
	empty := &trend{name: "nothing", may: 0.1, values: make([]float64, soakTurns)}
	if empty.grows() || !strings.HasPrefix(empty.line(10), "▁▁▁") {
		t.Errorf("nothing at all: %s", empty.line(10))
	}
	if line := (&trend{values: []float64{0, 1, 2, 3, 4, 5, 6, 7}}).line(40); line != "▁▂▃▄▅▆▇█" {
		t.Errorf("drawn: %s", line)
	}
}
