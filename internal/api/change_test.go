package api

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// settled does everything that waits for the platform, also what waits a little.
func (w *world) settled() {
	w.Helper()
	do := map[string]func(context.Context, crm.Job) error{
		ledger.JobCreateWay: w.ledger.CallCreate, ledger.JobFindWay: w.ledger.FindWay, ledger.JobFetchQR: w.ledger.FetchQR, ledger.JobAnswer: w.ledger.Answer,
		ledger.JobChangeWay: w.ledger.CallChange, ledger.JobDeleteWay: w.ledger.CallDelete, ledger.JobBulk: w.ledger.CallBulk,
	}
	for again := true; again; {
		again = false
		for _, queue := range []string{ledger.QueueWays, ledger.QueueBulk} {
			job, err := w.store.ClaimJob(w.Context(), queue, time.Now().Add(time.Minute).UnixMilli(), time.Minute)
			if crm.CodeOf(err) == crm.CodeNotFound {
				continue
			}
			if err != nil {
				w.Fatal(err)
			}
			if run := do[job.Kind]; run != nil { // others are left over from imports
				if err := run(w.Context(), job); err != nil {
					w.Fatalf("%s: %v", job.Kind, err)
				}
			}
			w.write(func(tx *store.Tx) error { return tx.FinishJob(job, time.Now().UnixMilli()) })
			again = true
		}
	}
}

// confirmed makes a way that the platform has.
func (k *caller) confirmed(name string, settings ledger.Settings) (way ledger.WayRow) {
	k.Helper()
	if settings.ChannelID == 0 {
		var c ledger.ChannelRow
		k.do(post, base+"/channels", ChannelInput{Name: "渠道" + name}).want(k, 200, &c)
		settings.ChannelID = c.ID
	}
	settings.Name = name
	k.do(post, base+"/ways", ledger.NewWay{ClientKey: "confirmed-" + name, AccountID: k.wecom.ID, Settings: settings}).want(k, 202, &way)
	k.settled()
	return k.way(way.ID)
}

func (k *caller) way(id int64) (way ledger.WayRow) {
	k.Helper()
	k.do(get, fmt.Sprintf("%s/ways/%d", base, id), nil).want(k, 200, &way)
	return way
}

// changes goes the way of a change: previewed, made, undone; then the way is deleted and restored.
func (k *walker) changes() {
	way := k.confirmed("要改的", ledger.Settings{Users: []string{"zhangsan"}, Remark: "旧备注", SkipVerify: true})
	path := fmt.Sprintf("/ways/%d", way.ID)
	change := map[string]any{"version": way.Version, "users": []string{"zhangsan", "lisi"}, "name": "改过的"}
	var p ledger.WayPreview
	k.call("preview-way", post, path+"/preview", change, 200, &p)
	if len(p.Fields) != 2 || len(p.Added) != 1 || p.Added[0].UserID != "lisi" || len(p.Removed) != 0 || len(p.Drift) != 0 || p.People != 2 {
		k.Errorf("preview %+v", p)
	}
	k.call("change-way", patch, path, change, 202, &way)
	if way.Name != "改过的" || len(way.Users) != 1 || !way.Changing {
		k.Errorf("while it is changed: %+v", way)
	}
	k.settled()
	if way = k.way(way.ID); len(way.Users) != 2 || way.Changing || way.Remark != "旧备注" || way.Version != 3 {
		k.Errorf("changed: %+v", way)
	}
	k.do(patch, base+path, map[string]any{"type": 1}).refused(k, 422, "way_field_fixed")
	k.do(patch, base+path, map[string]any{"users": []string{}}).refused(k, 422, "invalid")
	var page Page[ledger.VersionRow]
	k.call("list-way-versions", get, path+"/versions", nil, 200, &page)
	if len(page.Items) != 3 || page.Items[0].N != 3 || page.Items[2].Kind != "created" || page.Items[0].Fields[0].Field != "users" || page.Items[0].Actor.Name == "" {
		k.Errorf("history %+v", page.Items)
	}
	k.do(post, base+path+"/preview", WayTrial{UndoTo: 1}).want(k, 200, &p)
	if len(p.Removed) != 1 || len(p.Fields) != 2 {
		k.Errorf("preview of going back: %+v", p)
	}
	k.call("undo-way", post, path+"/undo", UndoInput{To: 1}, 202, nil)
	k.settled()
	if way = k.way(way.ID); len(way.Users) != 1 || way.Name != "要改的" {
		k.Errorf("undone: %+v", way)
	}
	k.members(way)
	k.bulkRuns(way)
	k.deletes(way)
}

