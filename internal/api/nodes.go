package api

import (
	"context"
	"time"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
)

// Nodes is how this node and others that serve from the same store wake each other.
type Nodes struct {
	Wake   func(topic string)
	Listen func(topic string) (woken <-chan struct{}, stop func())
}

// topicPresence is woken when somebody began or ceased to look at a conversation at some node.
const topicPresence = "presence"

// How often other nodes are told who looks at what, and asked, should a wake-up be lost.
const (
	presenceTold = 250 * time.Millisecond
	presencePoll = 5 * time.Second
)

// heedNodes takes what other nodes tell, and tells them, until ctx ends.
func (a *API) heedNodes(ctx context.Context) {
	if a.Nodes == nil {
		return
	}
	presence, stop := a.Nodes.Listen(topicPresence)
	defer stop()
	kit, stopKit := a.Nodes.Listen(ledger.TopicKit)
	defer stopKit()
	tell, poll := time.NewTicker(presenceTold), time.NewTicker(presencePoll)
	defer tell.Stop()
	defer poll.Stop()
	for since := int64(0); ; {
		select {
		case <-ctx.Done():
			return
		case <-tell.C:
			a.tellPresent(ctx)
			continue
		case <-kit:
			a.kitPages.forget()
			continue
		case <-presence:
		case <-poll.C:
		}
		since = a.readPresent(ctx, since)
	}
}

// tellPresent stores what was said at this node since the last time.
func (a *API) tellPresent(ctx context.Context) {
	list := a.present.unsaid()
	if len(list) == 0 {
		return
	}
	if err := a.Desk.SayViewings(ctx, list); err != nil {
		if ctx.Err() == nil {
			a.Log.Warn("other nodes are not told who looks at what", "err", err)
		}
		return // it is said again, or lapses
	}
	a.Nodes.Wake(topicPresence)
}

// readPresent takes what was said at other nodes.
func (a *API) readPresent(ctx context.Context, since int64) (next int64) {
	list, next, err := a.Desk.Store.ViewingsSince(ctx, since)
	if err != nil {
		if ctx.Err() == nil {
			a.Log.Warn("who looks at what at other nodes cannot be read", "err", err)
		}
		return since
	}
	for _, e := range a.present.learn(list, time.Now()) {
		a.hub.send(e)
	}
	return next
}

// attempt takes one try from each name: here, and with several nodes at all of them together. What only shields a node from too much
// work asks limits alone.
func (a *API) attempt(ctx context.Context, interval time.Duration, burst int, names ...string) error {
	err := a.limits.attempt(interval, burst, names...)
	if err != nil || a.Nodes == nil {
		return err
	}
	return a.Ground.Attempt(ctx, a.limits.now(), interval, burst, names...)
}

// unsaid gives what other nodes are to be told.
func (p *present) unsaid() (list []desk.Viewing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, v := range p.news {
		list = append(list, v)
	}
	clear(p.news)
	return list
}

// learn takes what was stored, and gives the conversations where others see something else than before. What is newer here is still
// to be stored.
func (p *present) learn(list []desk.Viewing, now time.Time) (events []event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, said := range list {
		page := viewer{said.AgentID, said.Tab}
		if _, newer := p.news[place{said.ConversationID, page}]; newer {
			continue
		}
		if e, news := p.put(said, page, now); news {
			events = append(events, presenceEvent(e, said.AccountID))
		}
	}
	return events
}
