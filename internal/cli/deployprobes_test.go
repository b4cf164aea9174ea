package cli

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/console"
	"github.com/menling/menling/internal/app"
)

// What asks a server whether it is well asks at paths where the server answers that. Any other path of a browser's is the console.
func TestProbesAskWhereTheServerAnswers(t *testing.T) {
	asked := map[string]string{} // who asks, by path
	for _, c := range oneOf(t, "StatefulSet", "menling").pod().Spec.Containers {
		for _, p := range []*podProbe{c.Startup, c.Readiness, c.Liveness} {
			if p == nil || len(c.Ports) == 0 || p.Get.Port != c.Ports[0].Name {
				t.Fatalf("%s: a probe is missing or asks at another port: %+v", c.Name, p)
			}
			asked[p.Get.Path] = "statefulset.yaml"
		}
	}
	for _, m := range regexp.MustCompile(`(/\S+)? \{\s+import nodes (\S+)`).FindAllStringSubmatch(deployFile(t, "Caddyfile"), -1) {
		asked[m[2]] = "Caddyfile"
		if pushes := strings.HasPrefix(m[1], "/callbacks/"); pushes != (m[2] == "/healthz") {
			t.Errorf("%s asks %s: pushes go to who lives, people to who is ready", m[1], m[2])
		}
	}
	if len(asked) != 2 {
		t.Errorf("asked are %v, not whether it lives and whether it is ready", asked)
	}
	at := running(t)
	for path, who := range asked {
		if !answersOK(t, at+path) {
			t.Errorf("%s asks at %s, where the server does not say that it is well", who, path)
		}
	}
}

// Prometheus asks pods at the port where the server is told to tell, and the port has a name.
func TestPrometheusAsksWhereTheServerTells(t *testing.T) {
	set := deployFile(t, "kubernetes/statefulset.yaml")
	addr := regexp.MustCompile(`(?m)^MENLING_METRICS_ADDR=0\.0\.0\.0:(\d+)$`).FindStringSubmatch(deployFile(t, "kubernetes/menling.env"))
	if addr == nil {
		t.Fatal("the server is told of no port for metrics")
	}
	for _, want := range []string{`prometheus.io/port: "` + addr[1] + `"`, "{name: metrics, containerPort: " + addr[1] + "}"} {
		if !strings.Contains(set, want) {
			t.Errorf("statefulset.yaml has no %s", want)
		}
	}
	if strings.Contains(deployFile(t, "kubernetes/service.yaml"), addr[1]) {
		t.Error("a service leads to the metrics")
	}
}

func running(t *testing.T) (at string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	a, err := app.New(ctx, app.Options{Addr: "127.0.0.1:0", Dir: t.TempDir(), Console: console.Files()})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return a.URL()
}

// answersOK asks until the server has started.
func answersOK(t *testing.T, address string) bool {
	t.Helper()
	for began := time.Now(); time.Since(began) < 30*time.Second; {
		resp, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusServiceUnavailable {
			return err == nil && resp.StatusCode == http.StatusOK && strings.HasPrefix(string(body), "ok")
		}
	}
	return false
}