func (k *walker) deletes(way ledger.WayRow) {
	path := fmt.Sprintf("/ways/%d", way.ID)
	var i ledger.Impact
	k.call("get-way-impact", get, path+"/impact", nil, 200, &i)
	if !i.OnPlatform || i.Customers != 0 {
		k.Errorf("impact %+v", i)
	}
	k.do(post, base+path+"/restore", RestoreInput{"restore-key"}).refused(k, 409, "way_not_deleted")
	k.call("delete-way", "DELETE", path, nil, 202, &way)
	k.settled()
	if gone := k.way(way.ID); way.Phase != "deleting" || gone.Phase != "deleted" || gone.DeletedAt == 0 || gone.ConfigID == "" {
		k.Errorf("deleting %+v, deleted %+v", way, gone)
	}
	k.do(patch, base+path, map[string]any{"name": "x"}).refused(k, 409, "way_not_confirmed")
	var restored, same ledger.WayRow
	k.call("restore-way", post, path+"/restore", RestoreInput{"restore-key"}, 202, &restored)
	k.do(post, base+path+"/restore", RestoreInput{"restore-key"}).want(k, 202, &same)
	k.settled()
	if restored = k.way(restored.ID); restored.ID != same.ID || restored.Phase != "confirmed" || restored.ConfigID == way.ConfigID || restored.State == way.State || restored.Name != way.Name {
		k.Errorf("restored %+v", restored)
	}
}

func (k *walker) members(way ledger.WayRow) {
	var d List[ledger.Department]
	k.call("list-departments", get, fmt.Sprintf("/accounts/%d/departments", k.wecom.ID), nil, 200, &d)
	if len(d.Items) < 2 || d.Items[0].Name == "" {
		k.Errorf("departments %+v", d.Items)
	}
	var c ledger.MemberCheck
	k.call("check-members", post, fmt.Sprintf("/accounts/%d/check-members", k.wecom.ID), MembersInput{Users: []string{"ZhangSan", "nobody"}, Parties: []int64{d.Items[0].ID}}, 200, &c)
	if c.OK || len(c.Members) != 2 || c.Members[0].Says != nil || c.Members[1].Says == nil || c.Count < 3 || c.Limit != 100 {
		k.Errorf("check %+v", c)
	}
}

func (k *walker) bulkRuns(way ledger.WayRow) {
	other := k.confirmed("另一个", ledger.Settings{ChannelID: way.ChannelID, Users: []string{"zhangsan", "wangwu"}})
	ids := []int64{way.ID, other.ID}
	var a BulkAnswer
	k.call("replace-member", post, "/ways/replace-member", ReplaceInput{AccountID: k.wecom.ID, From: "zhangsan", IDs: ids, DryRun: true}, 202, &a)
	if a.Trial == nil || a.Trial.Total != 2 || a.Trial.Empty != 1 || a.Trial.Change != 1 || a.Trial.Rows[0].Reason != "left_empty" {
		k.Errorf("trial %+v", a.Trial)
	}
	k.do(post, base+"/ways/replace-member", ReplaceInput{AccountID: k.wecom.ID, From: "zhangsan", IDs: ids}).refused(k, 409, "bulk_would_empty")
	k.do(post, base+"/ways/replace-member", ReplaceInput{AccountID: k.wecom.ID, From: "zhangsan", To: "lisi", IDs: ids}).want(k, 202, &a)
	run := fmt.Sprintf("/bulk-runs/%d", a.Run.ID)
	k.call("pause-bulk-run", post, run+"/pause", nil, 200, nil)
	k.settled()
	if k.way(way.ID).Users[0] != "zhangsan" {
		k.Error("a paused run went on")
	}
	k.call("resume-bulk-run", post, run+"/resume", nil, 200, nil)
	k.settled()
	var row ledger.BulkRunRow
	k.call("get-bulk-run", get, run, nil, 200, &row)
	if now := k.way(other.ID); row.State != "done" || row.Settled != 2 || row.Counts.Done != 2 || fmt.Sprint(now.Users) != "[wangwu lisi]" && fmt.Sprint(now.Users) != "[lisi wangwu]" {
		k.Errorf("run %+v, way %+v", row, now.Users)
	}
	var items Page[ledger.BulkItem]
	k.call("list-bulk-run-items", get, run+"/items", nil, 200, &items)
	if len(items.Items) != 2 || items.Items[0].State != "done" {
		k.Errorf("items %+v", items.Items)
	}
	k.do(patch, fmt.Sprintf("%s/ways/%d", base, other.ID), map[string]any{"remark": "之后改过"}).want(k, 202, nil)
	k.settled()
	k.call("undo-bulk-run", post, run+"/undo", nil, 202, &row)
	k.settled()
	if k.way(way.ID).Users[0] != "zhangsan" || fmt.Sprint(k.way(other.ID).Users) == "[zhangsan wangwu]" {
		k.Error("a run was not undone where nothing was changed since, or where something was")
	}
	in := BulkInput{ledger.BulkAction{Kind: "set", Set: &ledger.Patch{SkipVerify: new(false)}}, ledger.BulkScope{AccountID: k.wecom.ID, Channel: way.ChannelID}}
	var trial ledger.BulkTrial
	k.call("try-bulk-run", post, "/bulk-runs/preview", in, 200, &trial)
	k.call("start-bulk-run", post, "/bulk-runs", in, 202, &row)
	k.call("cancel-bulk-run", post, fmt.Sprintf("/bulk-runs/%d/cancel", row.ID), nil, 200, &row)
	var all Page[ledger.BulkRunRow]
	k.call("list-bulk-runs", get, "/bulk-runs?limit=2", nil, 200, &all)
	if trial.Total != 2 || row.State != "cancelled" || len(all.Items) != 2 || all.Next == "" {
		k.Errorf("trial %+v, run %+v, %d runs", trial, row, len(all.Items))
	}
}

