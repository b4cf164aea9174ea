package examples

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// language is one example: where it stands, how its user runs it, and how to see that this can be done here.
type language struct {
	name, folder string
	command      []string
	probe        string // a shell command in the folder
	lacks        string // what is missing when the probe fails
}

var languages = []language{
	{"Go", "go", []string{"go", "run", "."}, "go version", "go"},
	{"Python", "python", []string{"python3", "ways.py"}, "python3 -c 'import json, urllib.request'", "python3"},
	{"TypeScript", "typescript", []string{"npm", "start"}, "npm --version && test -x node_modules/.bin/tsc", "npm, or examples/typescript/node_modules (npm ci)"},
	{"Java", "java", []string{"java", "Ways.java"}, "javac -version", "a JDK"},
	{"PHP", "php", []string{"php", "ways.php"}, `php -r 'exit(extension_loaded("curl") ? 0 : 1);'`, "php, or its curl extension"},
}

// tools skips a test that lacks something; with MENLING_E2E=1, as `make test` sets it, the test fails.
func tools(t *testing.T, folder, probe, lacks string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sh", "-c", probe)
	cmd.Dir = folder
	said, err := cmd.CombinedOutput()
	if err == nil {
		return
	}
	if os.Getenv("MENLING_E2E") == "1" {
		t.Fatalf("there is no %s; make test sets everything up\n%s", lacks, said)
	}
	t.Skipf("not tried: there is no %s; make test sets everything up", lacks)
}

// run runs the example as its user would.
func (l language) run(t *testing.T, environment ...string) result {
	t.Helper()
	tools(t, l.folder, l.probe, l.lacks)
	return run(t, l.folder, environment, l.command...)
}

// result is how a command ended.
type result struct {
	status         int
	stdout, stderr string
}

// lines are the names at the beginning of what an example prints.
func (r result) lines() map[string]bool {
	names := map[string]bool{}
	for line := range strings.Lines(r.stdout) {
		name, _, _ := strings.Cut(line, " ")
		names[name] = true
	}
	return names
}

func run(t *testing.T, folder string, environment []string, command ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = folder, &stdout, &stderr
	cmd.Env = append(os.Environ(), "no_proxy=127.0.0.1", "NO_PROXY=127.0.0.1")
	cmd.Env = append(cmd.Env, environment...)
	if err := cmd.Run(); cmd.ProcessState == nil {
		t.Fatalf("%q does not start: %v", command, err)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}
