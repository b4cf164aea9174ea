package app

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// An hour without the database leaves a line a minute of each kind, and hides nothing else.
func TestAnOutageLeavesALogThatCanBeRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told strings.Builder
		gone, other := errors.New("connection refused"), errors.New("no such row")
		log := newOutageLog(slog.New(slog.NewTextHandler(&told, nil)), func(err error) bool { return errors.Is(err, gone) })
		for range 180 {
			for _, queue := range []string{"calls", "bulk"} {
				log.Error("jobs cannot be claimed", "queue", queue, "err", fmt.Errorf("store: %w", gone))
			}
			log.With("node", 1).Warn("duties not looked at", "err", gone)
			log.Error("not applied", "err", other)
			log.Info("a message")
			time.Sleep(time.Second)
		}
		for line, want := range map[string]int{"jobs cannot be claimed": 3, "duties not looked at": 3, "not applied": 180, "a message": 180, "held_back=119": 2, "held_back=59": 2} {
			if n := strings.Count(told.String(), line); n != want {
				t.Errorf("%q was said %d times, want %d", line, n, want)
			}
		}
	})
}
