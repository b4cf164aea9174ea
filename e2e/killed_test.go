package e2e

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/menling/menling/internal/app"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// A server that is killed between acknowledging pushes and applying them finds everything when it starts again, and applies
// it once.
func TestNothingIsLostBetweenAcknowledgementAndApplication(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		r.accounts(lin)
		r.stop()

		victim, url := r.holdingServer()
		const customers = 20
		for _, p := range []struct {
			platform platform
			plain    func(i int) string
		}{
			{r.wecomPlatform(), func(i int) string {
				return contact("add_external_contact", "zhangsan", fmt.Sprintf("wmKilled%024d", i), dayBegan+int64(i), "")
			}},
			{r.weappPlatform(), func(i int) string {
				return text(fmt.Sprintf("oKilled%021d", i), "在吗", dayBegan+int64(i), 24500000000000100+int64(i))
			}},
		} {
			p.platform.url = url + p.platform.url[len(r.app.URL()):]
			for i := range customers {
				p.platform.must(p.plain(i))
			}
			p.platform.must(p.plain(0)) // and one of them twice
		}
		if err := victim.Process.Kill(); err != nil { // SIGKILL
			t.Fatal(err)
		}
		victim.Wait()

		r.start()
		lin.base = r.app.URL() + "/api/v1"
		r.applied()
		var list struct {
			Items []desk.ConversationRow `json:"items"`
		}
		lin.get("/conversations?list=waiting&limit=200", &list)
		if len(list.Items) != customers {
			t.Errorf("%d conversations wait, want %d", len(list.Items), customers)
		}
		for _, c := range list.Items {
			var m struct {
				Items []desk.MessageRow `json:"items"`
			}
			lin.get(fmt.Sprintf("/conversations/%d/messages", c.ID), &m)
			if len(m.Items) != 1 {
				t.Errorf("a message took effect %d times", len(m.Items))
			}
		}
		var known struct {
			Items []ledger.CustomerRow `json:"items"`
		}
		lin.get("/customers?limit=200", &known)
		added := 0
		for _, c := range known.Items {
			if c.Attribution != nil {
				added++
			}
		}
		if added != customers || len(known.Items) != 2*customers {
			t.Errorf("%d customers of whom %d added, want %d of whom %d", len(known.Items), added, 2*customers, customers)
		}
	})
}

// holdingServer runs the server in a process of its own that acknowledges and does not apply.
func (r *rig) holdingServer() (victim *exec.Cmd, url string) {
	r.t.Helper()
	victim = exec.Command(os.Args[0], "-test.run=^TestTheServerThatHolds$")
	victim.Env = append(os.Environ(), "MENLING_TEST_HOLD_DIR="+r.options.Dir, "MENLING_TEST_HOLD_DATABASE="+r.options.DatabaseURL)
	victim.Stderr = r.t.Output()
	out, err := victim.StdoutPipe()
	if err != nil {
		r.t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { victim.Process.Kill() })
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		r.t.Fatal("the server that holds did not start")
	}
	return victim, lines.Text()
}

// TestTheServerThatHolds is no test: it is the process that the test above kills.
func TestTheServerThatHolds(t *testing.T) {
	dir := os.Getenv("MENLING_TEST_HOLD_DIR")
	if dir == "" {
		t.Skip("it is started by TestNothingIsLostBetweenAcknowledgementAndApplication")
	}
	a, err := app.New(t.Context(), app.Options{
		Addr: "127.0.0.1:0", Dir: dir, DatabaseURL: os.Getenv("MENLING_TEST_HOLD_DATABASE"), MasterKey: storetest.MasterKey, HoldApplying: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(a.URL())
	t.Fatal(a.Run(context.WithoutCancel(t.Context())))
}
