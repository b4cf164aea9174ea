package e2e

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // to end leases

	"github.com/menling/menling/internal/app"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// A server is killed again and again, while a file is uploaded, checked and made into ways, and while the platform's answers get lost
// now and then. In the end every row has its way, once, and the platform has nothing that the ledger does not know.
func TestAnImportSurvivesBeingKilled(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		r.stop()
		rows, kills := 400, 20
		if d == store.Postgres {
			rows, kills = 120, 4
		}
		seed := uint64(time.Now().UnixNano())
		t.Logf("seed %d", seed)
		dice := rand.New(rand.NewPCG(seed, 0))
		file := shops(0, rows)

		var i ledger.ImportRow
		for k := range 3 { // in the middle of the upload
			victim, base := r.mortalServer()
			lin.base = base + "/api/v1"
			time.AfterFunc(time.Duration(dice.IntN(25))*time.Millisecond, func() { victim.Process.Kill() })
			lin.tryUpload(account, file)
			victim.Wait()
			r.endLeases()
			t.Logf("killed upload %d", k)
		}
		r.start()
		lin.base = r.app.URL() + "/api/v1"
		i = lin.upload(account, "killed again and again", file)
		i = lin.imported(i.ID, "ready", in(ledger.ImportReady))
		var all struct{ Items []ledger.ImportRow }
		if lin.get("/imports", &all); len(all.Items) != 1 || i.Total != int64(rows) || i.Wrong != 0 {
			t.Fatalf("%d imports, %+v", len(all.Items), i)
		}
		r.control("POST", "/faults", map[string]any{"path": addWay, "times": 3, "drop": "after"}, nil)
		lin.post(fmt.Sprintf("/imports/%d/start", i.ID), map[string]any{}, nil)
		r.stop()
		for range kills {
			victim, _ := r.mortalServer()
			time.Sleep(time.Duration(dice.IntN(120)) * time.Millisecond)
			victim.Process.Kill()
			victim.Wait()
			r.endLeases()
		}
		r.start()
		lin.base = r.app.URL() + "/api/v1"
		i = r.wholly(lin, i.ID)
		if i.Made != int64(rows) {
			t.Errorf("in the end %+v", i)
		}
		r.wantImported(lin, rows)
	})
}

// wholly brings an import to its end: what is in doubt is looked for twice, ten minutes apart, and what was never made is tried again.
func (r *rig) wholly(p *person, id int64) (i ledger.ImportRow) {
	r.t.Helper()
	for range 5 {
		i = p.imported(id, "done", in(ledger.ImportDone))
		if i.Unknown > 0 {
			r.idle()
			r.control("POST", "/clock", map[string]any{"advance": "11m"}, nil)
			i = p.imported(id, "without doubt", func(i ledger.ImportRow) bool { return i.Unknown == 0 })
		}
		if i.Failed == 0 {
			return i
		}
		r.t.Logf("%d were never made, and are tried again", i.Failed)
		p.post(fmt.Sprintf("/imports/%d/retry", id), nil, nil)
	}
	return i
}

// tryUpload uploads to a server that may be killed meanwhile.
func (p *person) tryUpload(account int64, file string) {
	q := url.Values{"account": {fmt.Sprint(account)}, "client_key": {"killed again and again"}, "create_channels": {"true"}}
	resp, err := p.http.Post(p.base+"/imports?"+q.Encode(), "text/csv", bytes.NewReader([]byte(file)))
	if err != nil {
		return
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusAccepted {
		p.t.Errorf("upload: %s", resp.Status)
	}
}

// endLeases does what half a minute would: on PostgreSQL a killed node's leases lapse by themselves.
func (r *rig) endLeases() {
	r.t.Helper()
	if r.options.DatabaseURL == "" {
		return
	}
	db, err := sql.Open("pgx", r.options.DatabaseURL)
	if err != nil {
		r.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("UPDATE jobs SET lease_until = 0 WHERE state = 0"); err != nil {
		r.t.Fatal(err)
	}
}

// mortalServer runs the server in a process of its own, to be killed.
func (r *rig) mortalServer() (victim *exec.Cmd, base string) {
	r.t.Helper()
	victim = exec.Command(os.Args[0], "-test.run=^TestTheServerThatIsKilled$")
	ahead := time.Until(r.sandbox.Now())
	victim.Env = append(os.Environ(), "MENLING_TEST_KILL_DIR="+r.options.Dir, "MENLING_TEST_KILL_DATABASE="+r.options.DatabaseURL, "MENLING_TEST_KILL_AHEAD="+ahead.String())
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
		r.t.Fatal("the server that is to be killed did not start")
	}
	return victim, lines.Text()
}

// TestTheServerThatIsKilled is no test: it is the process that the test above kills.
func TestTheServerThatIsKilled(t *testing.T) {
	dir := os.Getenv("MENLING_TEST_KILL_DIR")
	if dir == "" {
		t.Skip("it is started by TestAnImportSurvivesBeingKilled")
	}
	ahead, err := time.ParseDuration(os.Getenv("MENLING_TEST_KILL_AHEAD"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.New(t.Context(), app.Options{
		Addr: "127.0.0.1:0", Dir: dir, DatabaseURL: os.Getenv("MENLING_TEST_KILL_DATABASE"), MasterKey: storetest.MasterKey,
		Clock: func() time.Time { return time.Now().Add(ahead) },
	})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(a.URL())
	t.Fatal(a.Run(context.WithoutCancel(t.Context())))
}
