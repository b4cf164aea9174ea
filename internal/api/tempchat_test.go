package api

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// visits makes a visit, has a customer come, closes it, and makes another.
func (k *walker) visits(channel int64) {
	in := ledger.NewTempChat{ClientKey: "visit-01", AccountID: k.wecom.ID, ChannelID: channel, UserID: "zhangyisheng", Name: "初诊", SkipVerify: true}
	var c, same ledger.TempChatRow
	k.call("create-temp-chat", post, "/temp-chats", in, 202, &c)
	k.do(post, base+"/temp-chats", in).want(k, 202, &same)
	if c.ID != same.ID || c.State != ledger.TempWaiting || c.QRUntil != 0 || c.CreatedName != "管理员" {
		k.Errorf("made %s, again %s", jsonOf(c), jsonOf(same))
	}
	in.CustomerID, in.ClientKey = 1, "visit-02"
	k.do(post, base+"/temp-chats", in).refused(k, 404, "not_found")
	path := fmt.Sprintf("/temp-chats/%d", c.ID)
	k.do(post, base+path+"/close", nil).refused(k, 409, "temp_chat_not_open")
	k.wayWork()
	k.call("get-temp-chat", get, path, nil, 200, &c)
	if c.QRUntil == 0 || c.Phase != ledger.PhaseConfirmed || !c.QR {
		k.Errorf("confirmed %s", jsonOf(c))
	}
	k.scans("wmSandboxCustomer000000000000011", "zhangyisheng", k.stateOf(c.ID))
	var b ledger.TempBoard
	k.call("list-temp-chats", get, "/temp-chats?state=chatting&member=ZhangYisheng&q=%E5%88%9D", nil, 200, &b)
	if len(b.Items) != 1 || b.Counts[ledger.TempChatting] != 1 || b.Now == 0 || b.Items[0].EndsAt != b.Items[0].UsedAt+24*3600_000 {
		k.Errorf("board %s", jsonOf(b))
	}
	k.do(post, base+path+"/reissue", ReissueInput{"visit-03"}).refused(k, 409, "temp_chat_running")
	k.call("close-temp-chat", post, path+"/close", nil, 202, &c)
	k.wayWork() // the sandbox has no such chat: it is over
	k.do(get, base+path, nil).want(k, 200, &c)
	if c.State != ledger.TempEnded || c.CloseState != ledger.CloseDone || c.CloseProblem == nil {
		k.Errorf("closed %s", jsonOf(c))
	}
	k.call("reissue-temp-chat", post, path+"/reissue", ReissueInput{"visit-03"}, 202, &same)
	if same.ID == c.ID || same.ReissuedFrom != c.ID || same.Name != c.Name {
		k.Errorf("made again %s", jsonOf(same))
	}
	var p ledger.ConclusionsPreview
	k.call("preview-conclusions", post, "/temp-chats/preview", map[string]any{"conclusions": map[string]any{"text": "再见"}}, 200, &p)
	if len(p.Messages) != 1 || !p.Sendable {
		k.Errorf("preview %s", jsonOf(p))
	}
}

func (k *walker) stateOf(way int64) string {
	k.Helper()
	w, err := k.ledger.Store.Way(k.Context(), way)
	if err != nil {
		k.Fatal(err)
	}
	return w.State
}

// wayWork runs the due jobs of ways.
func (w *world) wayWork() {
	w.Helper()
	do := map[string]func(context.Context, crm.Job) error{
		ledger.JobFetchQR: w.ledger.FetchQR, ledger.JobCreateWay: w.ledger.CallCreate, ledger.JobCloseTemp: w.ledger.CallCloseTemp, ledger.JobChangeWay: w.ledger.CallChange,
	}
	w.work(ledger.QueueWays, func(ctx context.Context, j crm.Job) error { return do[j.Kind](ctx, j) })
}

// The day's limit of visits holds against any number of callers.
func TestTheDaysVisitsAreCountedOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var admitted atomic.Int64
		var all sync.WaitGroup
		for range 32 {
			all.Go(func() {
				ok := false
				err := s.Write(t.Context(), nil, func(tx *store.Tx) (err error) {
					ok, err = tx.CountTemp(1, 1000, 5)
					return err
				})
				if err != nil {
					t.Error(err)
				}
				if ok {
					admitted.Add(1)
				}
			})
		}
		all.Wait()
		if made, err := s.TempMade(t.Context(), 1, 1000); admitted.Load() != 5 || made != 5 || err != nil {
			t.Errorf("%d admitted, %d counted, %v", admitted.Load(), made, err)
		}
	})
}

// What the platform refused does not count to the day, and asking again counts once more.
func TestARefusedVisitGivesItsPlaceBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s).withPlatforms()
		c := w.admin()
		var channel ledger.ChannelRow
		c.do(post, base+"/channels", ChannelInput{Name: "门诊"}).want(t, 200, &channel)
		in := ledger.NewTempChat{ClientKey: "visit-11", AccountID: w.wecom.ID, ChannelID: channel.ID, UserID: "nobody", Name: "无此人", SkipVerify: true}
		var row ledger.TempChatRow
		day := w.ledger.Today(w.wecom)
		c.do(post, base+"/temp-chats", in).want(t, 202, &row)
		made := func(want int64, when string) {
			t.Helper()
			if n, err := s.TempMade(t.Context(), w.wecom.CorpID, day); n != want || err != nil {
				t.Errorf("%s: %d counted, want %d, %v", when, n, want, err)
			}
		}
		made(1, "asked for")
		w.wayWork()
		made(0, "refused")
		c.do(get, fmt.Sprintf("%s/temp-chats/%d", base, row.ID), nil).want(t, 200, &row)
		if row.State != ledger.TempFailed || row.Problem == nil {
			t.Errorf("refused %s", jsonOf(row))
		}
		c.do(post, fmt.Sprintf("%s/ways/%d/retry", base, row.ID), nil).want(t, 200, nil)
		made(1, "asked again")
	})
}
