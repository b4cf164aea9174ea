package e2e

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/internal/api"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// upload gives a file of ways to the server.
func (p *person) upload(account int64, key, file string) ledger.ImportRow {
	p.t.Helper()
	var i ledger.ImportRow
	q := url.Values{"account": {fmt.Sprint(account)}, "client_key": {key}, "file": {"门店.csv"}, "create_channels": {"true"}}
	p.post("/imports?"+q.Encode(), []byte(file), &i)
	return i
}

// import waits until an import is as wanted.
func (p *person) imported(id int64, what string, right func(ledger.ImportRow) bool) (i ledger.ImportRow) {
	p.t.Helper()
	path := fmt.Sprintf("/imports/%d", id)
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(5 * time.Millisecond) {
		if p.get(path, &i); right(i) {
			return i
		}
	}
	p.t.Fatalf("import %d is not %s: %+v", id, what, i)
	return i
}

func in(state ledger.ImportState) func(ledger.ImportRow) bool {
	return func(i ledger.ImportRow) bool { return i.State == state }
}

func (p *person) lines(id int64, only string) api.ImportLines {
	p.t.Helper()
	var lines api.ImportLines
	p.get(fmt.Sprintf("/imports/%d/rows?limit=200&only=%s", id, only), &lines)
	return lines
}

// shops is a file of n right rows.
func shops(from, n int) string {
	var b strings.Builder
	b.WriteString("名称,渠道,成员,备注,免验证\n")
	for k := range n {
		fmt.Fprintf(&b, "门店 %03d,线下门店,zhangsan、李四,%03d 号店,是\n", from+k, from+k)
	}
	return b.String()
}

// everyWay is all of the ledger's list of ways.
func (p *person) everyWay() (list []ledger.WayRow) {
	p.t.Helper()
	for next := ""; ; {
		var page api.Page[ledger.WayRow]
		p.get("/ways?limit=200&after="+next, &page)
		list = append(list, page.Items...)
		if next = page.Next; next == "" {
			return list
		}
	}
}

// wantImported compares the platform with the ledger: every way once, under its state, and nothing else.
func (r *rig) wantImported(p *person, n int) {
	r.t.Helper()
	byState := map[string]ledger.WayRow{}
	names := map[string]int{}
	for _, w := range p.everyWay() {
		byState[w.State] = w
		names[w.Name]++
	}
	for name, times := range names {
		if times != 1 {
			r.t.Errorf("%s is there %d times", name, times)
		}
	}
	ways := r.platformWays()
	for _, w := range ways {
		ours, known := byState[w.State]
		if !known || ours.ConfigID != w.ConfigID || ours.Phase != ledger.PhaseConfirmed {
			r.t.Errorf("the platform's way %s of state %s is %q, %s in the ledger", w.ConfigID, w.State, ours.ConfigID, ours.Phase)
		}
	}
	if len(ways) != n || len(byState) != n {
		r.t.Errorf("%d ways on the platform, %d in the ledger, want %d", len(ways), len(byState), n)
	}
}

// A file is stored, checked, put right where need be, and made into ways.
func TestAFileOfWaysIsImported(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		const n = 60
		i := lin.upload(account, "file of shops", shops(0, n))
		if same := lin.upload(account, "file of shops", shops(0, n)); same.ID != i.ID {
			t.Errorf("the same file under the same key is another import: %d, %d", i.ID, same.ID)
		}
		i = lin.imported(i.ID, "ready", in(ledger.ImportReady))
		if i.Total != n || i.Wrong != 0 || len(i.NewChannels) != 1 || len(r.platformWays()) != 0 {
			t.Fatalf("checked: %+v, %v", i, lin.lines(i.ID, "errors"))
		}
		lin.post(fmt.Sprintf("/imports/%d/start", i.ID), map[string]any{}, nil)
		i = lin.imported(i.ID, "done", in(ledger.ImportDone))
		if i.Made != n || i.Failed != 0 || i.Waiting != 0 || i.SecondsLeft != 0 {
			t.Errorf("done: %+v", i)
		}
		r.wantImported(lin, n)
	})
}

