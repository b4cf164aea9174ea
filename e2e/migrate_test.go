package e2e

import (
	"database/sql"
	"net/http"
	"net/http/cookiejar"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	_ "github.com/jackc/pgx/v5/stdlib" // looks into the target

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// An installation is moved from SQLite to PostgreSQL by the command, which is killed as soon as it has begun and run again. The
// server that starts on the target shows what was there, to who was signed in.
func TestAnInstallationIsMovedToPostgreSQLByAKilledCommand(t *testing.T) {
	t.Parallel()
	dir, target := filepath.Join(t.TempDir(), "demo"), storetest.Empty(t, store.Postgres).DatabaseURL
	demo, r, lin := startDemo(t, dir)
	was := afterAScan(t, r, lin)
	move := []string{"migrate", "--data", dir, "--to", target}
	if status, _, stderr := run(t, "", move...); status != 1 || !strings.Contains(stderr, "stop it first") {
		t.Errorf("beside a running server: status %d, %s", status, stderr)
	}
	demo.terminate()

	killed := launch(t, move...)
	db, err := sql.Open("pgx", target)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	eventually(t, "the move to have begun", func() bool {
		var begun bool
		err := db.QueryRow("SELECT to_regclass('moving') IS NOT NULL").Scan(&begun)
		return err == nil && begun
	})
	if err := killed.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	killed.cmd.Wait()
	if status, _, stderr := run(t, "", "serve", "--addr", "127.0.0.1:0", "--data", dir, "--database-url", target); status != 1 || !strings.Contains(stderr, "not whole yet") {
		t.Errorf("a server on half of it: status %d, %s", status, stderr)
	}
	said(t, "moved and compared row by row", move...)

	server := launchWith(t, []string{"MENLING_DATABASE_URL=" + target}, "serve", "--addr", "127.0.0.1:0", "--data", dir)
	address := regexp.MustCompile(`menling \S+ · (http://\S+)`).FindStringSubmatch(server.says("menling "))
	if address == nil {
		t.Fatal("the server does not say where it is")
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	again := &person{t: t, base: address[1] + "/api/v1", http: &http.Client{Jar: jar, Timeout: patience}}
	again.post("/session", r.Login, nil)
	if diff := cmp.Diff(was, lookAround(again), cmp.AllowUnexported(demoState{})); diff != "" {
		t.Errorf("after the move (-was +is): %s", diff)
	}
	server.terminate()
}
