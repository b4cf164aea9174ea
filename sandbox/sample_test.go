package sandbox_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/sandbox"
)

// samples asks for the ways that show a newcomer what there is.
func (w *world) samples() []object {
	w.Helper()
	a := w.send("POST", w.controlURL("/ways/sample"), nil)
	var raw []any
	if err := json.Unmarshal(a.body, &raw); err != nil {
		w.Fatalf("%d %s", a.status, a.body)
	}
	return objects(raw)
}

// TestSampleWays are of every kind, work, and are made once.
func TestSampleWays(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	list := w.samples()
	if diff := cmp.Diff(list, w.samples()); diff != "" {
		t.Errorf("asked again: %s", diff)
	}
	w.same("ways", w.control("GET", "/state", nil).num("ways"), 5)
	for i, result := range []string{"added", "pending", "added", "added", "joined"} { // each by another customer
		w.same(list[i].str("state"), w.scan([]string{"c01", "c02", "c03", "c04", "c05"}[i], list[i].str("config_id")).str("result"), result)
	}
	w.control("POST", "/reset", object{})
	w.switches(object{"industry": "retail"})
	w.same("of a shop", len(w.samples()), 4)
	w.control("POST", "/reset", object{})
	w.switches(object{"contact_way_quota": 0})
	a := w.send("POST", w.controlURL("/ways/sample"), nil)
	if a.status != http.StatusConflict || !strings.Contains(a.object(t).str("error"), "41045") {
		t.Errorf("without quota: %d %s", a.status, a.body)
	}
}

// TestGroupMembers lists the owner first.
func TestGroupMembers(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	const id = "wrSandboxGroup00000000000000001"
	w.grouped("join", id, object{"customer": "c01"})
	w.grouped("owner", id, object{"owner": "zhangsan"})
	list := w.controlList("/groups/members?chat_id=" + id)
	if len(list) != 3 || list[0].str("id") != "zhangsan" || list[2].str("customer") != "c01" || list[2].str("name") != "陈晨" {
		t.Errorf("%v", list)
	}
	w.same("status", w.send("GET", w.controlURL("/groups/members?chat_id=x"), nil).status, http.StatusNotFound)
}
