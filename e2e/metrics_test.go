package e2e

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/menling/menling/internal/app"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/sandbox"
)

func withMetrics(o *app.Options) { o.MetricsAddr = "127.0.0.1:0" }

// measured is what a node tells Prometheus: as text, and parsed.
func (r *rig) measured() (text string, families map[string]*dto.MetricFamily) {
	r.t.Helper()
	resp, err := http.Get(r.app.MetricsURL())
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 200 {
		r.t.Fatalf("%s: %d, %v\n%s", r.app.MetricsURL(), resp.StatusCode, err, body)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	if families, err = parser.TextToMetricFamilies(strings.NewReader(string(body))); err != nil {
		r.t.Fatalf("Prometheus could not read it: %v", err)
	}
	return string(body), families
}

// figure is one of them, by its name and labels in the order of their names: name{a="b"}; ok says that it is there.
func figure(families map[string]*dto.MetricFamily, want string) (v float64, ok bool) {
	name, _, _ := strings.Cut(want, "{")
	for _, m := range families[name].GetMetric() {
		var labels []string
		for _, l := range m.GetLabel() {
			labels = append(labels, fmt.Sprintf("%s=%q", l.GetName(), l.GetValue()))
		}
		told := name
		if slices.Sort(labels); len(labels) > 0 {
			told += "{" + strings.Join(labels, ",") + "}"
		}
		if told != want {
			continue
		}
		switch {
		case m.Counter != nil:
			return m.Counter.GetValue(), true
		case m.Gauge != nil:
			return m.Gauge.GetValue(), true
		case m.Histogram != nil:
			return float64(m.Histogram.GetSampleCount()), true
		}
	}
	return 0, false
}

// figures compares some of them with those that are wanted; -1 is one that must not be there.
func figures(families map[string]*dto.MetricFamily, want map[string]float64) (diff string) {
	got := map[string]float64{}
	for name := range want {
		got[name] = -1
		if v, ok := figure(families, name); ok {
			got[name] = v
		}
	}
	return cmp.Diff(want, got)
}

// awaitFigures waits until they are so.
func (r *rig) awaitFigures(want map[string]float64) {
	r.t.Helper()
	var diff string
	defer func() {
		if diff != "" {
			r.t.Logf("metrics (-want +got): %s", diff)
		}
	}()
	eventually(r.t, "the metrics", func() bool {
		_, families := r.measured()
		diff = figures(families, want)
		return diff == ""
	})
}

// A node tells Prometheus what it did and what waits, on a door of its own, and nothing of a customer.
func TestMetricsTellWhatWasDone(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d, withMetrics)
		lin := r.admin()
		account, _ := r.accounts(lin)
		live := r.askWay(lin, account, "前台", map[string]any{"users": []string{"zhangsan"}})
		w := row(live, "way", named("前台", ledger.PhaseConfirmed))
		r.control("POST", "/faults", map[string]any{"path": "/cgi-bin/externalcontact/get", "times": 1, "errcode": -1}, nil)
		r.control("POST", "/scan", map[string]any{"customer": "c01", "config_id": w.ConfigID}, nil)
		r.control("POST", "/pushes/faults", map[string]any{"duplicate": true, "times": 1}, nil)
		r.control("POST", "/weapp/messages", map[string]any{"customer": "c02", "msgtype": "text", "content": "在吗"}, nil)
		if code, _ := lin.refused("POST", "/ways", map[string]any{"client_key": "short"}); code == "" {
			t.Error("a bad way was taken")
		}
		nodes, sweeps := -1.0, -1.0
		if d == store.Postgres {
			nodes, sweeps = 1, 1
		}
		want := map[string]float64{
			`menling_pushes_total{platform="weapp",result="stored"}`:                                      1,
			`menling_pushes_total{platform="weapp",result="refused"}`:                                     0,
			`menling_pushes_total{platform="weapp",result="duplicate"}`:                                   1,
			`menling_pushes_total{platform="wecom",result="stored"}`:                                      1,
			`menling_applied_total{kind="push",result="done"}`:                                            2,
			`menling_push_lag_seconds`:                                                                    2,
			`menling_platform_calls_total{operation="add_contact_way",outcome="ok",platform="wecom"}`:     1,
			`menling_platform_calls_total{operation="externalcontact_get",outcome="-1",platform="wecom"}`: 1,
			`menling_platform_calls_total{operation="externalcontact_get",outcome="ok",platform="wecom"}`: 1,
			`menling_http_requests_total{code="202",route="POST /api/v1/ways"}`:                           1,
			`menling_http_requests_total{code="422",route="POST /api/v1/ways"}`:                           1,
			`menling_console_streams`:                                                                     1,
			`menling_ready`:                                                                               1,
			`menling_database_up`:                                                                         1,
			`menling_spool_pushes`:                                                                        0,
			`menling_journal_open`:                                                                        0,
			`menling_journal_oldest_seconds`:                                                              0,
			`menling_jobs_due{queue="send"}`:                                                              0,
			`menling_parked{source="job"}`:                                                                0,
			`menling_nodes`:                                                                               nodes,
			`menling_duty{duty="sweep"}`:                                                                  sweeps,
			`menling_build_info{go="` + runtime.Version() + `",version="test"}`:                           1,
		}
		r.awaitFigures(want)
		text, families := r.measured()
		f := sandbox.DefaultFixture()
		for _, secret := range []string{f.Apps[0].Secret, f.MiniProgram.Secret, f.Corp.ID, f.MiniProgram.AppID, w.ConfigID, w.State, "c01", "c02", "在吗", "林晓", "前台", "lin@example.com"} {
			if strings.Contains(text, secret) {
				t.Errorf("it tells %q", secret)
			}
		}
		if resp, err := http.Get(r.app.URL() + "/metrics"); err != nil || strings.Contains(resp.Header.Get("Content-Type"), "text/plain") {
			t.Errorf("the outside may ask: %v", err)
		}
		if d == store.Postgres {
			documented(t, families)
		}
		r.stop()
		if resp, err := http.Get(r.app.MetricsURL()); err == nil {
			resp.Body.Close()
			t.Error("a server that stopped still tells")
		}
	})
}

// documented compares what there is with the guide, and the guide with the rules of alerts.
func documented(t *testing.T, families map[string]*dto.MetricFamily) {
	t.Helper()
	name := regexp.MustCompile(`menling_[a-z_]+`)
	guide, err := os.ReadFile("../docs/guides/metrics.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for _, row := range regexp.MustCompile("(?m)^\\| `(menling_[a-z_]+)").FindAllStringSubmatch(string(guide), -1) {
		told[row[1]] = true
	}
	is := map[string]bool{}
	for family := range maps.Keys(families) {
		if strings.HasPrefix(family, "menling_") {
			is[family] = true
		}
	}
	if diff := cmp.Diff(is, told); diff != "" {
		t.Errorf("docs/guides/metrics.md (-there +told): %s", diff)
	}
	rules, err := os.ReadFile("../deploy/prometheus/menling.rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, used := range name.FindAllString(string(rules), -1) {
		if base := regexp.MustCompile(`_(bucket|count|sum)$`).ReplaceAllString(used, ""); !told[used] && !told[base] {
			t.Errorf("the rules ask for %s, which is not told", used)
		}
	}
}
