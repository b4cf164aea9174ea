package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"
)

// measurement makes one row.
type measurement struct {
	id  string
	run func(context.Context, *bench) (Row, error)
}

// measurements is every row of the report, in its order.
var measurements = []measurement{
	{"decode_wecom", decodeWeCom},
	{"decode_wecom_floor", decodeWeComFloor},
	{"decode_weapp_floor", decodeWeappFloor},
	{"sdk_call", sdkCall},
	{"intake_durable", intakeDurable},
	{"intake_durable_postgres", intakePostgres},
	{"import_ways_per_s", importWays},
	{"reconcile_us_per_way", reconcileUS},
	{"reconcile_rss_mb", reconcileRSS},
	{"ways_search_p99_ms", waysSearch},
	{"ways_page_p99_ms", waysPage},
	{"statistics_month_ms", statisticsMonth},
	{"apply_us", applyUS},
	{"apply_rps", applyRPS},
	{"nodes_rps", nodesRPS},
	{"ring_to_console_p99_ms", ringToConsole},
	{"inbox_open_p99_ms", inboxOpen},
	{"sse_10k_rss_mb", sse10k},
	{"agent_idle_kb", agentIdle},
	{"message_bytes", messageBytes},
	{"customer_bytes", customerBytes},
	{"kit_config_rps", kitConfig},
	{"start_ms", startMS},
	{"idle_rss_mb", idleRSS},
	{"binary_mb", binarySize},
	{"sandbox_start_ms", sandboxStart},
	{"sandbox_load_500k_s", sandboxLoad},
	{"sandbox_rss_mb", sandboxRSS},
	{"sandbox_get_rps", sandboxGet},
	{"sandbox_flat", sandboxFlat},
}

// bench is one run of measurements.
type bench struct {
	quick    bool
	ways     int    // of rows over very many ways; 0: as many as each row is about
	data     string // folder for the ways of searches that outlives the run; empty: none
	on       string // the only database of searches; empty: both
	profile  string // folder for CPU profiles; empty: none
	progress io.Writer
	machine  string
	dir      string // everything temporary
	binary   func() (string, error)
	trial    *trial // of the sandbox, once it is over
	compared *reconcileResult
	looked   *searchTrial
}

func newBench(quick bool, profile string, progress io.Writer) (*bench, error) {
	dir, err := os.MkdirTemp("", "menling-bench-")
	if err != nil {
		return nil, err
	}
	b := &bench{quick: quick, profile: profile, progress: progress, machine: machine(), dir: dir}
	b.binary = sync.OnceValues(b.build)
	return b, nil
}

func (b *bench) close() { os.RemoveAll(b.dir) }

// measure runs the chosen measurements, and prints each row as it comes.
func (b *bench) measure(ctx context.Context, chosen []measurement) ([]Row, error) {
	var rows []Row
	for _, m := range chosen {
		b.say("%s …", m.id)
		before := load()
		row, err := m.run(ctx, b)
		if err != nil {
			return rows, fmt.Errorf("%s: %w", m.id, err)
		}
		row.ID = m.id
		row.Conditions += fmt.Sprintf("; %s; load average %s before and %s after", b.machine, before, load())
		if err := row.check(); err != nil {
			return rows, fmt.Errorf("%s: %w", m.id, err)
		}
		fmt.Fprintln(b.progress, row)
		rows = append(rows, row)
	}
	return rows, nil
}

// say tells the person who waits what happens.
func (b *bench) say(format string, args ...any) { fmt.Fprintf(b.progress, "==> "+format+"\n", args...) }

// many is how many ways a row is measured over.
func (b *bench) many(full, quick int) int {
	if b.ways > 0 && !b.quick {
		return b.ways
	}
	return pick(b, full, quick)
}

// pick takes the first, or for a quick run the second.
func pick[T any](b *bench, full, quick T) T {
	if b.quick {
		return quick
	}
	return full
}
