package e2e

import (
	"fmt"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/wecom"
)

// What a review of an integration looks for, point by point (R), and what integrations fall into (G). Each test is named by its
// number; `go test ./e2e -run 'TestR[0-9]|TestG[0-9]'` runs them all.
//
//	R1   the token belongs to an app with customer contact                     TestR1TheTokenIsOfAnAppWithCustomerContact
//	R2   config_id is stored                                                   TestR2TheConfigIDIsKept
//	R3   a way for a single person leads to exactly one member                 TestR3AWayForOneMemberHasExactlyOne
//	R4   an update carries every field, since what is left out may be cleared  TestR4AnUpdateCarriesEveryField
//	R5   temporary chats are for the medical industry                          TestR5TemporaryWaysAreForTheMedicalIndustry
//	R6   nothing temporary lives longer than 14 days                           TestR6NothingTemporaryLivesLongerThan14Days
//	R7   conclusions: a text and one of picture, link and card                 TestR7ConclusionsAreCombinedByTheRules
//	R8   a join way has at most five groups                                    TestR8AJoinWayHasAtMostFiveGroups
//	R9   a state has at most 30 characters                                     TestR9AStateHasAtMost30Characters
//	R10  nothing depends on the QR of a button                                 TestR10AButtonHasNoQR
//	R11  listings begin on 2021-07-10                                          TestR11ListsKnowWhatTheyCannotShow
//	R12  the quota of 500,000 is watched                                       TestR12TheQuotaIsWatched
//	R13  only temporary chats are closed                                       TestR13OnlyTemporaryChatsAreClosed
//	G1   a config_id that is lost cannot be asked for                          TestG1ALostConfigIDIsFoundOrNotForgotten
//	G2   an update of one field empties others                                 TestG2AChangeOfOneFieldEmptiesNoOther
//	G3   old and temporary ways are missing in listings                        TestG3WhatIsNotListedIsReadOneByOne
//	G4   a temporary way's code serves one customer                            TestG4ATemporaryCodeServesOneCustomer
//	G5   of several attachments of conclusions one is sent                     TestG5OneAttachmentOfConclusionsCounts
//	G6   scene 1 has no QR                                                     TestG6SceneOneGivesNoQR
//	G7   contact and join ways share one quota, and deleted ones linger in it  TestG7ContactAndJoinWaysShareTheQuota
//	G8   state comes back in two ways                                          TestG8StateComesBackInTwoWays
//	G9   members who may not be shown                                          TestG9UnqualifiedMembersAreTold

// reviewed is a rig with an admin, an account and a channel.
type reviewed struct {
	*rig
	lin     *person
	account int64
	channel int64
	live    *stream
}

func review(t *testing.T) *reviewed { t.Helper(); return reviewAt(t, "") }

// reviewAt begins at a time in Shanghai; empty: now.
func reviewAt(t *testing.T, begin string) *reviewed {
	t.Helper()
	r := &reviewed{rig: newRig(t, store.SQLite)}
	if begin != "" {
		r.clock(begin)
	}
	r.lin = r.admin()
	r.account, _ = r.accounts(r.lin)
	var c ledger.ChannelRow
	r.lin.post("/channels", map[string]any{"name": "门店"}, &c)
	r.channel = c.ID
	r.live = r.lin.watch("")
	return r
}

func (r *reviewed) body(name string, more map[string]any) map[string]any {
	b := map[string]any{"client_key": "review-" + name, "account_id": r.account, "channel_id": r.channel, "name": name, "users": []string{"zhangsan"}, "skip_verify": true}
	for k, v := range more {
		b[k] = v
	}
	return b
}

// again restarts the server.
func (r *reviewed) again() {
	r.t.Helper()
	r.stop()
	r.start()
	r.lin.base = r.app.URL() + "/api/v1"
	r.callbacks(r.lin)
	r.live = r.lin.watch("")
}

func (r *reviewed) quota() (q ledger.QuotaRow) {
	r.t.Helper()
	r.lin.get(fmt.Sprintf("/quota?account=%d", r.account), &q)
	return q
}

// remarkElsewhere changes a way's remark as another app would.
func (r *reviewed) remarkElsewhere(w ledger.WayRow, remark string) {
	r.t.Helper()
	app := r.otherApp()
	var err error
	if w.Kind == ledger.KindJoin {
		_, err = app.JoinWays.Modify(r.t.Context(), w.ConfigID, func(u *wecom.JoinWayUpdate) { u.Remark = &remark })
	} else {
		_, err = app.ContactWays.Modify(r.t.Context(), w.ConfigID, func(u *wecom.ContactWayUpdate) { u.Remark = &remark })
	}
	if err != nil {
		r.t.Fatal(err)
	}
}

// make creates a way and waits until it is settled.
func (r *reviewed) make(name string, phase ledger.Phase, more map[string]any) ledger.WayRow {
	r.t.Helper()
	r.lin.post("/ways", r.body(name, more), nil)
	return row(r.live, "way", named(name, phase))
}

// invalid says that a creation is refused before anything is stored or sent, for this field.
func (r *reviewed) invalid(field string, more map[string]any) {
	r.t.Helper()
	before := len(r.calls(addWay)) + len(r.calls(joinWay))
	code, params := r.lin.refused("POST", "/ways", r.body("refused", more))
	if code != "invalid" || params["field"] != field {
		r.t.Errorf("%v: refused as %s for %v, want %s", more, code, params["field"], field)
	}
	if now := len(r.calls(addWay)) + len(r.calls(joinWay)); now != before {
		r.t.Errorf("%v: the platform was called", more)
	}
}
