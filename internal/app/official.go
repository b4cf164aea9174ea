package app

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/menling/menling/internal/bus"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/weapp/push"
)

// sharingFresh is how long settings are used without looking at the store; sharingTime is how long the decision may take: a
// platform waits, and when nothing is known the message is ours.
const (
	sharingFresh = time.Second
	sharingTime  = 300 * time.Millisecond
)

// sharing decides which messages go to the platform's own agent tool, before their push is answered.
type sharing struct {
	desk  *desk.Desk
	clock crm.Clock
	log   *slog.Logger

	changed <-chan struct{}

	mu    sync.Mutex
	known map[int64]knownSharing
}

type knownSharing struct {
	desk.Sharing
	seen time.Time // by the machine's clock
}

func newSharing(d *desk.Desk, b bus.Bus, clock crm.Clock, log *slog.Logger) *sharing {
	changed, _ := b.Listen(desk.TopicOfficial)
	return &sharing{desk: d, clock: clock, log: log, changed: changed, known: map[int64]knownSharing{}}
}

// answer is what a push is to be answered with. Only messages are handed over, never events.
func (s *sharing) answer(ctx context.Context, a crm.Account, p *push.Push) string {
	if p.Err != nil || strings.HasPrefix(p.Kind, "event/") {
		return success
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sharingTime)
	defer cancel()
	rules, err := s.of(ctx, a)
	if err != nil || rules.Official.Mode == desk.OwnDesk {
		return s.ours(a, err)
	}
	place, err := s.desk.Store.PlaceOf(ctx, rules.PlaceOf(a, p.From, s.clock()))
	if err != nil || !rules.Transfers(place, s.clock()) {
		return s.ours(a, err)
	}
	return desk.AnswerTransfer
}

func (s *sharing) ours(a crm.Account, err error) string {
	if err != nil {
		s.log.Warn("who answers a message is not known: it is ours", "account", a.Slug, "err", err)
	}
	return success
}

// of is how an account's customers are shared. When the store does not answer, what was known holds.
func (s *sharing) of(ctx context.Context, a crm.Account) (desk.Sharing, error) {
	k, ok := s.look(a.ID)
	if ok && time.Since(k.seen) < sharingFresh {
		return k.Sharing, nil
	}
	now, err := s.desk.SharingOf(ctx, a)
	if err != nil && !ok {
		return now, err
	}
	if err == nil {
		k.Sharing = now
	}
	k.seen = time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known[a.ID] = k
	return k.Sharing, nil
}

// look is what is known of an account; after a change it is known only for when the store does not answer.
func (s *sharing) look(account int64) (k knownSharing, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.changed:
		for id, k := range s.known {
			k.seen = time.Time{}
			s.known[id] = k
		}
	default:
	}
	k, ok = s.known[account]
	return k, ok
}

// replyOf is an answer of the journal as the platform reads it.
func replyOf(answer string) push.Reply {
	if answer == desk.AnswerTransfer {
		return push.Transfer()
	}
	return push.Reply{}
}
