package e2e

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
)

// lines reads the JSON that a command printed, one thing a line.
func lines[T any](t *testing.T, out string) (all []T) {
	t.Helper()
	for line := range strings.Lines(out) {
		var v T
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		all = append(all, v)
	}
	return all
}

func (r *rig) addWay(name string, users string) ledger.WayRow {
	r.t.Helper()
	out, _ := r.menling(0, "ways", "add", name, "--channel", "门店", "--users", users, "--json")
	return lines[ledger.WayRow](r.t, out)[0]
}

func mustSay(t *testing.T, said string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(said, p) {
			t.Errorf("it does not say %q:\n%s", p, said)
		}
	}
}

// A way is changed after it was shown who comes and goes, its change is undone, it is deleted after its impact, and made anew.
func TestAWaysLifeFromTheCommandLine(t *testing.T) {
	r := newRig(t, store.SQLite)
	r.accounts(r.admin())
	w := r.addWay("前台海报", "zhangsan,lisi")
	id := fmt.Sprint(w.ID)
	change := []string{"ways", "update", id, "--name", "前台", "--add-users", "wangwu", "--remove-users", "lisi"}
	users := func() []string { return slices.Sorted(slices.Values(r.platformWays()[0].Users)) }

	_, errs := r.menling(2, change...)
	mustSay(t, errs, "王五", "李四", "前台海报", "--yes")
	out, _ := r.menling(0, append(change, "--dry-run", "--json")...)
	if p := lines[ledger.WayPreview](t, out)[0]; p.Added[0].UserID != "wangwu" || p.Removed[0].UserID != "lisi" || p.People != 2 {
		t.Errorf("the preview is %+v", p)
	}
	if !slices.Equal(users(), []string{"lisi", "zhangsan"}) {
		t.Errorf("a preview changed the platform: %v", users())
	}
	out, _ = r.menling(0, append(change, "--yes", "--json")...)
	if w = lines[ledger.WayRow](t, out)[0]; w.Name != "前台" || w.Changing || !slices.Equal(users(), []string{"wangwu", "zhangsan"}) {
		t.Errorf("changed: %+v, on the platform %v", w, users())
	}
	out, _ = r.menling(0, "ways", "history", id)
	mustSay(t, out, "name 前台海报 → 前台", "command line")
	_, errs = r.menling(1, "ways", "update", id, "--users", "nobody", "--yes")
	mustSay(t, errs, "60111")

	r.menling(0, "ways", "undo", id, "1", "--yes")
	if !slices.Equal(users(), []string{"lisi", "zhangsan"}) {
		t.Errorf("undone: %v", users())
	}
	_, errs = r.menling(2, "ways", "delete", id)
	mustSay(t, errs, "CUSTOMERS", "有效")
	out, _ = r.menling(0, "ways", "delete", id, "--yes", "--json")
	if w = lines[ledger.WayRow](t, out)[0]; w.Phase != ledger.PhaseDeleted || len(r.platformWays()) != 0 {
		t.Errorf("deleted: %+v", w)
	}
	out, _ = r.menling(0, "ways", "restore", id, "--key", "restore-it", "--json")
	again, _ := r.menling(0, "ways", "restore", id, "--key", "restore-it", "--json")
	if a, b := lines[ledger.WayRow](t, out)[0], lines[ledger.WayRow](t, again)[0]; a.ID == w.ID || a.ID != b.ID || a.Name != "前台海报" || len(r.platformWays()) != 1 {
		t.Errorf("restored %+v and %+v", a, b)
	}
}

// A change of a name and of members is two versions of a way's history; undo takes back what one command did.
func TestUndoTakesBackTheLastCommand(t *testing.T) {
	r := newRig(t, store.SQLite)
	r.accounts(r.admin())
	w := r.addWay("前台海报", "zhangsan")
	id := fmt.Sprint(w.ID)
	r.menling(1, "ways", "undo", id, "--yes")
	r.menling(0, "ways", "update", id, "--name", "前台", "--add-users", "lisi", "--yes")
	out, _ := r.menling(0, "ways", "undo", id, "--yes", "--json")
	if w = lines[ledger.WayRow](t, out)[0]; w.Name != "前台海报" || !slices.Equal(w.Users, []string{"zhangsan"}) {
		t.Errorf("undone it is %q with %v", w.Name, w.Users)
	}
}

// A member who leaves is replaced in every way, after a look at what that does, and the whole is undone.
func TestAMemberIsReplacedFromTheCommandLine(t *testing.T) {
	r := newRig(t, store.SQLite)
	r.accounts(r.admin())
	r.addWay("一号店", "zhangsan,lisi")
	alone := r.addWay("二号店", "lisi")
	out, _ := r.menling(0, "ways", "bulk", "replace-member", "lisi", "wangwu", "--dry-run", "--json")
	if trial := lines[ledger.BulkTrial](t, out)[0]; trial.Total != 2 || trial.Change != 2 {
		t.Errorf("the trial is %+v", trial)
	}
	_, errs := r.menling(1, "ways", "bulk", "replace-member", "lisi", "--yes")
	mustSay(t, errs, "without anybody")
	r.menling(0, "ways", "bulk", "replace-member", "lisi", "--ways", fmt.Sprint(alone.ID), "--dry-run")
	out, errs = r.menling(0, "ways", "bulk", "replace-member", "lisi", "wangwu", "--yes", "--json")
	run := lines[ledger.BulkRunRow](t, out)[0]
	if mustSay(t, errs, "100%  2/2"); run.State != ledger.BulkDone || run.Settled != 2 {
		t.Errorf("the run is %+v", run)
	}
	for _, w := range r.platformWays() {
		if slices.Contains(w.Users, "lisi") || !slices.Contains(w.Users, "wangwu") {
			t.Errorf("on the platform %v answer", w.Users)
		}
	}
	r.menling(0, "ways", "bulk", "undo", fmt.Sprint(run.ID), "--yes")
	out, _ = r.menling(0, "ways", "bulk", "list")
	mustSay(t, out, "replace_member lisi → wangwu", "undo")
	out, _ = r.menling(0, "ways", "list", "--member", "lisi", "--json")
	if n := len(lines[ledger.WayRow](t, out)); n != 2 {
		t.Errorf("%d ways lead to them again", n)
	}
}

// Without a server the command line works on the data folder itself; the platform learns of it when a server runs again.
func TestTheCommandLineWithoutAServer(t *testing.T) {
	r := newRig(t, store.SQLite)
	r.accounts(r.admin())
	w := r.addWay("前台海报", "zhangsan,lisi")
	r.stop()
	t.Setenv("MENLING_MASTER_KEY", r.options.MasterKey)
	out, errs := r.menling(0, "ways", "update", fmt.Sprint(w.ID), "--remove-users", "lisi", "--yes", "--json")
	if mustSay(t, errs, "李四", "noted"); !lines[ledger.WayRow](t, out)[0].Changing || len(r.platformWays()[0].Users) != 2 {
		t.Errorf("noted as %s", out)
	}
	r.start()
	eventually(t, "the change", func() bool { return slices.Equal(r.platformWays()[0].Users, []string{"zhangsan"}) })
}
