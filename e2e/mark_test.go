package e2e

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
)

func visitorOf(t *testing.T) *http.Client {
	t.Helper()
	return &http.Client{Timeout: patience}
}

// A remark that the member wrote stays, whatever the rule says.
func TestAMembersOwnRemarkStays(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	way := r.wayWith(lin, account, "备注", map[string]any{}, map[string]any{"remark_rule": "规则-{customer}"})
	r.restart(lin, true)
	r.scanned("c01", way)
	r.received()
	r.control("POST", "/relations/edit", map[string]any{"customer": "c01", "userid": "zhangsan", "remark": "老同学"}, nil)
	r.restart(lin, false)
	if h := lin.happened(way, "remark_kept"); h.Text != "老同学" || len(r.calls(setRemark)) != 0 {
		t.Errorf("the history says %+v, after %d calls", h, len(r.calls(setRemark)))
	}
}

// The platform's read side lags, another write is under way, and the remark is long: all the same it ends well.
func TestMarksOnAPlatformThatLags(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.control("PUT", "/switches", map[string]any{"detail_lag_ms": 600, "pair_write_ms": 400}, nil)
	r.control("POST", "/faults", map[string]any{"path": markTag, "errcode": 84061}, nil)
	way := r.wayWith(lin, account, "迟缓", map[string]any{}, map[string]any{"tags": []string{"etTag0003"}, "remark_rule": "{customer}从很远很远很远很远的地方来到我们这里了"})
	r.scanned("c01", way)
	if h := lin.happened(way, "tagged"); !slices.Equal(h.Tags, []string{"etTag0003"}) || h.Problem != nil {
		t.Errorf("tagged %+v", h)
	}
	if h := lin.happened(way, "remarked"); h.Text != "陈晨从很远很远很远很远的地方来到我们这里" {
		t.Errorf("remarked %q", h.Text)
	}
}

// Of tags that are all gone nothing is left to put, and that is said.
func TestTagsThatAreAllGone(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	way := r.wayWith(lin, account, "旧标签", map[string]any{}, map[string]any{"tags": []string{"etOld1", "etOld2"}})
	r.scanned("c01", way)
	h := lin.happened(way, "tag_failed")
	if !slices.Equal(h.GoneTags, []string{"etOld1", "etOld2"}) || h.Problem == nil || h.Problem.Code != 40068 {
		t.Errorf("the history says %+v of problem %+v", h, h.Problem)
	}
	var list struct{ Items []ledger.TagGroup }
	lin.get(fmt.Sprintf("/accounts/%d/tags", account), &list)
	if len(list.Items) != 2 || list.Items[0].Tags[0] != (ledger.Tag{ID: "etTag0001", Name: "展会"}) {
		t.Errorf("the tags are %+v", list.Items)
	}
}
