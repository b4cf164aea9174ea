package sandbox_test

import (
	"encoding/json"
	"os"
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
	source, err := os.ReadFile("errors.go")
	if err != nil {
		t.Fatal(err)
	}
	words := newWorld(t, sandbox.Options{}).send("GET", "/phone/js/codes.js", nil).body
	for _, hit := range regexp.MustCompile(`(?m)^\t(-?\d+): +"`).FindAllStringSubmatch(string(source), -1) {
		row := regexp.MustCompile(`(?m)^  '?` + hit[1] + `'?: \['[^']*\p{Han}[^']*', '[^']+', '[^']*\p{Han}[^']*', '[^']+'\],$`)
		if !row.Match(words) {
			t.Errorf("code %s is not explained in both languages", hit[1])
		}
	}
}
