package ledger_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// greeted adds a welcome with an outcome.
func (w *world) greeted(way ledger.Way, change func(*ledger.Welcome)) {
	w.Helper()
	stamp := crm.NewStamp(w.ledger.Clock, w.ledger.IDs)
	w.write(func(tx *store.Tx) error {
		d := stamp.Draw()
		id, err := crm.Recognise(tx, d, crm.ExternalUserID, w.account.PlatformID, "wmSomebody", d.At)
		if err != nil {
			return err
		}
		x := ledger.Welcome{ID: d.ID(), PushID: d.ID(), IdentityID: id.ID, UserID: "zhangsan", WayID: way.ID, ChannelID: way.ChannelID, Text: "您好", At: d.At}
		change(&x)
		_, err = tx.AddWelcome(x)
		return err
	})
}

// The numbers of a day: what became of its welcomes, and how long those took that were sent.
func TestTheDaysOfWelcomes(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		w := newWorld(t, d)
		s := w.store
		way, other := w.newWay("甲", ledger.KindContact), w.newWay("乙", ledger.KindContact)
		for i := range 20 {
			w.greeted(way, func(x *ledger.Welcome) { x.State, x.SentAt = ledger.WelcomeSent, x.At+int64(i+1)*100 })
		}
		w.greeted(way, func(x *ledger.Welcome) { x.State, x.Problem = ledger.WelcomeFailed, crm.ProblemLate })
		w.greeted(way, func(x *ledger.Welcome) {
			x.State, x.Problem, x.TakenBy = ledger.WelcomeFailed, crm.ProblemChatBegan, ledger.TakenByChat
		})
		w.greeted(way, func(x *ledger.Welcome) { x.State, x.TakenBy = ledger.WelcomeSkipped, ledger.TakenByConsole })
		w.greeted(way, func(x *ledger.Welcome) { x.State, x.Problem = ledger.WelcomeFailed, 41053 })
		w.greeted(way, func(x *ledger.Welcome) { x.State = ledger.WelcomeUnknown })
		w.greeted(way, func(x *ledger.Welcome) { x.State = ledger.WelcomeCalling })
		w.greeted(other, func(x *ledger.Welcome) {
			x.State, x.SentAt, x.At = ledger.WelcomeSent, x.At, x.At-24*time.Hour.Milliseconds()
		})
		for _, q := range []ledger.WelcomeQuery{{Way: way.ID}, {Channel: way.ChannelID}} {
			days, err := w.ledger.WelcomeDays(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			want := ledger.WelcomeDay{Day: days[13].Day, Sent: 20, Late: 1, Taken: 2, Failed: 1, Unknown: 1, P50: 1000, P95: 1900}
			if diff := cmp.Diff(want, days[13]); diff != "" {
				t.Error(diff)
			}
			if days[12].Sent != 0 {
				t.Errorf("another way's day is %+v", days[12])
			}
		}
		days, err := w.ledger.WelcomeDays(t.Context(), ledger.WelcomeQuery{})
		if err != nil || days[12].Sent != 1 || days[12].P50 != 24*time.Hour.Milliseconds() {
			t.Errorf("the day before is %+v, %v", days[12], err)
		}
		rows, err := s.WelcomeRows(t.Context(), ledger.WelcomeQuery{Outcome: "taken", Way: way.ID, Limit: 10})
		if err != nil || len(rows) != 2 || rows[0].TakenBy != ledger.TakenByConsole || rows[1].Problem == nil {
			t.Errorf("taken are %+v, %v", rows, err)
		}
	})
}

