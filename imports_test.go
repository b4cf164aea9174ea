package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/menling/menling"

type tree struct {
	part string
	may  []string
	why  string
}

// trees says, for each part of the house, which other parts its code may import. A package belongs to the longest
// entry that is its path or a folder above it, and may always import its own tree. Tests of a part may use more: see
// testsToo. A part that has no entry fails the test, so that a new folder gets its place here first.
var trees = []tree{
	{"", []string{"internal/cli"}, "main only ends the process with what cli.Run returns"},
	{"e2e", nil, "it holds tests alone"},
	{"examples", []string{"wecom"}, "they show what a user of the SDK writes"},
	{"internal/cli", []string{"internal/app", "internal/config", "internal/ledger", "internal/crm", "internal/schedule", "internal/store", "console", "sandbox", "sandbox/scenario"}, "subcommands start the program, and the demo fills it by its rules; they hold none"},
	{"internal/app", []string{
		"internal/api", "internal/store", "internal/bus", "internal/config", "internal/metrics", "internal/ledger", "internal/desk", "internal/crm",
		"internal/qrcode", "internal/sheet", "internal/thumb", "internal/schedule", "internal/match", "console", "sandbox", "wecom", "wecom/callback", "weapp", "weapp/push", "wx",
	}, "it wires everything, and nothing but cli stands above it"},
	{"internal/api", []string{
		"internal/ledger", "internal/desk", "internal/crm", "internal/bus", "internal/config", "internal/qrcode", "internal/sheet", "internal/schedule",
		"console", "web", "wecom/callback", "weapp/push", "wx",
	}, "a request goes handler, rule, store: the API knows rules and never the store behind them"},
	{"internal/store", []string{"internal/ledger", "internal/desk", "internal/crm", "wx"}, "it implements the Stores that the domain declares"},
	{"internal/store/storetest", []string{"internal/store", "internal/crm"}, "it opens stores for the tests of others, and no product code imports it"},
	{"internal/bus", []string{"internal/crm"}, "it only wakes"},
	{"internal/config", nil, "settings know nobody"},
	{"internal/metrics", []string{"internal/crm", "wx"}, "it keeps third-party code out of what is measured"},
	{"internal/qrcode", nil, "it keeps third-party code out of the domain"},
	{"internal/sheet", nil, "it keeps third-party code out of the domain"},
	{"internal/thumb", []string{"internal/crm"}, "it keeps third-party code out of the domain"},
	{"internal/ledger", []string{"internal/crm", "internal/schedule", "wecom", "wecom/callback", "wx"}, "ledger and desk do not know each other"},
	{"internal/desk", []string{"internal/crm", "internal/schedule", "internal/match", "weapp", "weapp/push", "wx"}, "ledger and desk do not know each other"},
	{"internal/crm", []string{"wecom/callback", "weapp/push", "wx"}, "it is the ground that ledger and desk stand on"},
	{"internal/schedule", nil, "it is pure: who, when"},
	{"internal/match", nil, "it is pure: patterns and templates"},
	{"internal/contract", nil, "it is data, for tests"},
	{"console", nil, "it is built files"},
	{"web", nil, "it is a built file"},
	{"sandbox", nil, "it never uses the SDKs' types: a wrong field name would cancel out on both sides"},
	{"sandbox/scenario", []string{"sandbox"}, "it drives the sandbox from outside, and keeps YAML away from those who import the sandbox"},
	{"wecom", []string{"wx"}, "the SDKs stand on wx alone"},
	{"wecom/callback", []string{"wx"}, "the SDKs stand on wx alone"},
	{"weapp", []string{"wx"}, "the SDKs stand on wx alone"},
	{"weapp/push", []string{"wx"}, "the SDKs stand on wx alone"},
	{"wx", nil, "it is the lowest part"},
	{"docs", nil, "it holds no product code"},
	{"scripts", nil, "it holds no product code"},
	{"miniprogram", nil, "it holds no product code"},
}

