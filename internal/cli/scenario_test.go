package cli

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	goodScenario   = "name: It holds\nsteps:\n  - login: c01\n  - clock: 5m\n"
	brokenScenario = "name: It does not\nsteps:\n  - login: c01\n  - call: /cgi-bin/user/get?userid=nobody\n    expect: 0\n"
	badScenario    = "name: Bad\nsteps:\n  - lgoin: c01\n"
)

// play writes files into a folder and runs menling sandbox there.
func play(t *testing.T, files map[string]string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	status = Run(append([]string{"sandbox"}, args...), &out, &errs)
	return status, out.String(), errs.String()
}

func TestScenario(t *testing.T) {
	folder := map[string]string{"a.yaml": goodScenario, "b.yaml": brokenScenario, "c.txt": badScenario}
	for _, row := range []struct {
		name   string
		files  map[string]string
		args   []string
		status int
		stdout string
		stderr string
	}{
		{
			"one that holds", folder, []string{"--scenario", "a.yaml"}, exitOK,
			"It holds (a.yaml)\n  ✓    3  login c01\n  ✓    4  clock 5m\n1 of 1 held\n", "",
		},
		{"quiet", folder, []string{"--scenario", "a.yaml", "--quiet"}, exitOK, "1 of 1 held\n", ""},
		{
			"one that does not", folder, []string{"--scenario", "b.yaml", "--quiet"}, exitFailed,
			"It does not (b.yaml)\n  ✗    4  call /cgi-bin/user/get?userid=nobody → 0\n" +
				"          expected  errcode: 0\n          seen      errcode: 60111\n",
			"menling: scenarios did not hold\n",
		},
		{
			"a folder", folder, []string{"--scenario", "."}, exitFailed,
			"It holds (a.yaml)\n", "menling: scenarios did not hold\n",
		},
		{
			"several", folder, []string{"--scenario", "a.yaml", "--scenario", "b.yaml", "--quiet"}, exitFailed,
			"It does not (b.yaml)\n", "menling: scenarios did not hold\n",
		},
		{
			"one with a mistake: nothing runs", map[string]string{"a.yaml": goodScenario, "bad.yaml": badScenario}, []string{"--scenario", "."}, exitUsage,
			"", `menling: bad.yaml:3:5: "lgoin" is no verb; did you mean login?` + "\n",
		},
		{"none there", nil, []string{"--scenario", "none.yaml"}, exitUsage, "", "menling: stat none.yaml: no such file or directory\n"},
		{"an empty folder", nil, []string{"--scenario", "."}, exitUsage, "", "menling: . has no .yaml file\n"},
		{
			"one that watches nobody", map[string]string{"w.yaml": "needs: [wecom]\n" + goodScenario}, []string{"--scenario", "w.yaml"}, exitUsage,
			"", "menling: w.yaml watches a server: say where with --wecom-callback URL\n",
		},
		{
			"state", folder, []string{"--scenario", "a.yaml", "--state", "s.json"}, exitUsage,
			"", "menling: sandbox: --scenario starts from the fixture every time: leave --state out (menling --help lists everything)\n",
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			status, stdout, stderr := play(t, row.files, row.args...)
			if status != row.status {
				t.Errorf("exit status %d, want %d", status, row.status)
			}
			if !strings.HasPrefix(stdout, row.stdout) || row.stdout == "" && stdout != "" {
				t.Errorf("stdout:\n%s\nwant:\n%s", stdout, row.stdout)
			}
			if stderr != row.stderr {
				t.Errorf("stderr: %q, want %q", stderr, row.stderr)
			}
		})
	}
}

// TestScenarioSummary names the files of a folder that did not hold.
func TestScenarioSummary(t *testing.T) {
	_, stdout, _ := play(t, map[string]string{"a.yaml": goodScenario, "b.yaml": brokenScenario, "c.yaml": brokenScenario}, "--scenario", ".", "--quiet")
	if want := "2 of 3 did not hold: b.yaml, c.yaml\n"; !strings.HasSuffix(stdout, want) {
		t.Errorf("stdout:\n%s\nwant at its end: %s", stdout, want)
	}
}

// TestScenarioReady puts the line for the watched server first, and listens where it is told to.
func TestScenarioReady(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	file := "name: Watched\nneeds: [weapp]\nsteps:\n  - enter: c01\n  - expect_push: {status: delivered, answered: ok}\n"
	status, stdout, stderr := play(t, map[string]string{"w.yaml": file}, "--scenario", "w.yaml", "--addr", "127.0.0.1:0", "--weapp-callback", server.URL)
	first, _, _ := strings.Cut(stdout, "\n")
	if status != exitOK || !strings.HasPrefix(first, `{"url":"http://127.0.0.1:`) || !strings.HasSuffix(first, `/phone"}`) {
		t.Errorf("status %d, first line %q, stderr %q", status, first, stderr)
	}
}

// TestScenarioFixture uses --fixture as what the files build on.
func TestScenarioFixture(t *testing.T) {
	fixture := filepath.Join(t.TempDir(), "fixture.json")
	var out, errs bytes.Buffer
	if status := Run([]string{"sandbox", "--print-fixture"}, &out, &errs); status != exitOK {
		t.Fatal(errs.String())
	}
	text := strings.Replace(out.String(), `"门铃健康"`, `"另一家"`, 1)
	if err := os.WriteFile(fixture, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	file := "name: x\nsteps:\n  - do: GET /sandbox/v1/state\n    expect: {corp: 另一家}\n"
	status, stdout, stderr := play(t, map[string]string{"f.yaml": file}, "--fixture", fixture, "--scenario", "f.yaml")
	if status != exitOK {
		t.Errorf("status %d\n%s%s", status, stdout, stderr)
	}
}
