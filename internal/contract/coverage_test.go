package contract_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/sandbox"
)

var update = flag.Bool("update", false, "write docs/api-coverage.md")

const coverageFile = "../../docs/api-coverage.md"

// The operations that give out tokens are called by no method of a service.
var issuers = map[string]string{
	"gettoken":        "`Client.App`, `App.Token`",
	"get_suite_token": "`NewSuite`, `Suite.Token`",
	"get_corp_token":  "`Suite.App`",
	"token":           "`WithTokenMode(Classic)`, `Client.Token`",
	"stable_token":    "`New`, `Client.Token`",
}

// docs/api-coverage.md says what is there: it is made from the contract, the
// clients' sources and a running sandbox.
func TestCoverageIsCurrent(t *testing.T) {
	want := coverage(t)
	if *update {
		if err := os.WriteFile(coverageFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(coverageFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/api-coverage.md is not what the code does: run go test ./internal/contract -run Coverage -update")
	}
}

func coverage(t *testing.T) []byte {
	ops, err := contract.Operations()
	if err != nil {
		t.Fatal(err)
	}
	sb, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer sb.Close()
	var out bytes.Buffer
	out.WriteString("# API coverage\n\nEvery operation of both platforms that menling knows: the method of the Go client, whether the sandbox serves it, and\n" +
		"the vendor's page. Samples of each stand in `internal/contract`; client and sandbox are tested against them, each for itself.\n" +
		"Made by `go test ./internal/contract -run Coverage -update`.\n")
	for _, platform := range []struct{ name, title string }{{"wecom", "WeCom (`wecom`)"}, {"weapp", "Mini program (`weapp`)"}} {
		fmt.Fprintf(&out, "\n## %s\n\n| operation | call | Go | sandbox | vendor |\n| --- | --- | --- | --- | --- |\n", platform.title)
		sources := parsed(t, "../../"+platform.name)
		methods, pages := methodsOf(sources), docsOf(sources)
		for _, op := range ops {
			if op.Platform != platform.name {
				continue
			}
			named := issuers[op.Operation]
			if named == "" {
				slices.Sort(methods[op.Operation])
				named = strings.Join(methods[op.Operation], ", ")
			}
			if named == "" {
				t.Errorf("no method calls %s", op.Operation)
			}
			if !strings.Contains(pages[op.Operation], op.Page+"\n") {
				t.Errorf("no documentation of what calls %s names its page %s", op.Operation, op.Page)
			}
			served := serves(sb, op)
			if !served {
				t.Errorf("the sandbox does not serve %s", op.Operation)
			}
			fmt.Fprintf(&out, "| %s | %s `%s` | %s | %s | [page](%s) |\n", op.Operation, op.Method, op.Path, named, map[bool]string{true: "yes", false: "no"}[served], op.Page)
		}
	}
	writePushes(t, &out)
	return out.Bytes()
}

func serves(sb http.Handler, op contract.Operation) bool {
	answer := httptest.NewRecorder()
	sb.ServeHTTP(answer, httptest.NewRequest(op.Method, op.Path, strings.NewReader("{}")))
	return answer.Code != http.StatusNotFound
}

// parsed are the sources of a folder, without its tests.
func parsed(t *testing.T, folder string) (list []*ast.File) {
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, file)
	}
	return list
}

// docsOf maps operations to the documentation of the functions that name them, and
// of the services that these belong to.
func docsOf(files []*ast.File) map[string]string {
	types, docs := map[string]string{}, map[string]string{}
	for _, file := range files {
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.TYPE {
				types[d.Specs[0].(*ast.TypeSpec).Name.Name] = d.Doc.Text()
			}
		}
	}
	for _, file := range files {
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			eachString(f, func(text string) {
				docs[text] += f.Doc.Text()
				if f.Recv != nil {
					docs[text] += types[receiverOf(f)]
				}
			})
		}
	}
	return docs
}

// eachString does f with every string that stands in a function.
func eachString(in *ast.FuncDecl, f func(string)) {
	ast.Inspect(in, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, _ := strconv.Unquote(lit.Value)
			f(text)
		}
		return true
	})
}

// methodsOf maps operations to the exported methods of services in whose bodies
// they are named.
func methodsOf(files []*ast.File) map[string][]string {
	fields, found := fieldsOf(files), map[string][]string{}
	for _, file := range files {
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv == nil {
				continue
			}
			service, ok := fields[receiverOf(f)]
			if !ok {
				continue
			}
			eachString(f, func(text string) {
				for _, name := range exported(f, text) {
					if method := "`" + service + "." + name + "`"; !slices.Contains(found[text], method) {
						found[text] = append(found[text], method)
					}
				}
			})
		}
	}
	return found
}

// exported is the method, or for a helper the methods that share it.
func exported(f *ast.FuncDecl, op string) []string {
	if f.Name.IsExported() {
		return []string{f.Name.Name}
	}
	return map[string][]string{
		"media_get": {"Get", "GetRange", "Download"}, "update_contact_way": {"Update", "Modify"}, "custom_typing": {"Typing"},
	}[op]
}

// fieldsOf maps the types of services to the fields of a client that hold them.
func fieldsOf(files []*ast.File) map[string]string {
	fields := map[string]string{}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			field, ok := n.(*ast.Field)
			if !ok || len(field.Names) != 1 {
				return true
			}
			if star, ok := field.Type.(*ast.StarExpr); ok {
				if id, ok := star.X.(*ast.Ident); ok && strings.HasSuffix(id.Name, "Service") && field.Names[0].IsExported() {
					fields[id.Name] = field.Names[0].Name
				}
			}
			return true
		})
	}
	return fields
}

func receiverOf(f *ast.FuncDecl) string {
	if star, ok := f.Recv.List[0].Type.(*ast.StarExpr); ok {
		if id, ok := star.X.(*ast.Ident); ok {
			return id.Name
		}
	}
	return ""
}

// writePushes lists the kinds of pushes that have samples.
func writePushes(t *testing.T, out *bytes.Buffer) {
	pushes, err := contract.Pushes()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]map[string]bool{}
	for _, p := range pushes {
		if !p.Want.Unreadable {
			if kinds[p.Platform] == nil {
				kinds[p.Platform] = map[string]bool{}
			}
			_, unknown := p.Want.Event["Fields"]
			kinds[p.Platform][p.Want.Kind] = !unknown || kinds[p.Platform][p.Want.Kind]
		}
	}
	for _, platform := range []struct{ name, title string }{{"wecom", "Pushes of WeCom (`wecom/callback`)"}, {"weapp", "Pushes of mini programs (`weapp/push`)"}} {
		fmt.Fprintf(out, "\n## %s\n\n| kind | Go |\n| --- | --- |\n", platform.title)
		types := typesOf(t, map[string]string{"wecom": "../../wecom/callback", "weapp": "../../weapp/push"}[platform.name])
		var sorted []string
		for kind := range kinds[platform.name] {
			sorted = append(sorted, kind)
		}
		slices.Sort(sorted)
		for _, kind := range sorted {
			name := types[kind]
			if name == "" {
				name = "Unknown"
			}
			fmt.Fprintf(out, "| %s | `%s` |\n", kind, name)
		}
	}
}

// typesOf maps the kinds of a package to its types: each constant KindX names the
// kind of type X.
func typesOf(t *testing.T, folder string) map[string]string {
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]string{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok && strings.HasPrefix(spec.Names[0].Name, "Kind") {
				kind, _ := strconv.Unquote(lit.Value)
				types[kind] = strings.TrimPrefix(spec.Names[0].Name, "Kind")
			}
			return true
		})
	}
	return types
}