// A server that is asked to stop leaves nothing in doubt: what was asked for is answered, and the rest goes on at the next start. A
// pause stops an import within moments too, and it goes on where it was.
func TestAnImportGoesOnAfterAStopAndAPause(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	const n = 150
	i := lin.upload(account, "stopped and paused", shops(0, n))
	lin.imported(i.ID, "ready", in(ledger.ImportReady))
	path := fmt.Sprintf("/imports/%d", i.ID)
	r.control("POST", "/faults", map[string]any{"path": addWay, "times": 1000, "delay_ms": 100}, nil) // so that the pause finds it under way
	lin.post(path+"/start", map[string]any{}, nil)
	lin.imported(i.ID, "under way", func(i ledger.ImportRow) bool { return i.Made > 0 })
	lin.post(path+"/pause", nil, nil)
	r.idle()
	r.control("DELETE", "/faults", nil, nil)
	lin.get(path, &i)
	made := i.Made
	if i.State != ledger.ImportPaused || made == n || made+i.Waiting != n || int(made) != len(r.platformWays()) {
		t.Fatalf("paused: %+v", i)
	}
	lin.post(path+"/resume", nil, nil)
	lin.imported(i.ID, "on its way", func(i ledger.ImportRow) bool { return i.Made > made })
	r.stop()
	r.start()
	lin.base = r.app.URL() + "/api/v1"
	i = lin.imported(i.ID, "done", in(ledger.ImportDone))
	if i.Made != n || i.Unknown != 0 || i.Failed != 0 {
		t.Errorf("done: %+v", i)
	}
	r.wantImported(lin, n)
}

// When the company's quota is used up an import pauses and says why, and no row is spent on it.
func TestAnImportPausesWhenTheQuotaIsUsedUp(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.control("PUT", "/switches", map[string]any{"contact_way_quota": 30}, nil)
	const n = 80
	i := lin.upload(account, "more than the quota", shops(0, n))
	lin.imported(i.ID, "ready", in(ledger.ImportReady))
	path := fmt.Sprintf("/imports/%d", i.ID)
	lin.post(path+"/start", map[string]any{}, nil)
	i = lin.imported(i.ID, "paused", in(ledger.ImportPaused))
	if i.Problem == nil || i.Problem.Code != 41045 || i.Made != 30 || i.Failed != 0 || i.Waiting != n-30 {
		t.Fatalf("paused: %+v %+v", i, i.Problem)
	}
	r.control("PUT", "/switches", map[string]any{"contact_way_quota": 1000}, nil)
	lin.post(path+"/resume", nil, nil)
	i = lin.imported(i.ID, "done", in(ledger.ImportDone))
	if i.Made != n || i.Problem != nil {
		t.Errorf("done: %+v", i)
	}
	r.wantImported(lin, n)
}

// Too many calls, a busy platform and a lost answer: the import waits, and neither loses nor doubles a row.
func TestAnImportWaitsWhenThePlatformWantsIt(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	const n = 50
	i := lin.upload(account, "with many faults", shops(0, n))
	lin.imported(i.ID, "ready", in(ledger.ImportReady))
	for _, code := range []int{45033, 45009} {
		r.control("POST", "/faults", map[string]any{"path": addWay, "times": 2, "errcode": code}, nil)
	}
	path := fmt.Sprintf("/imports/%d", i.ID)
	lin.post(path+"/start", map[string]any{}, nil)
	for i.Made < n { // the waits are of the sandbox's clock
		time.Sleep(20 * time.Millisecond)
		r.control("POST", "/clock", map[string]any{"advance": "61s"}, nil)
		lin.get(path, &i)
	}
	lin.imported(i.ID, "done", in(ledger.ImportDone))
	r.wantImported(lin, n)
}

