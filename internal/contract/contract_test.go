package contract_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/menling/menling/internal/contract"
)

func TestOperationsAreComplete(t *testing.T) {
	ops, err := contract.Operations()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, op := range ops {
		key := op.Platform + "/" + op.Operation
		if seen[key] {
			t.Errorf("%s stands there twice", key)
		}
		seen[key] = true
		if op.Method == "" || !strings.HasPrefix(op.Path, "/") || !strings.HasPrefix(op.Page, "https://") || len(op.Cases) == 0 {
			t.Errorf("%s lacks method, path, page or cases", key)
		}
		for _, c := range op.Cases {
			checkCase(t, key, c)
		}
	}
}

func checkCase(t *testing.T, key string, c contract.Case) {
	t.Helper()
	if c.Name == "" || (c.Reply == nil) == (c.ReplyFile == nil) {
		t.Errorf("%s: case %q needs a name and one kind of reply", key, c.Name)
	}
	if c.Reply != nil && !json.Valid(c.Reply) {
		t.Errorf("%s: case %q: reply is no JSON", key, c.Name)
	}
}

func TestPushesAreComplete(t *testing.T) {
	pushes, err := contract.Pushes()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, p := range pushes {
		names[p.Platform+"/"+p.Name] = true
	}
	for _, p := range pushes {
		if len(p.Bytes()) == 0 || p.Want.Kind == "" {
			t.Errorf("%s/%s lacks bytes or kind", p.Platform, p.Name)
		}
		if p.SameAs != "" && !names[p.Platform+"/"+p.SameAs] {
			t.Errorf("%s/%s repeats %s, which is not there", p.Platform, p.Name, p.SameAs)
		}
	}
}
