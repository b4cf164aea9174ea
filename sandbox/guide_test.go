package sandbox_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/menling/menling/sandbox"
)

func readGuide(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../docs/guides/sandbox.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestGuideNamesEverySwitch with its default.
func TestGuideNamesEverySwitch(t *testing.T) {
	raw, err := json.Marshal(sandbox.DefaultSwitches())
	if err != nil {
		t.Fatal(err)
	}
	var switches map[string]json.RawMessage
	if err := json.Unmarshal(raw, &switches); err != nil {
		t.Fatal(err)
	}
	guide := readGuide(t)
	for name, value := range switches {
		row := fmt.Sprintf("| `%s` | `%s` |", name, strings.Trim(string(value), `"`))
		if !strings.Contains(guide, row) {
			t.Errorf("docs/guides/sandbox.md has no row %s", row)
		}
	}
}

// TestGuideMinuteWithCurl runs the lines of the guide as they stand.
func TestGuideMinuteWithCurl(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		if os.Getenv("MENLING_E2E") == "1" {
			t.Fatal("there is no curl; make test installs it")
		}
		t.Skip("there is no curl")
	}
	w := newWorld(t, sandbox.Options{})
	var script strings.Builder
	for _, part := range strings.Split(readGuide(t), "```sh\n")[1:] {
		lines, _, _ := strings.Cut(part, "```")
		script.WriteString(lines)
	}
	sh := exec.Command("sh", "-eu", "-c", script.String())
	sh.Env = append(os.Environ(), "SANDBOX="+w.srv.URL)
	said, err := sh.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for _, want := range []string{
		`"result":"added"`, `add_external_contact`, `poster-7`, `{"errcode":0,"errmsg":"ok"}`, `"errcode":42001`, `"errcode":45015`, `"errcode":-1`,
		`"contact_way":{"config_id"`, `"path":"/cgi-bin/gettoken"`,
	} {
		_, after, found := strings.Cut(string(said), want)
		if !found {
			t.Fatalf("%s is not there, or not in its place:\n%s", want, said)
		}
		said = []byte(after)
	}
	w.same("ways after the reset", w.control("GET", "/state", nil).num("ways"), 0)
}