// testsToo says which parts the tests of a part may import besides what its code may.
// Parts that are not named here may import everything in tests.
var testsToo = map[string][]string{
	"sandbox":        {"internal/contract"},
	"wx":             {"sandbox", "internal/contract"},
	"wecom":          {"sandbox", "internal/contract", "wecom/callback"},
	"wecom/callback": {"sandbox", "internal/contract"},
	"weapp":          {"sandbox", "internal/contract", "weapp/push"},
	"weapp/push":     {"sandbox", "internal/contract"},
}

// outside says which third-party modules a part may import. Parts that are not named here may import any.
var outside = map[string][]string{
	"wx":                {},
	"wecom":             {},
	"wecom/callback":    {},
	"weapp":             {},
	"weapp/push":        {},
	"sandbox":           {"github.com/boombuler/barcode", "golang.org/x/image"},
	"sandbox/scenario":  {"github.com/goccy/go-yaml"},
	"internal/ledger":   {},
	"internal/desk":     {},
	"internal/crm":      {"golang.org/x/crypto"},
	"internal/schedule": {},
	"internal/match":    {},
}

// testLibraries may be imported by tests everywhere.
var testLibraries = []string{"github.com/google/go-cmp", "pgregory.net/rapid", "go.uber.org/goleak"}

// reserved packages may be imported, outside tests, by the named parts only.
var reserved = []struct {
	pkg string
	by  []string
	why string
}{
	{"database/sql", []string{"internal/store"}, "SQL stands only in internal/store"},
	{"modernc.org/sqlite", []string{"internal/store"}, "only internal/store knows drivers"},
	{"github.com/jackc/pgx", []string{"internal/store"}, "only internal/store knows drivers"},
	{"github.com/pressly/goose", []string{"internal/store"}, "migrations belong to internal/store"},
	{"github.com/prometheus", []string{"internal/metrics"}, "only internal/metrics knows Prometheus"},
	{"github.com/nats-io", []string{"internal/bus/natsbus"}, "only natsbus knows NATS"},
	{"github.com/alecthomas/kong", []string{"internal/cli", "internal/config"}, "only the command line parses flags"},
	{"github.com/danielgtaylor/huma", []string{"internal/api"}, "only the API knows its framework"},
	{"github.com/goccy/go-yaml", []string{"sandbox/scenario"}, "only scenarios are written in YAML"},
	{"github.com/xuri/excelize", []string{"internal/sheet"}, "only sheet knows what a workbook is made of"},
	{"github.com/boombuler/barcode", []string{"internal/qrcode", "sandbox"}, "only qrcode draws codes, and the sandbox its own"},
	{"github.com/makiuchi-d/gozxing", []string{"internal/qrcode"}, "only qrcode reads pictures"},
}

// forbidden packages may not be imported, outside tests, by the named parts.
var forbidden = []struct {
	pkg string
	by  []string
	why string
}{
	{"net/http", []string{"internal/crm", "internal/ledger", "internal/desk", "internal/schedule", "internal/match", "internal/store"}, "rules and storage do not know how they are called"},
	{"database/sql", []string{"internal/crm", "internal/ledger", "internal/desk", "internal/schedule", "internal/match"}, "the domain is read without SQL"},
}

// environment names the functions of package os that read the environment, and mayRead the parts that may call them:
// the settings, the harness that can be pointed at a running PostgreSQL, and the examples.
var (
	environment = []string{"Getenv", "LookupEnv", "Environ", "ExpandEnv"}
	mayRead     = []string{"internal/config", "internal/cli", "internal/store/storetest", "examples"}
)

// TestImports holds the house to its import rules, those of the code and those of the tests.
func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		part, ok := partOf(p.path())
		if !ok {
			t.Errorf("%s has no place in the table of parts: give it one in imports_test.go", p.path())
			continue
		}
		for _, imported := range p.Imports {
			checkInside(t, p, part, imported, nil)
			checkOutside(t, p, part, imported, nil)
			checkReserved(t, p, part, imported)
		}
		for _, imported := range p.testImports() {
			if also, strict := testsToo[part]; strict {
				checkInside(t, p, part, imported, also)
				checkOutside(t, p, part, imported, testLibraries)
			}
		}
	}
}

// TestPackageComments wants a sentence in front of every package that holds code.
func TestPackageComments(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.GoFiles) > 0 && p.Doc == "" {
			t.Errorf("%s has no package comment", p.path())
		}
	}
}

