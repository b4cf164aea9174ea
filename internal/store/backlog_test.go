package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// What waits is what could be worked on at a time, with the age of the oldest; what comes due later does not, nor what is done.
func TestBacklog(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const now = 100_000
		for i, received := range []int64{now - 7000, now - 3000, now - 9000, now - 1000} {
			p := spoolPush(i)
			p.ReceivedAt, p.Error = received, ""
			if _, _, err := s.AddPush(t.Context(), p); err != nil {
				t.Fatal(err)
			}
		}
		pushes, err := s.OpenPushes(t.Context(), now, 10)
		if err != nil || len(pushes) != 4 {
			t.Fatal(len(pushes), err)
		}
		err = s.Write(t.Context(), nil, func(tx *store.Tx) error {
			if _, err := tx.ApplyPush(pushes[0].ID, now); err != nil {
				return err
			}
			if err := tx.ParkPush(pushes[2].ID, "no sense"); err != nil {
				return err
			}
			for i, at := range []int64{now - 4000, now - 2000, now + 1} {
				if err := tx.AddJob(crm.Job{Queue: "send", Kind: "k", OnceKey: string(rune('a' + i)), RunAt: at}); err != nil {
					return err
				}
			}
			_, err := tx.Exec("INSERT INTO message_queue (message_id) VALUES (1), (2)")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		b, err := s.Backlog(t.Context(), now)
		if err != nil {
			t.Fatal(err)
		}
		want := crm.Backlog{
			Journal: crm.Waiting{Rows: 2, Oldest: 3000}, Jobs: map[string]crm.Waiting{"send": {Rows: 2, Oldest: 4000}},
			Parked: map[string]int64{"push": 1, "observation": 0, "job": 0}, Unindexed: map[string]int64{"way": 0, "message": 2, "customer": 0},
			OldestTransaction: b.OldestTransaction,
		}
		if diff := cmp.Diff(want, b); diff != "" {
			t.Error(diff)
		}
		if s.Dialect() != store.Postgres {
			return
		}
		err = s.Write(t.Context(), nil, func(tx *store.Tx) error {
			if _, err := tx.Exec("INSERT INTO message_queue (message_id) VALUES (3)"); err != nil {
				return err
			}
			for b := (crm.Backlog{}); b.OldestTransaction == 0; { // ours grows older
				if b, err = s.Backlog(t.Context(), now); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