// Two people change one way: what each changed stays, and what both changed is refused with both values.
func TestTwoPeopleChangeOneWay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		k := newWorld(t, s).withPlatforms().admin()
		way := k.confirmed("两个人", ledger.Settings{Users: []string{"zhangsan"}, Remark: "旧"})
		path := fmt.Sprintf("%s/ways/%d", base, way.ID)
		k.do(patch, path, map[string]any{"version": 0, "remark": "甲", "users": []string{"zhangsan", "lisi"}}).want(k, 202, nil)
		k.do(patch, path, map[string]any{"version": 0, "users": []string{"zhangsan", "wangwu"}, "name": "乙"}).want(k, 202, nil)
		p := k.do(patch, path, map[string]any{"version": 0, "remark": "丙"}).refused(k, 409, "way_changed_meanwhile")
		if got := fmt.Sprint(p.Params["conflicts"]); got != "[map[field:remark theirs:甲 yours:丙]]" {
			t.Errorf("the conflict is told as %s", got)
		}
		k.settled()
		if now := k.way(way.ID); now.Remark != "甲" || now.Name != "乙" || len(now.Users) != 3 {
			t.Errorf("after both: %+v", now.Settings)
		}
		k.do(patch, path, map[string]any{"version": 0, "remark": "丁"}).refused(k, 409, "way_changed_meanwhile")
		k.do(patch, path, map[string]any{"version": k.way(way.ID).Version, "remark": "丁"}).want(k, 202, nil)
	})
}

// Who looks while a run goes on sees it go forward, from none to all.
func TestARunOnlyGoesForward(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		k := newWorld(t, s).withPlatforms().admin()
		for i := range 10 {
			k.confirmed(fmt.Sprint("一批", i), ledger.Settings{Users: []string{"zhangsan"}})
		}
		for i := range 5 {
			var row ledger.BulkRunRow
			in := BulkInput{ledger.BulkAction{Kind: "set", Set: &ledger.Patch{Remark: new(fmt.Sprint("第", i, "次"))}}, ledger.BulkScope{AccountID: k.wecom.ID, All: true}}
			k.do(post, base+"/bulk-runs", in).want(k, 202, &row)
			looked := make(chan error)
			go func() { looked <- goesForward(k, row.ID) }()
			k.settled()
			if err := <-looked; err != nil {
				t.Fatal(err)
			}
		}
	})
}

// goesForward looks at a run again and again until it is done.
func goesForward(k *caller, run int64) error {
	for last := 0; ; {
		row, err := k.ledger.BulkRun(k.Context(), run)
		if err != nil {
			return err
		}
		if row.Settled < last || row.Settled > row.Total {
			return fmt.Errorf("%d of %d are settled after %d were", row.Settled, row.Total, last)
		}
		if last = row.Settled; row.State == ledger.BulkDone {
			return nil
		}
	}
}