// TestEnvironment finds code that reads the environment where it should be given its settings.
func TestEnvironment(t *testing.T) {
	for _, p := range packages(t) {
		if part, _ := partOf(p.path()); slices.Contains(mayRead, part) {
			continue
		}
		for _, name := range p.GoFiles {
			for _, place := range readsEnvironment(t, filepath.Join(p.Dir, name)) {
				t.Errorf("%s reads the environment: only %s may; hand the value in", place, list(mayRead))
			}
		}
	}
}

func checkInside(t *testing.T, p goPackage, part, imported string, also []string) {
	t.Helper()
	rest, ours := strings.CutPrefix(imported, module)
	if !ours {
		return
	}
	rest = strings.TrimPrefix(rest, "/")
	target, ok := partOf(rest)
	rule := trees[slices.IndexFunc(trees, func(r tree) bool { return r.part == part })]
	if ok && (target == part || slices.Contains(rule.may, target) || slices.Contains(also, target)) {
		return
	}
	t.Errorf("%s imports %s, but may import of ours only %s: %s", p.path(), rest, list(slices.Concat(rule.may, also)), rule.why)
}

func checkOutside(t *testing.T, p goPackage, part, imported string, also []string) {
	t.Helper()
	allowed, strict := outside[part]
	if !strict || !thirdParty(imported) || within(imported, allowed) || within(imported, also) {
		return
	}
	t.Errorf("%s imports %s, but may import of others only %s: its users would get the dependency too, or its rules would lean on it", p.path(), imported, list(slices.Concat(allowed, also)))
}

func checkReserved(t *testing.T, p goPackage, part, imported string) {
	t.Helper()
	for _, r := range reserved {
		if within(imported, []string{r.pkg}) && !within(p.path(), r.by) {
			t.Errorf("%s imports %s, which only %s may: %s", p.path(), imported, list(r.by), r.why)
		}
	}
	for _, f := range forbidden {
		if imported == f.pkg && slices.Contains(f.by, part) {
			t.Errorf("%s imports %s: %s", p.path(), imported, f.why)
		}
	}
}

// goPackage is what `go list -json` says about one package.
type goPackage struct {
	ImportPath   string
	Dir          string
	Doc          string
	GoFiles      []string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// path returns the package's folder inside the module, "" for its root.
func (p goPackage) path() string {
	return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
}

func (p goPackage) testImports() []string {
	return slices.DeleteFunc(slices.Concat(p.TestImports, p.XTestImports), func(path string) bool { return path == p.ImportPath })
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Dir,Doc,GoFiles,Imports,TestImports,XTestImports", "./...")
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, &stderr)
	}
	var found []goPackage
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return found
		} else if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(p.ImportPath, "/node_modules/") {
			continue
		}
		// Reading the folder tells go test that this result depends on it, so that it is not served from its cache.
		if _, err := os.ReadDir(p.Dir); err != nil {
			t.Fatal(err)
		}
		found = append(found, p)
	}
}

// partOf returns the longest entry of trees that is path or a folder above it.
func partOf(path string) (string, bool) {
	best, ok := "", path == ""
	for _, rule := range trees {
		if rule.part != "" && within(path, []string{rule.part}) && len(rule.part) > len(best) {
			best, ok = rule.part, true
		}
	}
	return best, ok
}

// within reports whether path is one of roots or below one.
func within(path string, roots []string) bool {
	return slices.ContainsFunc(roots, func(root string) bool {
		return path == root || strings.HasPrefix(path, root+"/")
	})
}

// thirdParty reports whether path is neither ours nor the standard library's, whose first element has no dot.
func thirdParty(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".") && !within(path, []string{module})
}

func list(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

// readsEnvironment returns the places in file that call a function of os that reads the environment.
func readsEnvironment(t *testing.T, file string) []string {
	t.Helper()
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil // the compiler says it better
	}
	var places []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "os" && slices.Contains(environment, sel.Sel.Name) {
			places = append(places, fset.Position(sel.Pos()).String())
		}
		return true
	})
	return places
}
