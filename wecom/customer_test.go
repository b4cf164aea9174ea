package wecom_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

const done = `{"errcode":0,"errmsg":"ok"}`

// Absent stays, empty clears; one empty number clears all numbers.
func TestRemarkTellsAbsentFromEmpty(t *testing.T) {
	for _, row := range []struct {
		name   string
		remark wecom.Remark
		want   map[string]any
	}{
		{"a remark", wecom.Remark{Remark: new("陈女士")}, map[string]any{"remark": "陈女士"}},
		{"20 characters", wecom.Remark{Remark: new(strings.Repeat("陈", 20))}, map[string]any{"remark": strings.Repeat("陈", 20)}},
		{"cleared", wecom.Remark{Remark: new(""), Description: new("")}, map[string]any{"remark": "", "description": ""}},
		{"numbers", wecom.Remark{RemarkMobiles: []string{"13800000001"}}, map[string]any{"remark_mobiles": []any{"13800000001"}}},
		{"no numbers", wecom.Remark{RemarkMobiles: []string{}}, map[string]any{"remark_mobiles": []any{""}}},
		{"company and picture", wecom.Remark{RemarkCompany: new("某公司"), PictureID: new("M1")}, map[string]any{"remark_company": "某公司", "remark_pic_mediaid": "M1"}},
	} {
		r := record(t, false, done)
		row.remark.UserID, row.remark.ExternalUserID = "zhangsan", "wm1"
		row.want["userid"], row.want["external_userid"] = "zhangsan", "wm1"
		if err := r.app.Customers.Remark(t.Context(), row.remark); err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		if diff := cmp.Diff(row.want, r.bodies[0]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
}

// Fields that came after this client was written can be read.
func TestObjectsKeepTheirJSON(t *testing.T) {
	const contact, follow = `{"external_userid":"wm1","mood":"good"}`, `{"userid":"a","since":"spring"}`
	app := setup(t, func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, `{"errcode":0,"errmsg":"ok","external_contact":`+contact+`,"follow_user":[`+follow+`]}`)
	})
	detail, err := app.Customers.Get(t.Context(), "wm1", "")
	if err != nil || string(detail.ExternalContact.Raw) != contact || string(detail.FollowUser[0].Raw) != follow {
		t.Errorf("%+v, %v", detail, err)
	}
}

// licences is a platform that gives one customer for each licensed member.
type licences struct {
	t          *testing.T
	unlicensed []string
	sizes      []int
}

func (l *licences) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body wecom.CustomerBatch
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		l.t.Error(err)
	}
	l.sizes = append(l.sizes, len(body.UserIDs))
	var customers []map[string]any
	var failed []string
	for _, id := range body.UserIDs {
		if slices.Contains(l.unlicensed, id) {
			failed = append(failed, id)
			continue
		}
		customers = append(customers, map[string]any{"external_contact": map[string]string{"external_userid": "wm" + id}, "follow_info": map[string]string{"userid": id}})
	}
	if len(customers) == 0 {
		io.WriteString(w, `{"errcode":701008,"errmsg":"no licence"}`)
		return
	}
	json.NewEncoder(w).Encode(map[string]any{
		"errcode": 0, "external_contact_list": customers, "next_cursor": "", "fail_info": map[string]any{"unlicensed_userid_list": failed},
	})
}

func TestBatchAsksForAHundredMembersAtATime(t *testing.T) {
	l := &licences{t: t}
	n := 0
	for c, err := range setup(t, l.ServeHTTP).Customers.Batch(t.Context(), many(250)) {
		if err != nil || c.ExternalContact.ExternalUserID != "wm"+many(250)[n] {
			t.Fatalf("customer %d: %+v, %v", n, c, err)
		}
		n++
	}
	if n != 250 || !slices.Equal(l.sizes, []int{100, 100, 50}) {
		t.Errorf("%d customers from requests for %v members", n, l.sizes)
	}
}

// A hundred without any licence are refused as a whole; the others still come.
func TestBatchNamesTheUnlicensed(t *testing.T) {
	members := many(250)
	unlicensed := append(slices.Clone(members[100:200]), "user3", "user249")
	l := &licences{t: t, unlicensed: unlicensed}
	n, last := 0, error(nil)
	for _, err := range setup(t, l.ServeHTTP).Customers.Batch(t.Context(), members) {
		if last = err; err == nil {
			n++
		}
	}
	var named *wecom.UnlicensedError
	if !errors.As(last, &named) || !errors.Is(last, wx.ErrUnlicensed) {
		t.Fatalf("ended with %v", last)
	}
	if slices.Sort(unlicensed); n != 148 || !slices.Equal(named.UserIDs, unlicensed) {
		t.Errorf("%d customers, %d unlicensed", n, len(named.UserIDs))
	}
}

func TestBatchOfMembersWithoutCustomersIsEmpty(t *testing.T) {
	app := setup(t, func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, `{"errcode":84061,"errmsg":"not external contact"}`)
	})
	for c, err := range app.Customers.Batch(t.Context(), []string{"lisi"}) {
		t.Errorf("%+v, %v", c, err)
	}
}

// Pages that are too large are cut, if the client may cut.
func TestPagesAreCut(t *testing.T) {
	r := record(t, true, `{"errcode":0,"errmsg":"ok"}`)
	if _, err := r.app.Customers.BatchPage(t.Context(), wecom.CustomerBatch{UserIDs: many(1), Limit: 500}); err != nil {
		t.Error(err)
	}
	if _, err := r.app.GroupChats.List(t.Context(), wecom.GroupChatList{Limit: 5000}); err != nil {
		t.Error(err)
	}
	if r.bodies[0]["limit"] != 100.0 || r.bodies[1]["limit"] != 1000.0 || len(r.cuts) != 2 || r.cuts[0].Given != int64(500) {
		t.Errorf("sent %v, reported %+v", r.bodies, r.cuts)
	}
}
