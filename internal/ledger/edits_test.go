package ledger_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/wecom"
)

// Whatever answers get lost while a way is made and edited, wherever its workers are killed, and whatever another program changes in between:
// in the end the platform has the way once, with each field as its last editor wanted it, and the ledger every edit in its history.
func TestAnyEditsEndAsTheirModelDoes(t *testing.T) {
	most := 25
	if testing.Short() {
		most = 6
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		y, done := newYard(t, s, contactApp), 0
		rapid.Check(t, func(t *rapid.T) {
			if done++; done <= most {
				(&editing{yard: y, t: t, ways: done}).check()
			}
		})
	})
}

// editing is a way under edits, with what its model says of it.
type editing struct {
	*yard
	t    *rapid.T
	ways int // that the platform has by then
	way  ledger.Way

	edits  int
	remark string   // on the platform
	ours   string   // the last remark of ours
	users  []string // on the platform
	skips  bool
}

func (e *editing) check() {
	e.create()
	for range e.draw("edits", 1, 5) {
		e.edit()
		if e.draw("at work", 0, 2) > 0 {
			e.work()
		}
		if e.draw("meddled", 0, 3) == 0 {
			e.meddled()
		}
	}
	e.settle()
	e.compareWithModel()
}

func (e *editing) draw(what string, low, high int) int {
	return rapid.IntRange(low, high).Draw(e.t, what)
}

// weather has the next call of a path end in a way that leaves doubt, or none.
func (e *editing) weather(paths ...string) {
	fault := rapid.SampledFrom([]map[string]any{nil, {"drop": "before"}, {"drop": "after"}, {"errcode": -1}, {"status": 502}}).Draw(e.t, "fault")
	if fault != nil {
		e.control("POST", "/faults", map[string]any{"path": rapid.SampledFrom(paths).Draw(e.t, "path"), "times": 1, "drop": fault["drop"], "errcode": fault["errcode"], "status": fault["status"]})
	}
}

// work does what is due, with workers that may be killed.
func (e *editing) work() {
	left := 3
	e.dies = func() bool {
		if left > 0 && e.draw("dies", 0, 3) == 0 {
			left--
			return true
		}
		return false
	}
	e.drain()
	e.dies = nil
}

// settle lets all of it come to its end in fair weather.
func (e *editing) settle() {
	e.control("DELETE", "/faults", nil)
	for range 3 { // the second look for a way is ten minutes after the first
		for due := int64(1); due > 0; {
			e.drain()
			var err error
			if due, err = e.store.JobsDue(e.t.Context(), e.box.Now().UnixMilli()); err != nil {
				e.t.Fatal(err)
			}
			e.box.Advance(10 * time.Second) // what failed is tried again
		}
		e.box.Advance(11 * time.Minute)
	}
}

func (e *editing) create() {
	e.weather(pathAdd, pathList)
	e.ours, e.users, e.skips = "起", []string{"zhangsan"}, true
	settings := ledger.Settings{Name: fmt.Sprint("改来改去", e.ways), ChannelID: e.channel, Users: e.users, SkipVerify: true, Remark: e.ours}
	row, err := e.ledger.CreateWay(e.t.Context(), crm.Operator(), ledger.NewWay{ClientKey: settings.Name, AccountID: e.account.ID, Kind: "contact", Settings: settings})
	if err != nil {
		e.t.Fatal(err)
	}
	e.work()
	e.settle()
	if e.yard.way(row.ID).Phase == ledger.PhaseFailed { // it was not made, which is known by now
		if _, err := e.ledger.RetryWay(e.t.Context(), crm.Operator(), row.ID); err != nil {
			e.t.Fatal(err)
		}
		e.settle()
	}
	e.way, e.remark = e.yard.way(row.ID), e.ours
	if e.way.Phase != ledger.PhaseConfirmed {
		e.t.Fatalf("not made in the end: %+v", e.way)
	}
}

// edit changes one field or several, as somebody does who looks at the newest.
func (e *editing) edit() {
	e.weather("/cgi-bin/externalcontact/update_contact_way", pathGet)
	e.edits++
	e.ours = fmt.Sprint("第", e.edits)
	e.remark = e.ours
	patch := ledger.Patch{Remark: &e.ours}
	if e.draw("users too", 0, 1) == 1 {
		e.users = [][]string{{"zhangsan"}, {"lisi"}, {"lisi", "zhangsan"}}[e.draw("users", 0, 2)]
		patch.Users = &e.users
	}
	if e.draw("verify too", 0, 1) == 1 {
		e.skips = !e.skips
		patch.SkipVerify = &e.skips
	}
	if _, err := e.ledger.ChangeWay(e.t.Context(), crm.Operator(), e.way.ID, nil, patch); err != nil {
		e.t.Fatal(err)
	}
}

// meddled changes the remark on the platform past menling, while nothing of ours is on its way.
func (e *editing) meddled() {
	e.settle()
	e.remark = fmt.Sprint("别人", e.edits)
	e.meddle(meddling{contact: func(u *wecom.ContactWayUpdate) { u.Remark = new(e.remark) }}, e.way.ConfigID)
}

func (e *editing) compareWithModel() {
	there, err := e.they.ContactWays.Get(e.t.Context(), e.way.ConfigID)
	if err != nil {
		e.t.Fatal(err)
	}
	if slices.Sort(there.User); there.Remark != e.remark || there.SkipVerify != e.skips || !slices.Equal(there.User, e.users) {
		e.t.Errorf("the platform has %q %v %v, want %q %v %v", there.Remark, there.SkipVerify, there.User, e.remark, e.skips, e.users)
	}
	now := e.yard.way(e.way.ID)
	if users := slices.Sorted(slices.Values(now.Users)); now.Changing != 0 || now.ChangeProblem != 0 || now.Remark != e.ours || now.SkipVerify != e.skips || !slices.Equal(users, e.users) {
		e.t.Errorf("the ledger has %+v, want %q %v %v", now, e.ours, e.skips, e.users)
	}
	versions, err := e.ledger.Store.Versions(e.t.Context(), ledger.VersionQuery{Way: e.way.ID, Limit: 100})
	if err != nil {
		e.t.Fatal(err)
	}
	done := slices.DeleteFunc(versions, func(v ledger.Version) bool { return v.State != ledger.VersionDone || v.Kind != ledger.VersionChanged })
	if len(done) != e.edits {
		e.t.Errorf("%d of %d edits are in the history as done: %+v", len(done), e.edits, versions)
	}
	held := 0
	for _, err := range e.they.ContactWays.All(e.t.Context(), wecom.ContactWayList{}) {
		if err != nil {
			e.t.Fatal(err)
		}
		held++
	}
	if held != e.ways {
		e.t.Errorf("the platform has %d ways and the ledger made %d", held, e.ways)
	}
}
