package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/wx"
)

// TestEveryCodeHasWords finds every crm.Code that the rules declare: each has a status and both languages.
func TestEveryCodeHasWords(t *testing.T) {
	found := 0
	for _, dir := range []string{"../crm", "../ledger", "../desk", "../sheet", "../qrcode", "."} {
		for code, place := range codesIn(t, dir) {
			found++
			s, ok := sentences[code]
			if !ok || s.status < 400 || s.zh == "" || s.en == "" {
				t.Errorf("%s: code %q has no row in the table of sentences", place, code)
			}
			if s.zh != "{zh}" && !strings.ContainsFunc(s.zh, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%q in Chinese is %q", code, s.zh)
			}
		}
	}
	if found != len(sentences) {
		t.Errorf("%d codes are declared, %d are in the table", found, len(sentences))
	}
}

// codesIn reads the constants of type Code from the sources of a package.
func codesIn(t *testing.T, dir string) map[crm.Code]string {
	t.Helper()
	codes, fset := map[crm.Code]string{}, token.NewFileSet()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, dir+"/"+e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || !isCode(spec.Type) {
				return true
			}
			for i, v := range spec.Values {
				if lit, ok := v.(*ast.BasicLit); ok {
					text, _ := strconv.Unquote(lit.Value)
					codes[crm.Code(text)] = fset.Position(spec.Names[i].Pos()).String()
				}
			}
			return true
		})
	}
	return codes
}

func isCode(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == "Code"
	case *ast.SelectorExpr:
		return e.Sel.Name == "Code"
	}
	return false
}

func TestProblemOfErrors(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	for _, row := range []struct {
		err    error
		status int
		code   crm.Code
		zh     string
	}{
		{fmt.Errorf("wrapped: %w", crm.ErrNotFound), 404, crm.CodeNotFound, "没有找到，可能已被删除"},
		{crm.Invalid("name", "请填写名称", "a name is needed"), 422, crm.CodeInvalid, "请填写名称"},
		{crm.Refuse(crm.CodeTaken, "field", "name", "name", "抖音"), 409, crm.CodeTaken, "「抖音」已被使用，请换一个"},
		{crm.Refuse("window_used_up", "limit", 5), 409, "window_used_up", "5 条回复已用完：客户再次发来消息后才能继续"},
		{&wx.Error{Op: "x", Code: 40029, Platform: wx.WeApp}, 422, crm.CodePlatform, ""},
		{&wx.Error{Op: "x", Code: 45011, Platform: wx.WeApp}, 503, crm.CodeBusy, ""},
		{&wx.UnknownError{Op: "x", Err: errors.New("reset")}, 502, crm.CodeUnreachable, ""},
		{&wx.StatusError{Op: "x", Status: 404}, 502, crm.CodeUnreachable, ""},
		{context.DeadlineExceeded, 503, crm.CodeBusy, ""},
		{errors.New("SELECT secret"), 500, codeInternal, ""},
		{crm.Refuse("never heard of"), 500, codeInternal, ""},
	} {
		p := w.api.problem(t.Context(), row.err)
		if p.Status != row.status || p.Code != string(row.code) || row.zh != "" && p.ZH != row.zh || strings.Contains(p.ZH+p.EN, "{") {
			t.Errorf("%v: %+v", row.err, p)
		}
		if strings.Contains(string(p.encode()), "SELECT") {
			t.Errorf("the raw error is told: %s", p.encode())
		}
	}
	if !strings.Contains(w.log.String(), "SELECT secret") {
		t.Error("an unexpected error is not logged")
	}
}

func TestBadRequests(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	c := w.admin()
	big := bytes.Repeat([]byte{'x'}, mediaBytes+1)
	for _, row := range []struct {
		name, method, path string
		body               any
		status             int
		code               crm.Code
		field, zh          string
	}{
		{"missing field", post, "/channels", map[string]any{}, 422, "invalid", "name", "缺少 name"},
		{"unknown field", post, "/channels", map[string]any{"name": "a", "x": 1}, 422, "invalid", "x", "不认识 x"},
		{"wrong type", post, "/channels", map[string]any{"name": 1}, 422, "invalid", "name", "name 须为文字"},
		{"not of the list", post, "/agents", AgentInput{Name: "a", Email: "a@b", Role: "king"}, 422, "invalid", "role", "role 只能是 admin, agent 之一"},
		{"a rule's own words", post, "/channels", ChannelInput{Name: " "}, 422, "invalid", "name", "请填写渠道名称，最多 60 个字"},
		{"not JSON", post, "/channels", []byte("{"), 400, "unreadable", "", ""},
		{"no body", post, "/channels", nil, 400, "invalid", "", "缺少请求内容"},
		{"not a number", get, "/ways/abc", nil, 422, "invalid", "id", "id 须为整数"},
		{"zero", get, "/ways/0", nil, 422, "invalid", "id", "id 至少为 1"},
		{"no cursor", get, "/ways?after=abc", nil, 422, "invalid", "after", ""},
		{"no list", get, "/conversations?list=lost", nil, 422, "invalid", "list", ""},
		{"no token", get, "/invitation", nil, 422, "invalid", "token", "缺少 token"},
		{"bad token", get, "/invitation?token=x", nil, 404, "not_found", "", ""},
		{"short password", post, "/invitation", InvitationInput{Token: "x", Password: "short"}, 422, "weak_password", "", "密码须为 10 到 200 个字符"},
		{"too large", post, "/channels", append([]byte(`{"name":"`), big...), 413, "too_large", "", ""},
		{"picture too large", post, "/media", big, 413, "too_large", "", ""},
		{"no picture", post, "/media", []byte("hello"), 422, "invalid", "picture", ""},
		{"code too large", post, "/weapp/demo/sign-in", bytes.Repeat([]byte{'x'}, codeBytes+1), 413, "too_large", "", ""},
		{"no operation", get, "/nothing", nil, 404, "not_found", "", ""},
		{"no such method", "DELETE", "/channels", nil, 405, "method_not_allowed", "", ""},
		{"no such row", get, "/conversations/1/messages", nil, 404, "not_found", "", ""},
		{"no such picture", get, "/media/00", nil, 404, "not_found", "", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := c.do(row.method, base+row.path, row.body).refused(t, row.status, row.code)
			if field, _ := p.Params["field"].(string); row.field != "" && field != row.field || row.zh != "" && p.ZH != row.zh {
				t.Errorf("problem %+v", p)
			}
		})
	}
	if allow := c.do("DELETE", base+"/channels", nil).Header.Get("Allow"); allow != "GET, POST" {
		t.Errorf("Allow: %q", allow)
	}
}

func TestHealth(t *testing.T) {
	ready := error(nil)
	w := newWorld(t, storetest.Open(t, store.SQLite), func(o *Options) { o.Ready = func(context.Context) error { return ready } })
	c := w.anybody()
	c.do(get, "/healthz", nil).want(t, 200, nil)
	c.do(get, "/readyz", nil).want(t, 200, nil)
	ready = errors.New("the spool is not drained")
	c.do(get, "/readyz", nil).refused(t, 503, codeNotReady)
	c.do(http.MethodHead, "/healthz", nil).want(t, 200, nil)
}
