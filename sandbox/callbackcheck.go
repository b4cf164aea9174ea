package sandbox

import (
	"context"
	"time"
)

const (
	checkTries = 10
	checkPause = time.Second
)

// checkCallbacks verifies the addresses that the sandbox was started with and logs what came back.
// A server that is started beside it gets ten seconds. Pushes go out whatever the outcome.
func (s *Sandbox) checkCallbacks(ctx context.Context) {
	for kind, url := range s.givenCallbacks() {
		if url != "" {
			go s.checkCallback(ctx, kind, url)
		}
	}
}

func (s *Sandbox) checkCallback(ctx context.Context, kind, url string) {
	for n := 1; ; n++ {
		cb := s.callbackOf(kind)
		if cb == nil || cb.URL != url { // no suite, or another address by now
			return
		}
		_, err := s.verify(ctx, kind, *cb)
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			s.log.Info("callback verified", "kind", kind, "url", url)
			return
		case n == checkTries:
			s.log.Warn("callback not verified; pushes go there all the same", "kind", kind, "url", url, "err", err)
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(checkPause):
		}
	}
}

// callbackOf returns a callback as it stands; nil when there is none of the kind.
func (s *Sandbox) callbackOf(kind string) *callback {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.w.Callbacks[kind]
}
