package e2e

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/wecom"
)

// What another program made and changed is found, shown and decided; the quota counts it.
func TestDriftIsDecidedFromTheCommandLine(t *testing.T) {
	r := newRig(t, store.SQLite)
	r.accounts(r.admin())
	first, second := r.addWay("前台海报", "zhangsan"), r.addWay("橱窗", "zhangsan")
	r.theirWays(2)
	remark := "别人改的"
	for _, w := range []ledger.WayRow{first, second} {
		if err := r.another().ContactWays.Update(t.Context(), wecom.ContactWayUpdate{ConfigID: w.ConfigID, Remark: &remark}); err != nil {
			t.Fatal(err)
		}
	}
	_, errs := r.menling(1, "ways", "reconcile", "--status")
	mustSay(t, errs, "nothing was compared")
	out, errs := r.menling(0, "ways", "reconcile", "--json")
	if run := lines[ledger.ReconciliationRow](t, out)[0]; run.State != ledger.ReconcileDone || run.Differs != 2 || run.OnlyThere != 2 {
		t.Errorf("compared: %+v", run)
	}
	mustSay(t, errs, "100%")
	out, _ = r.menling(0, "drifts", "list", "--kind", "differs", "--json")
	differing := lines[ledger.DriftRow](t, out)
	if len(differing) != 2 {
		t.Fatalf("the drifts are %s", out)
	}
	adopted, pushed := fmt.Sprint(differing[0].ID), fmt.Sprint(differing[1].ID)
	out, _ = r.menling(0, "drifts", "show", adopted)
	mustSay(t, out, "remark", remark)
	r.menling(2, "drifts", "push")
	_, errs = r.menling(2, "drifts", "push", pushed)
	mustSay(t, errs, "--yes", differing[1].WayName)
	r.menling(0, "drifts", "adopt", adopted, "--yes")
	r.menling(0, "drifts", "push", pushed, "--yes")
	_, errs = r.menling(1, "drifts", "adopt", "--all", "only_there", "--yes")
	mustSay(t, errs, "choose the channel")
	out, _ = r.menling(0, "drifts", "adopt", "--all", "only_there", "--channel", "代理", "--yes")
	mustSay(t, out, "done 2")
	_, errs = r.menling(0, "drifts", "list")
	mustSay(t, errs, "agree")
	changed := 0
	for _, w := range []ledger.WayRow{first, second} {
		theirs, err := r.another().ContactWays.Get(t.Context(), w.ConfigID)
		if err != nil {
			t.Fatal(err)
		}
		if theirs.Remark == remark {
			changed++
		}
	}
	if changed != 1 {
		t.Errorf("%d ways of the platform have the other remark", changed)
	}

	out, _ = r.menling(0, "ways", "quota", "--json")
	var q ledger.QuotaRow
	if err := json.Unmarshal([]byte(out), &q); err != nil || q.Used != 4 || q.Contact != 4 {
		t.Errorf("the quota %+v: %v", q, err)
	}
	out, _ = r.menling(0, "ways", "quota")
	mustSay(t, out, "4 / 500000", "add_contact_way")
}

// Lists are narrowed by the filters of the API and read page by page.
func TestListsFromTheCommandLine(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	r.accounts(lin)
	var east, shop ledger.Folder
	lin.post("/folders", map[string]any{"name": "华东"}, &east)
	lin.post("/folders", map[string]any{"name": "门店", "parent_id": east.ID}, &shop)
	lin.post("/labels", map[string]any{"name": "海报"}, nil)
	for _, name := range []string{"一号店", "二号店", "三号店"} {
		r.addWay(name, "zhangsan")
	}
	out, errs := r.menling(0, "ways", "list", "--limit", "2", "--json")
	rows := lines[ledger.WayRow](t, out)
	place := regexp.MustCompile(`--after (\S+)`).FindStringSubmatch(errs)
	if len(rows) != 2 || place == nil {
		t.Fatalf("the first page: %s%s", out, errs)
	}
	out, errs = r.menling(0, "ways", "list", "--after", place[1], "--json")
	if rest := lines[ledger.WayRow](t, out); len(rest) != 1 || rest[0].Name != "一号店" || errs != "" {
		t.Errorf("the second page: %s%s", out, errs)
	}
	r.menling(0, "ways", "update", fmt.Sprint(rows[0].ID), "--folder", "华东/门店", "--labels", "海报", "--owner", "林晓", "--yes")
	for _, filter := range [][]string{{"--folder", "华东"}, {"--label", "海报"}, {"--owner", "林晓"}, {"--search", "三号", "--scene", "qr", "--member", "zhangsan"}} {
		eventually(t, fmt.Sprintf("the way by %v", filter), func() bool { // the search learns of a change a moment later
			out, _ := r.menling(0, append([]string{"ways", "list", "--all", "--json"}, filter...)...)
			got := lines[ledger.WayRow](t, out)
			return len(got) == 1 && got[0].Name == "三号店"
		})
	}
	for _, args := range [][]string{{"--kind", "join"}, {"--phase", "deleted"}, {"--unused", "30"}, {"--drift", "any"}, {"--until", "2020-01-01"}} {
		if out, errs := r.menling(0, append([]string{"ways", "list"}, args...)...); out != "" || !strings.Contains(errs, "no ways match") {
			t.Errorf("%v: %q %q", args, out, errs)
		}
	}
	for status, args := range map[int][]string{1: {"--folder", "没有"}, 2: {"--since", "昨天"}} {
		_, errs := r.menling(status, append([]string{"ways", "list"}, args...)...)
		mustSay(t, errs, args[1])
	}
	_, errs = r.menling(0, "pools", "list")
	mustSay(t, errs, "no pools")
}

// A visit from its code to its conclusions, and once more.
func TestVisitsFromTheCommandLine(t *testing.T) {
	r := newRig(t, store.SQLite)
	r.accounts(r.admin())
	out, _ := r.menling(0, "temp-chats", "add", "复诊", "--user", "zhangyisheng", "--channel", "门诊", "--expires-in", "1h", "--conclusions", "祝您早日康复", "--json")
	c := lines[ledger.TempChatRow](t, out)[0]
	id := fmt.Sprint(c.ID)
	if c.State != ledger.TempWaiting || c.ExpiresIn != 3600 || !c.QR {
		t.Errorf("made %+v", c)
	}
	if got := r.scan("c02", c.ConfigID); got != "added" {
		t.Fatalf("the scan: %s", got)
	}
	eventually(t, "the visit on the board", func() bool {
		out, _ := r.menling(0, "temp-chats", "list", "--state", "chatting")
		return strings.Contains(out, "复诊") && strings.Contains(out, "张医生")
	})
	_, errs := r.menling(2, "temp-chats", "close", id)
	mustSay(t, errs, "--yes", "复诊")
	out, _ = r.menling(0, "temp-chats", "close", id, "--yes")
	mustSay(t, out, "ended")
	out, _ = r.menling(0, "temp-chats", "get", id)
	mustSay(t, out, "祝您早日康复", "closed")
	out, _ = r.menling(0, "temp-chats", "reissue", id, "--json")
	if again := lines[ledger.TempChatRow](t, out)[0]; again.ID == c.ID || again.State != ledger.TempWaiting {
		t.Errorf("again: %+v", again)
	}
	_, errs = r.menling(1, "temp-chats", "get", "5")
	mustSay(t, errs, "not found")
}
