package examples

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const script = "ci/with-sandbox.sh"

// beside runs a shell command by the script, in a folder of its own with the program on the PATH.
func beside(t *testing.T, programs, command string) (folder string, r result) {
	t.Helper()
	tools(t, ".", "curl --version", "curl")
	path, err := filepath.Abs(script)
	if err != nil {
		t.Fatal(err)
	}
	folder = t.TempDir()
	return folder, run(t, folder, []string{"PATH=" + programs + ":" + os.Getenv("PATH"), "TMPDIR=" + t.TempDir()}, "sh", path, "sh", "-c", command)
}

// program builds menling and gives the folder it stands in.
func program(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if r := run(t, "..", nil, "go", "build", "-o", filepath.Join(folder, "menling"), "."); r.status != 0 {
		t.Fatalf("the program does not build:\n%s", r.stderr)
	}
	return folder
}

func TestTheScriptRunsTestsBesideASandbox(t *testing.T) {
	programs := program(t)
	t.Run("that pass", func(t *testing.T) {
		folder, r := beside(t, programs, `curl -fsS "$MENLING_SANDBOX/sandbox/v1/state" && printf '\n%s' "$MENLING_SANDBOX"`)
		state, url, _ := strings.Cut(r.stdout, "\n")
		if r.status != 0 || r.stderr != "" || !strings.Contains(state, `"corp"`) {
			t.Errorf("status %d, stderr %q, stdout %q", r.status, r.stderr, r.stdout)
		}
		if left, _ := os.ReadDir(folder); len(left) != 0 {
			t.Errorf("it leaves %v", left)
		}
		hasEnded(t, url)
	})
	t.Run("that fail", func(t *testing.T) {
		folder, r := beside(t, programs, `printf %s "$MENLING_SANDBOX"; curl -sS "$MENLING_SANDBOX/cgi-bin/gettoken" >/dev/null; exit 7`)
		if r.status != 7 || !strings.Contains(r.stderr, "sandbox-log") {
			t.Errorf("status %d, stderr %q", r.status, r.stderr)
		}
		hasEnded(t, r.stdout)
		var calls []call
		readJSON(t, filepath.Join(folder, "sandbox-log/calls.json"), &calls)
		if len(calls) != 1 || calls[0].Errcode != 41004 {
			t.Errorf("%+v", calls)
		}
		readJSON(t, filepath.Join(folder, "sandbox-log/pushes.json"), new([]any))
	})
}

// Without a sandbox no test runs, and the reason is said.
func TestTheScriptSaysWhyThereIsNoSandbox(t *testing.T) {
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, "menling"), []byte("#!/bin/sh\necho no sandbox today >&2\nexit 2\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, r := beside(t, broken, "echo the tests ran")
	if r.status != 1 || r.stdout != "" || r.stderr != "no sandbox today\n" {
		t.Errorf("status %d, stdout %q, stderr %q", r.status, r.stdout, r.stderr)
	}
}

func hasEnded(t *testing.T, url string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/sandbox/v1/state", nil)
	if err != nil || !strings.HasPrefix(url, "http://127.0.0.1:") {
		t.Fatalf("no address %q: %v", url, err)
	}
	if resp, err := http.DefaultClient.Do(req); err == nil {
		resp.Body.Close()
		t.Errorf("the sandbox at %s still answers", url)
	}
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Errorf("%s: %v", file, err)
	}
}
