package metrics

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/menling/menling/internal/crm"
)

// State is what a node knows, and what waits in its database, when somebody asks.
type State struct {
	Ready   bool
	Streams int             // of consoles
	Spooled int64           // pushes in this node's spool
	Nodes   int             // that live; 0: there are no several
	Duties  map[string]bool // of several nodes: whether this one does it

	DatabaseUp bool
	Backlog    *crm.Backlog // nil: it is not known, or not in time
}

var (
	ready       = gauge("menling_ready", "Whether /readyz says that this node can work.")
	databaseUp  = gauge("menling_database_up", "Whether the database answers.")
	streams     = gauge("menling_console_streams", "Consoles that are connected to this node.")
	spooled     = gauge("menling_spool_pushes", "Pushes that wait in this node's spool for the database.")
	nodes       = gauge("menling_nodes", "Nodes that live, as this one knows.")
	duty        = gauge("menling_duty", "Whether this node does what one node does at a time.", "duty")
	journalOpen = gauge("menling_journal_open", "Pushes and observations that are to be applied now.")
	journalAge  = gauge("menling_journal_oldest_seconds", "For how long the oldest of them waits.")
	jobsDue     = gauge("menling_jobs_due", "Jobs that are due, those under way with them.", "queue")
	jobsAge     = gauge("menling_jobs_oldest_seconds", "For how long the oldest of them is due.", "queue")
	parked      = gauge("menling_parked", "Work that was given up and waits for a person.", "source")
	unindexed   = gauge("menling_unindexed", "What is not found by its words yet.", "kind")
	transaction = gauge("menling_oldest_transaction_seconds", "How long the oldest transaction that writes goes on; it holds back the feed of changes.")
)

func gauge(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

// stateCollector asks for the state whenever Prometheus asks.
type stateCollector struct {
	state func(context.Context) State
}

// Describe tells all that Collect may tell.
func (c stateCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{ready, databaseUp, streams, spooled, nodes, duty, journalOpen, journalAge, jobsDue, jobsAge, parked, unindexed, transaction} {
		ch <- d
	}
}

// Collect tells the state. What waits is left out while it is not known: a zero would be a lie.
func (c stateCollector) Collect(ch chan<- prometheus.Metric) {
	set := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	s := c.state(context.Background())
	set(ready, number(s.Ready))
	set(databaseUp, number(s.DatabaseUp))
	set(streams, float64(s.Streams))
	set(spooled, float64(s.Spooled))
	if s.Nodes > 0 {
		set(nodes, float64(s.Nodes))
	}
	for name, ours := range s.Duties {
		set(duty, number(ours), name)
	}
	if s.Backlog == nil {
		return
	}
	b := s.Backlog
	set(journalOpen, float64(b.Journal.Rows))
	set(journalAge, seconds(b.Journal.Oldest))
	for queue, w := range b.Jobs {
		set(jobsDue, float64(w.Rows), queue)
		set(jobsAge, seconds(w.Oldest), queue)
	}
	for source, n := range b.Parked {
		set(parked, float64(n), source)
	}
	for kind, n := range b.Unindexed {
		set(unindexed, float64(n), kind)
	}
	set(transaction, seconds(b.OldestTransaction))
}

func number(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

func seconds(ms int64) float64 { return float64(ms) / 1000 }
