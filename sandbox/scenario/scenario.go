package scenario

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/menling/menling/sandbox"
)

// Scenario is one file, read and checked.
type Scenario struct {
	File string // as it was given
	Name string
	// NeedsWeCom and NeedsWeapp say that it watches a server, which must be given a callback URL.
	NeedsWeCom, NeedsWeapp bool

	fixture *sandbox.Fixture
	clock   time.Time
	within  time.Duration
	steps   []*step
}

const defaultWithin = 5 * time.Second

// topKeys are the keys of a file.
var topKeys = map[string]field{
	"name": must, "about": text, "needs": names, "fixture": {}, "extra_members": object, "switches": object,
	"clock": text, "within": text, "steps": {kind: kindList, required: true},
}

// Parse reads and checks one file's text. base is the fixture that the file's own is laid over;
// nil is the default one. Every mistake found is a [Problem].
func Parse(file string, data []byte, base *sandbox.Fixture) (*Scenario, error) {
	root, err := parseYAML(file, data)
	if err != nil {
		return nil, err
	}
	p := &problems{file: file}
	if root.kind != kindMap {
		p.at(root, "a scenario is a mapping with the keys %s", list(topKeys))
		return nil, p.err()
	}
	p.checkFields(root, wholeFile, topKeys, nil)
	s := &Scenario{File: file, within: defaultWithin}
	s.readHead(p, root)
	s.fixture = p.readFixture(root, filepath.Dir(file), base)
	if steps := root.get("steps"); steps != nil && steps.kind == kindList && s.fixture != nil {
		s.steps = p.readSteps(steps, known{given: fixtureValues(s.fixture), saved: map[string]bool{}})
	}
	if n := root.get("needs"); n != nil && playServer(s.steps) {
		p.at(n, "needs watches a server, and server steps play one: a scenario does either")
	}
	return s, p.err()
}

func (s *Scenario) readHead(p *problems, root *node) {
	if n := root.get("name"); n != nil {
		s.Name = n.text()
	}
	if n := root.get("within"); n != nil {
		s.within = p.span(n)
	}
	if n := root.get("clock"); n != nil {
		s.clock = p.moment(n)
	}
	if n := root.get("needs"); n != nil {
		for _, item := range n.items {
			switch item.text() {
			case "wecom":
				s.NeedsWeCom = true
			case "weapp":
				s.NeedsWeapp = true
			default:
				p.at(item, "needs lists wecom, weapp or both: the callbacks that the scenario watches")
			}
		}
	}
}

// span reads a duration; a mistake is noted.
func (p *problems) span(n *node) time.Duration {
	d, err := parseSpan(n.text())
	if err != nil {
		p.at(n, "%v", err)
	}
	return d
}

func (p *problems) moment(n *node) time.Time {
	t, err := time.Parse(time.RFC3339, n.text())
	if err != nil {
		p.at(n, "%q is no time; write 2026-03-01T09:00:00+08:00", n.text())
	}
	return t
}

// switchKinds knows the switches by name and what each holds.
func switchKinds() map[string]field {
	values := map[string]any{}
	_ = json.Unmarshal(encode(sandbox.DefaultSwitches()), &values) // it encodes to an object
	kinds := map[string]field{}
	for name, v := range values {
		kinds[name] = field{kind: kindOf(v)}
	}
	return kinds
}

func kindOf(v any) kind {
	switch v.(type) {
	case bool:
		return kindBool
	case float64, json.Number:
		return kindNumber
	case []any:
		return kindList
	case map[string]any:
		return kindMap
	case nil:
		return kindNull
	default:
		return kindString
	}
}

// checkSwitches checks names and kinds, and reports whether they are right.
func (p *problems) checkSwitches(n *node) bool {
	before := len(p.list)
	p.checkFields(n, "switches", switchKinds(), nil)
	return n.kind == kindMap && len(p.list) == before
}

// Load reads files, and all .yaml files of folders in the order of their names.
func Load(base *sandbox.Fixture, paths ...string) ([]*Scenario, error) {
	var out []*Scenario
	var wrong []error
	for _, path := range paths {
		files, err := filesOf(path)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			s, err := Parse(file, data, base)
			if err != nil {
				wrong = append(wrong, err)
			}
			out = append(out, s)
		}
	}
	return out, errors.Join(wrong...)
}

func filesOf(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return []string{path}, err
	}
	files, err := filepath.Glob(filepath.Join(path, "*.yaml"))
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%s has no .yaml file", path)
	}
	return files, err
}
