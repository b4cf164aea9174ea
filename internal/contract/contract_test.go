package contract_test

import (
	"encoding/json"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/menling/menling/internal/contract"
)

func operations(t *testing.T) []contract.Operation {
	t.Helper()
	ops, err := contract.Operations()
	if err != nil {
		t.Fatal(err)
	}
	return ops
}

func TestOperationsAreComplete(t *testing.T) {
	for _, op := range operations(t) {
		key := op.Platform + "/" + op.Operation
		if op.Method == "" || !strings.HasPrefix(op.Path, "/") || !strings.HasPrefix(op.Page, "https://") {
			t.Errorf("%s lacks method, path or page", key)
		}
		names := map[string]bool{}
		for _, c := range op.Cases {
			if names[c.Name] {
				t.Errorf("%s has two cases %q", key, c.Name)
			}
			names[c.Name] = true
			checkCase(t, key, c)
		}
	}
}

func checkCase(t *testing.T, key string, c contract.Case) {
	t.Helper()
	if c.Name == "" || (c.Reply == nil) == (c.ReplyFile == nil) {
		t.Errorf("%s: case %q needs a name and one kind of reply", key, c.Name)
	}
	if c.Request != nil && c.File != nil {
		t.Errorf("%s: case %q sends both a document and a file", key, c.Name)
	}
	if c.Reply != nil && !json.Valid(c.Reply) {
		t.Errorf("%s: case %q: reply is no JSON", key, c.Name)
	}
	if c.Query["access_token"] != "" {
		t.Errorf("%s: case %q spells out the access_token", key, c.Name)
	}
}

// Every operation can succeed and can be refused, and a sample says how.
func TestOperationsSucceedAndAreRefused(t *testing.T) {
	for _, op := range operations(t) {
		refused := func(c contract.Case) bool { return c.ErrCode() != 0 }
		taken := func(c contract.Case) bool { return !refused(c) }
		if !slices.ContainsFunc(op.Cases, taken) || !slices.ContainsFunc(op.Cases, refused) {
			t.Errorf("%s/%s needs a success and a refusal", op.Platform, op.Operation)
		}
	}
}

// The tail of an errmsg is what clients take their hint from.
func TestRefusalsHaveTheTailOfTheirPlatform(t *testing.T) {
	tails := map[string]string{"wecom": "open.work.weixin.qq.com/devtool/query?e=", "weapp": " rid: "}
	bare := map[string]bool{"wecom/user_get/unknown": true} // seen without a tail
	for _, op := range operations(t) {
		for _, c := range op.Cases {
			key := op.Platform + "/" + op.Operation + "/" + c.Name
			if c.ErrCode() != 0 && !bare[key] && !strings.Contains(string(c.Reply), tails[op.Platform]) {
				t.Errorf("%s: errmsg has no tail", key)
			}
		}
	}
}

// An operation is found by its file, and by what goes over the wire.
func TestOperationsAreUnique(t *testing.T) {
	files := map[string]bool{}
	for _, platform := range []string{"weapp", "wecom"} {
		found, err := filepath.Glob(platform + "/*.json")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range found {
			files[strings.TrimSuffix(filepath.ToSlash(name), ".json")] = true
		}
	}
	wire := map[string]string{}
	for _, op := range operations(t) {
		key := path.Join(op.Platform, op.Operation)
		if !files[key] {
			t.Errorf("%s does not stand in a file of its name, or stands there twice", key)
		}
		delete(files, key)
		call := op.Platform + " " + op.Method + " " + op.Path
		if other := wire[call]; other != "" {
			t.Errorf("%s and %s are both %s", key, other, call)
		}
		wire[call] = key
	}
}

func TestPushesAreComplete(t *testing.T) {
	pushes, err := contract.Pushes()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, p := range pushes {
		if names[p.Platform+"/"+p.Name] {
			t.Errorf("%s/%s stands there twice", p.Platform, p.Name)
		}
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
