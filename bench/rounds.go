package main

import (
	"fmt"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// median is the middle value, or the mean of the two in the middle.
func median(values []float64) float64 {
	s := slices.Sorted(slices.Values(values))
	if len(s) == 0 {
		return 0
	}
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

// spread is how far values lie apart.
func spread(values []float64) string {
	return fmt.Sprintf("%s to %s", figure(round(slices.Min(values))), figure(round(slices.Max(values))))
}

// cost is what one call takes: processor time, the collection of its garbage included, and garbage.
type cost struct{ ns, allocs, bytes float64 }

// costOf calls op for about d and returns the cost of one call. It takes processor time and not the clock's, so that
// other programs count for little.
func costOf(op func(), d time.Duration) cost {
	n := 1
	for began := time.Now(); time.Since(began) < d/10; {
		op()
		n++
	}
	n *= 10
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	began := processorTime()
	for range n {
		op()
	}
	took := processorTime() - began
	runtime.ReadMemStats(&after)
	per := func(from, to uint64) float64 { return float64(to-from) / float64(n) }
	return cost{float64(took.Nanoseconds()) / float64(n), per(before.Mallocs, after.Mallocs), per(before.TotalAlloc, after.TotalAlloc)}
}

// processorTime is what this process has used so far, on all processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0 // it only fails for wrong arguments
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// series is the costs of one op over the rounds.
type series []cost

func (s series) ns() (all []float64) {
	for _, c := range s {
		all = append(all, c.ns)
	}
	return all
}

// allocs is the garbage of one call; it hardly differs between rounds.
func (s series) allocs() string {
	c := s[len(s)/2]
	return fmt.Sprintf("%.0f allocations and %.0f bytes per op", c.allocs, c.bytes)
}

// inTurns measures each op once per round, one after the other, so that what else the machine does meets all alike.
func inTurns(rounds int, d time.Duration, ops ...func()) []series {
	all := make([]series, len(ops))
	for range rounds {
		for i, op := range ops {
			all[i] = append(all[i], costOf(op, d))
		}
	}
	return all
}
