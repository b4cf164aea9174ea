package e2e

import (
	"fmt"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// searched waits until a search finds these ways and no others, and says how long that took.
func (p *person) searched(text string, want ...int64) time.Duration {
	p.t.Helper()
	began := time.Now()
	for {
		var page struct{ Items []ledger.WayRow }
		p.get("/ways?q="+url.QueryEscape(text), &page)
		got := []int64{}
		for _, w := range page.Items {
			got = append(got, w.ID)
		}
		switch took := time.Since(began); {
		case slices.Equal(got, want):
			return took
		case took > patience:
			p.t.Fatalf("%q finds %v, want %v", text, got, want)
		}
	}
}

// A way is found moments after it was made or renamed, by its own words and by those of what it belongs to; and after a restart.
func TestAWayIsFoundMomentsAfterItWasWritten(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		live := r.askWay(lin, account, "地铁海报甲", map[string]any{"users": []string{"zhangsan"}, "remark": "北京西站"})
		way := row(live, "way", named("地铁海报甲", ledger.PhaseConfirmed))
		took := lin.searched("铁海", way.ID)
		for _, text := range []string{"甲", "北京西", "渠道地铁", "ZHANGSAN", way.State[2:8], way.ConfigID[3:9], way.ConfigID} {
			lin.searched(text, way.ID)
		}
		lin.searched("没有这个词")
		lin.patch(fmt.Sprintf("/ways/%d", way.ID), map[string]any{"name": "公交站牌乙"}, nil)
		lin.patch(fmt.Sprintf("/channels/%d", way.ChannelID), map[string]any{"name": "户外广告"}, nil)
		took = max(took, lin.searched("站牌", way.ID), lin.searched("户外广告", way.ID), lin.searched("铁海"))
		t.Logf("at most %v", took)
		r.stop()
		r.start()
		lin.base = r.app.URL() + "/api/v1"
		lin.post("/session", map[string]any{"email": "lin@example.com", "password": "correct horse"}, nil)
		lin.searched("户外", way.ID)
	})
}
