package main

import (
	"fmt"
	"io"
)

// verdict is what became of everything.
type verdict struct {
	acknowledged                                         int
	lost, duplicated, reordered, orphanWays, doubleSends int
	unknownWays                                          int
	auditHoles                                           int
	late                                                 int // nodes that did not recover in time
	recovery                                             recovery
	offences                                             []string
	told                                                 map[*int]int
}

// offencesTold is how many offences of each kind are told in words.
const offencesTold = 5

// find counts an offence and keeps the first ones of its kind in words.
func (v *verdict) find(count *int, format string, args ...any) {
	*count++
	if v.told == nil {
		v.told = map[*int]int{}
	}
	if v.told[count]++; v.told[count] <= offencesTold {
		v.offences = append(v.offences, fmt.Sprintf(format, args...))
	}
}

// good says that everything held.
func (v *verdict) good() bool {
	return v.lost+v.duplicated+v.reordered+v.orphanWays+v.doubleSends+v.auditHoles+v.late == 0
}

func (v *verdict) String() string {
	return fmt.Sprintf("acknowledged=%d lost=%d duplicated=%d reordered=%d orphan_ways=%d double_sends=%d unknown_ways=%d",
		v.acknowledged, v.lost, v.duplicated, v.reordered, v.orphanWays, v.doubleSends, v.unknownWays)
}

// tell writes the first offences in words, and the line of numbers.
func (v *verdict) tell(w io.Writer) {
	for _, o := range v.offences {
		fmt.Fprintln(w, "  -", o)
	}
	fmt.Fprintln(w, v)
	fmt.Fprintf(w, "audit_holes=%d late=%d · slowest to be ready again: %.1f s, after %s\n", v.auditHoles, v.late, v.recovery.slowest.Seconds(), v.recovery.after)
}