// Everything that is wrong with a file is said at once, by row and column, in both languages, for people.
func TestEverythingWrongWithAFileIsSaid(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	file := "名称*,渠道（必填）,kind,成员,部门,联系方式,场景,按钮样式,免验证,备注,客户群,自动建群,群名前缀,标签,文件夹,负责人,state 前缀\n" +
		"好的,官网,联系我,张三,,单人,二维码,,是,,,,,,,lin@example.com,a-\n" +
		",官网,联系我,zhangsan,,,,,,,,,,,,,\n" +
		"好的,官网,联系我,lisi,,,,,,,,,,,,,\n" +
		"长备注," + strings.Repeat("长", 61) + ",联系我,qianqi、sunqi、zhouba，wujiu,9,三人,按钮,7,也许," + strings.Repeat("备", 31) + ",,,,没有,甲/乙,nobody@example.com,1234567890123456789\n" +
		"没有群,官网,加入群聊,,,,,,,,wrNothing,,前缀,,,,\n" +
		"临时,官网,临时会话,zhangsan,,,,,,,,,,,,,\n" +
		"没人,官网,联系我,,,,,,,,,,,,,,\n"
	i := lin.upload(account, "everything is wrong", file)
	i = lin.imported(i.ID, "ready", in(ledger.ImportReady))
	want := map[int][]string{
		3: {"name: 请填写名称"},
		4: {"name: 与第 2 行重复"},
		5: {"channel: 渠道名称最多 60 个字", "users: 没有成员「qianqi」：请核对 userid", "users: 成员「sunqi」没有客户联系权限", "users: 成员「zhouba」还没有激活企业微信", "users: 成员「wujiu」不在应用的可见范围内", "parties: 没有部门 9", "type: 看不懂「三人」，请填：单人、多人", "style: 「7」应是 0 到 3 的整数", "skip_verify: 看不懂「也许」，请填：是、否",
			"remark: 备注最多 30 个字", "labels: 没有标签「没有」", "folder: 没有文件夹「甲/乙」", "owner: 没有邮箱为「nobody@example.com」的客服", "state_prefix: state 前缀最多 18 个字"},
		6: {"chats: 没有客户群「wrNothing」", "room_base_name: 群名前缀只在自动建群时有效"},
		7: {"kind: 临时会话用一次就作废"},
		8: {"users: 请至少选择一位成员或一个部门"},
	}
	lines := lin.lines(i.ID, "errors")
	if int64(len(want)) != i.Wrong || len(lines.Items) != len(want) {
		t.Errorf("%d rows are wrong, want %d", i.Wrong, len(want))
	}
	for _, l := range lines.Items {
		if len(l.Errors) != len(want[l.Line]) {
			t.Errorf("line %d: %d errors, want %d: %+v", l.Line, len(l.Errors), len(want[l.Line]), l.Errors)
		}
		for _, start := range want[l.Line] {
			if !slices.ContainsFunc(l.Errors, func(e ledger.CellError) bool {
				return strings.HasPrefix(e.Field+": "+e.ZH, start) && e.EN != "" && e.Column != ""
			}) {
				t.Errorf("line %d: no %q in %+v", l.Line, start, l.Errors)
			}
		}
	}
}

// A real name cannot be asked about: the platform's refusal of one row teaches it, and the next check says so.
func TestAnImportLearnsWhoseNameIsNotVerified(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	const file = "名称,渠道,成员,联系方式\n赵六的码,官网,赵六,单人\n张三的码,官网,张三,单人\n"
	i := lin.upload(account, "not verified 1", file)
	if i = lin.imported(i.ID, "ready", in(ledger.ImportReady)); i.Wrong != 0 {
		t.Fatalf("checked: %v", lin.lines(i.ID, "errors"))
	}
	lin.post(fmt.Sprintf("/imports/%d/start", i.ID), map[string]any{}, nil)
	i = lin.imported(i.ID, "done", in(ledger.ImportDone))
	failed := lin.lines(i.ID, "failed").Items
	if i.Made != 1 || len(failed) != 1 || failed[0].Line != 2 || failed[0].Problem == nil || failed[0].Problem.Code != 40098 {
		t.Fatalf("done: %+v, failed %+v", i, failed)
	}
	r.control("POST", "/clock", map[string]any{"advance": "11m"}, nil) // what a check was told is kept for ten minutes
	i = lin.upload(account, "not verified 2", file)
	i = lin.imported(i.ID, "ready", in(ledger.ImportReady))
	if wrong := lin.lines(i.ID, "errors").Items; len(wrong) != 1 || wrong[0].Line != 2 || !strings.Contains(wrong[0].Errors[0].ZH, "未实名认证") {
		t.Errorf("checked again: %+v", wrong)
	}
}
