package sandbox_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/menling/menling/sandbox"
)

var switchRow = regexp.MustCompile(`(?m)^    \{ name: '(\w+)', usual: (.+?), (?:from: \[.+?\], )?zh: '([^']*\p{Han}[^']*)', en: '([^']+)' \},$`)

// The page marks what differs from the usual, so it has to know that of every switch, in words of both languages.
func TestThePhonesSwitchesAreThoseOfTheSandbox(t *testing.T) {
	words := newWorld(t, sandbox.Options{}).send("GET", "/phone/js/switchwords.js", nil).body
	shown := map[string]any{}
	for _, row := range switchRow.FindAllStringSubmatch(string(words), -1) {
		var usual any
		if err := json.Unmarshal([]byte(strings.ReplaceAll(row[2], "'", `"`)), &usual); err != nil {
			t.Errorf("what %s usually is cannot be read: %v", row[1], err)
		}
		shown[row[1]] = usual
	}
	text, err := json.Marshal(sandbox.DefaultSwitches())
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]any
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	for name, usual := range want {
		if got, ok := shown[name]; !ok {
			t.Errorf("no sentence for %s in both languages", name)
		} else if !reflect.DeepEqual(got, usual) {
			t.Errorf("%s is usually %v, but the page says %v", name, usual, got)
		}
	}
	for name := range shown {
		if _, ok := want[name]; !ok {
			t.Errorf("the page has a switch %s that the sandbox has not", name)
		}
	}
}

// The log says of every code that the sandbox answers what it means and what to do.
func TestThePhonesLogExplainsEveryCode(t *testing.T) {
	words := newWorld(t, sandbox.Options{}).send("GET", "/phone/js/codes.js", nil).body
	for _, hit := range regexp.MustCompile(`(?m)^\t(-?\d+): +"`).FindAllStringSubmatch(sourceOf(t, "errors.go"), -1) {
		row := regexp.MustCompile(`(?m)^  '?` + hit[1] + `'?: \['[^']*\p{Han}[^']*', '[^']+', '[^']*\p{Han}[^']*', '[^']+'\],$`)
		if !row.Match(words) {
			t.Errorf("code %s is not explained in both languages", hit[1])
		}
	}
}

// No text of the page is left as the name of itself. Names that are put together are not looked at.
func TestThePhoneHasWordsForEveryText(t *testing.T) {
	files, err := filepath.Glob("phone/js/*.js")
	texts, err2 := filepath.Glob("phone/js/text/*.js")
	if err != nil || err2 != nil || len(texts) == 0 {
		t.Fatalf("%v, %v: %d files with texts", err, err2, len(texts))
	}
	worded := map[string]bool{}
	for _, file := range append(texts, "phone/js/i18n.js") {
		for _, hit := range regexp.MustCompile(`(?m)(?:^ +|, )(\w+): \['`).FindAllStringSubmatch(sourceOf(t, file), -1) {
			worded[hit[1]] = true
		}
	}
	for _, file := range files {
		for _, hit := range regexp.MustCompile(`\bt\('(\w+)'[,)]`).FindAllStringSubmatch(sourceOf(t, file), -1) {
			if hit[1] != "key" && !worded[hit[1]] {
				t.Errorf("%s says %s, which has no words", file, hit[1])
			}
		}
	}
}

func sourceOf(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
