package bus_test

import (
	"context"
	"database/sql"
	"log/slog"
	"testing"
	"time"

	"github.com/menling/menling/internal/bus"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// Nodes of one PostgreSQL hear each other, and once more after their connections were cut.
func TestNotificationsCrossNodes(t *testing.T) {
	o := storetest.Options(t, store.Postgres)
	s := storetest.OpenWith(t, o)
	a, b := notified(t, s, "a"), notified(t, s, "b")
	hears(t, a, b)
	hears(t, b, a)

	woken, stop := b.Listen("never said")
	defer stop()
	cut(t, o.DatabaseURL)
	select {
	case <-woken: // whatever was missed
	case <-time.After(patience):
		t.Error("who missed something is not woken when the connection is back")
	}
	hears(t, a, b)
}

const patience = 30 * time.Second

func notified(t *testing.T, s *store.Store, name string) *bus.Shared {
	t.Helper()
	w, err := s.Wakes()
	if err != nil {
		t.Fatal(err)
	}
	b := bus.NewShared(w, name, slog.New(slog.NewTextHandler(t.Output(), nil)))
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		b.Close()
	})
	return b
}

// hears wakes at one node until the other hears it: the first words may go out before anybody listens.
func hears(t *testing.T, from, to bus.Bus) {
	t.Helper()
	woken, stop := to.Listen("journal")
	defer stop()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for late := time.After(patience); ; {
		from.Wake("journal")
		select {
		case <-woken:
			return
		case <-again.C:
		case <-late:
			t.Fatal("not heard")
		}
	}
}

// cut ends the connections that listen.
func cut(t *testing.T, address string) {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'menling listens'"); err != nil {
		t.Fatal(err)
	}
}