// Only media that some way or channel in use may send are asked for, for each account that may send them, and when they grow old.
func TestMediaInUse(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		w := newWorld(t, d)
		s := w.store
		blob := func(text string) string {
			b := crm.Blob{Hash: sha256.Sum256([]byte(text)), Type: "image/png", Size: int64(len(text)), Data: []byte(text)}
			w.write(func(tx *store.Tx) error { return tx.PutBlob(b) })
			return hex.EncodeToString(b.Hash[:])
		}
		plan := func(hash string) ledger.WelcomePlan {
			return ledger.WelcomePlan{Hours: []ledger.WelcomeHours{{From: "09:00", To: "10:00", Greeting: ledger.Greeting{Attachments: []ledger.Attachment{{Kind: "image", Media: hash}}}}}}
		}
		ofWay, ofChannel, ofDeleted, ofIdle := blob("way"), blob("channel"), blob("deleted"), blob("idle")
		way := w.newWay("甲", ledger.KindContact)
		way.Welcome = plan(ofWay)
		gone := w.newWay("乙", ledger.KindContact)
		gone.Welcome, gone.Phase = plan(ofDeleted), ledger.PhaseDeleted
		w.write(func(tx *store.Tx) error { return tx.UpdateWay(way) })
		w.write(func(tx *store.Tx) error { return tx.UpdateWay(gone) })
		for channel, hash := range map[int64]string{way.ChannelID: ofChannel, gone.ChannelID: ofIdle} {
			p := plan(hash)
			if _, err := w.ledger.EditChannel(t.Context(), crm.Operator(), channel, ledger.ChannelEdit{Welcome: &p}); err != nil {
				t.Fatal(err)
			}
		}
		due := func() map[string]bool {
			t.Helper()
			if err := w.ledger.RenewMedia(t.Context()); err != nil {
				t.Fatal(err)
			}
			hashes := map[string]bool{}
			for {
				job, err := s.ClaimJob(t.Context(), ledger.QueueUpload, w.now.Load(), time.Minute)
				if crm.CodeOf(err) == crm.CodeNotFound {
					return hashes
				}
				var k ledger.Kept
				if err := job.Decode(&k); err != nil || job.AccountID != w.account.ID || hashes[k.Hash] {
					t.Fatalf("job %+v: %v", job, err)
				}
				hashes[k.Hash] = true
				w.write(func(tx *store.Tx) error {
					k.AccountID = job.AccountID
					if err := tx.PutUpload(ledger.Upload{Kept: k, MediaID: fmt.Sprint("media of ", k.Hash), At: w.now.Load()}); err != nil {
						return err
					}
					return tx.FinishJob(job, w.now.Load())
				})
			}
		}
		if diff := cmp.Diff(map[string]bool{ofWay: true, ofChannel: true}, due()); diff != "" {
			t.Error(diff)
		}
		w.now.Add((59 * time.Hour).Milliseconds())
		if again := due(); len(again) != 0 {
			t.Errorf("asked for %v too early", again)
		}
		w.now.Add((2 * time.Hour).Milliseconds())
		if again := due(); len(again) != 2 {
			t.Errorf("asked for %v again", again)
		}
		w.write(func(tx *store.Tx) error { return tx.ForgetUploads(w.account.ID, []string{ofWay}) })
		uploads, err := s.Uploads(t.Context(), w.account.ID)
		if err != nil || len(uploads) != 1 || uploads[0].Hash != ofChannel || uploads[0].MediaID != "media of "+ofChannel {
			t.Errorf("uploads %+v, %v", uploads, err)
		}
	})
}

// A push deserves one welcome and one mark, however often it is applied.
func TestAPushIsGreetedOnce(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		w := newWorld(t, d)
		s := w.store
		way := w.newWay("甲", ledger.KindContact)
		way.Welcome, way.Tags = ledger.Greet("您好"), []string{"et1"}
		w.write(func(tx *store.Tx) error { return tx.UpdateWay(way) })
		p := crm.Push{ID: 1, AccountID: w.account.ID, CreateTime: w.now.Load() / 1000, Hash: []byte{1}, Lane: "l", ReceivedAt: w.now.Load()}
		for range 2 {
			stamp := crm.NewStamp(w.ledger.Clock, w.ledger.IDs)
			w.write(func(tx *store.Tx) error {
				c := ledger.Contact{Kind: ledger.Added, UserID: "zhangsan", ExternalUserID: "wmSomebody", State: way.State, WelcomeCode: "code"}
				return w.ledger.ApplyContact(tx, stamp.Draw(), w.account, p, c)
			})
		}
		rows, err := s.WelcomeRows(t.Context(), ledger.WelcomeQuery{Way: way.ID, Limit: 10})
		if err != nil || len(rows) != 1 || rows[0].Outcome != "sending" {
			t.Errorf("welcomes %+v, %v", rows, err)
		}
		job, err := s.ClaimJob(t.Context(), ledger.QueueWelcome, w.now.Load(), time.Minute)
		if err != nil || job.NotAfter != p.CreateTime*1000+20_000 {
			t.Errorf("job %+v, %v", job, err)
		}
		if _, err := s.ClaimJob(t.Context(), ledger.QueueWelcome, w.now.Load(), time.Minute); crm.CodeOf(err) != crm.CodeNotFound {
			t.Errorf("a second job: %v", err)
		}
	})
}
