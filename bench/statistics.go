package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

// monthly is what the numbers of a month took on one database.
type monthly struct {
	on  string
	ms  map[string]float64 // medians, by what they are grouped by
	cpu map[string]float64
}

func (m monthly) String() string {
	var all []string
	for _, by := range groupings {
		all = append(all, fmt.Sprintf("by %s %s (%s)", by, figure(round(m.ms[by])), figure(round(m.cpu[by]))))
	}
	return m.on + " " + strings.Join(all, ", ")
}

var groupings = []string{ledger.ByChannel, ledger.ByDay, ledger.ByMember, ledger.ByWay}

// statisticsMonth measures the numbers of a month by channel, over the ways that the rows of searches look for.
func statisticsMonth(ctx context.Context, b *bench) (Row, error) {
	t, err := b.searchTrial(ctx)
	if err != nil {
		return Row{}, err
	}
	most, told := 0.0, []string{}
	for _, m := range t.months {
		most, told = max(most, m.ms[ledger.ByChannel]), append(told, m.String())
	}
	row := alone(fmt.Sprintf("the numbers of a month by channel, of %d ways with %d cells of days; the slower of both databases", t.ways, t.ways/5*3), "ms", lower, most)
	row.Conditions = fmt.Sprintf("medians of %d in ms (processor time, the database's included), one at a time: ", pick(b, monthlyAsked, 1)) + strings.Join(told, "; ")
	return row, nil
}

const monthlyAsked = 30

func (h *shelf) month(ctx context.Context, b *bench, name string) (monthly, error) {
	l := &ledger.Ledger{Store: h.Store.Ledger(), Clock: crm.Clock(searchNow)}
	m := monthly{on: name, ms: map[string]float64{}, cpu: map[string]float64{}}
	running := startedPrograms()
	for _, by := range groupings {
		var ms, cpu []float64
		for range pick(b, monthlyAsked, 1) {
			began, used := time.Now(), running.used()
			s, err := l.Statistics(ctx, ledger.StatisticsQuery{By: by, Periods: ledger.Periods{From: 20261101, To: 20261130}})
			if err != nil {
				return m, err
			}
			if s.Total.Added == 0 {
				return m, fmt.Errorf("nobody was added by %s", by)
			}
			ms, cpu = append(ms, float64(time.Since(began).Microseconds())/1000), append(cpu, float64((running.used()-used).Microseconds())/1000)
		}
		m.ms[by], m.cpu[by] = median(ms), median(cpu)
	}
	b.say("%s", m)
	return m, nil
}
