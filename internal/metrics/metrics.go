// Package metrics counts for Prometheus what a node does, and tells what waits. Names and labels are a contract, written down in
// docs/guides/metrics.md; labels hold words of ours and of the platforms, never anything of a customer.
package metrics

import (
	"context"
	"net/http"
	"runtime"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/menling/menling/wx"
)

// Metrics are those of one node. All methods may be called from many goroutines.
type Metrics struct {
	registry *prometheus.Registry

	pushes   *prometheus.CounterVec
	applied  *prometheus.CounterVec
	applying prometheus.Histogram
	lag      prometheus.Histogram
	jobs     *prometheus.CounterVec
	working  *prometheus.HistogramVec
	calls    *prometheus.CounterVec
	calling  *prometheus.HistogramVec
	requests *prometheus.CounterVec
	serving  *prometheus.HistogramVec
}

// Results of a push that came in.
const (
	PushStored    = "stored"
	PushDuplicate = "duplicate"
	PushSpooled   = "spooled"
	PushRefused   = "refused" // neither database nor spool took it: the platform delivers it again
)

// Results of work.
const (
	Done   = "done"
	Again  = "again"  // it failed, and is tried again
	Rests  = "rests"  // until the platform's limit allows it
	Parked = "parked" // it failed, and a person must look
)

// Buckets in seconds: what one database does in no time, a platform in a tenth of a second, and nobody likes to wait for.
var (
	quick = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5}
	long  = []float64{.01, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300}
)

// New makes the metrics of a node that runs a version, and read on every question those of state.
func New(version string, state func(context.Context) State) *Metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	histogram := func(name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, labels)
	}
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		pushes:   counter("menling_pushes_total", "Authentic pushes that came in, by what became of them.", "platform", "result"),
		applied:  counter("menling_applied_total", "Pushes and observations of the journal, by what became of them.", "kind", "result"),
		applying: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "menling_apply_seconds", Help: "How long it took to apply one row of the journal.", Buckets: quick}),
		lag:      prometheus.NewHistogram(prometheus.HistogramOpts{Name: "menling_push_lag_seconds", Help: "From the arrival of a push until it was applied.", Buckets: long}),
		jobs:     counter("menling_jobs_total", "Jobs that were tried, by what became of them.", "queue", "result"),
		working:  histogram("menling_job_seconds", "How long one try of a job took.", long, "queue"),
		calls:    counter("menling_platform_calls_total", "Calls to the platforms: ok, the platform's code, unknown (the answer was lost) or unreachable.", "platform", "operation", "outcome"),
		calling:  histogram("menling_platform_call_seconds", "How long a call to a platform took.", quick, "platform"),
		requests: counter("menling_http_requests_total", "Requests that were answered, by route and status.", "route", "code"),
		serving:  histogram("menling_http_request_seconds", "How long requests took, streams left out.", quick, "route"),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "menling_build_info", Help: "The program that runs; always 1.", ConstLabels: prometheus.Labels{"version": version, "go": runtime.Version()},
	})
	build.Set(1)
	for _, platform := range []wx.Platform{wx.WeCom, wx.WeApp} { // a rate begins with a zero
		for _, result := range []string{PushStored, PushDuplicate, PushSpooled, PushRefused} {
			m.pushes.WithLabelValues(string(platform), result)
		}
	}
	m.registry.MustRegister(m.pushes, m.applied, m.applying, m.lag, m.jobs, m.working, m.calls, m.calling, m.requests, m.serving, build,
		stateCollector{state}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handler answers Prometheus. Who asks more than twice at once is told to come again: each question reads the database.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 2}))
	return mux
}

// Push counts a push that came in.
func (m *Metrics) Push(platform, result string) { m.pushes.WithLabelValues(platform, result).Inc() }

// Applied counts a row of the journal that was applied, or was not.
func (m *Metrics) Applied(kind, result string) { m.applied.WithLabelValues(kind, result).Inc() }

// Applying notes how long one took.
func (m *Metrics) Applying(took time.Duration) { m.applying.Observe(took.Seconds()) }

// Lag notes how long after it came in a push was applied.
func (m *Metrics) Lag(since time.Duration) { m.lag.Observe(max(0, since.Seconds())) }

// Job counts a job that was tried.
func (m *Metrics) Job(queue, result string, took time.Duration) {
	m.jobs.WithLabelValues(queue, result).Inc()
	m.working.WithLabelValues(queue).Observe(took.Seconds())
}

// Call counts a call to a platform.
func (m *Metrics) Call(_ context.Context, c wx.Call) {
	m.calls.WithLabelValues(string(c.Platform), c.Op, c.Outcome()).Inc()
	m.calling.WithLabelValues(string(c.Platform)).Observe(c.Took.Seconds())
}

// Request counts a request; a stream counts when it ends, and without its time.
func (m *Metrics) Request(route string, code int, took time.Duration, stream bool) {
	m.requests.WithLabelValues(route, strconv.Itoa(code)).Inc()
	if !stream {
		m.serving.WithLabelValues(route).Observe(took.Seconds())
	}
}
