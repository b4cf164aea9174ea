package e2e

import (
	"net/http"
	"net/http/cookiejar"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A backup made while the server works is brought back elsewhere, and shows what was there.
func TestABackupOfARunningServerComesBackElsewhere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	demo, r, lin := startDemo(t, dir)
	was := afterAScan(t, r, lin)
	file, elsewhere := filepath.Join(t.TempDir(), "menling.backup"), filepath.Join(t.TempDir(), "elsewhere")
	said(t, "backed up and verified", "backup", "--data", dir, "--with-key", file)
	said(t, "the backup is sound", "restore", "--check", file)
	if status, _, stderr := run(t, "", "backup", "--data", dir, file); status != 1 || !strings.Contains(stderr, "never replaces") {
		t.Errorf("over a backup: status %d, %s", status, stderr)
	}
	if status, _, stderr := run(t, "", "restore", "--data", dir, file); status != 1 || !strings.Contains(stderr, "in use") {
		t.Errorf("into the folder of a running server: status %d, %s", status, stderr)
	}
	demo.terminate()
	said(t, "restored and verified", "restore", "--data", elsewhere, file)

	server := launch(t, "serve", "--addr", "127.0.0.1:0", "--data", elsewhere)
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
	now := lookAround(again)
	if diff := cmp.Diff(was, now, cmp.AllowUnexported(demoState{})); diff != "" {
		t.Errorf("after the restore (-was +is): %s", diff)
	}
	server.terminate()
}

// said runs a command that must go well and say so.
func said(t *testing.T, want string, args ...string) {
	t.Helper()
	if status, _, stderr := run(t, "", args...); status != 0 || !strings.Contains(stderr, want) {
		t.Fatalf("%v: status %d, %s", args, status, stderr)
	}
}
