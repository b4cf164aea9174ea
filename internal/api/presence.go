package api

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// How long somebody counts as looking at a conversation, or typing, after they last said so; and how many can at once.
const (
	viewingFor  = 45 * time.Second
	typingFor   = 8 * time.Second
	mostViewing = 20000
)

// PresenceInput is what somebody does in a conversation.
type PresenceInput struct {
	State string `json:"state" enum:"viewing,typing,gone" doc:"Say it again every 20 seconds, typing every 5"`
	Tab   string `json:"tab,omitempty" maxLength:"32" doc:"A random string of the page: who is gone from one page may still look at another"`
}

// Present is who is in a conversation now.
type Present struct {
	ConversationID int64       `json:"conversation_id"`
	Agents         []Colleague `json:"agents"`
}

// Colleague is an agent who looks at a conversation or writes in it.
type Colleague struct {
	desk.AgentName
	Typing bool `json:"typing"`
}

// putPresence notes what somebody does in a conversation, and tells everybody who may see it.
func (a *API) putPresence(ctx context.Context, in *edit[PresenceInput]) (*answer[Present], error) {
	who := actor(ctx)
	c, err := a.Desk.Visible(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	p, news := a.present.note(c.ID, c.AccountID, who, in.Body, time.Now())
	if news {
		a.hub.send(presenceEvent(p, c.AccountID))
	}
	return answerWith(p, nil)
}

func presenceEvent(p Present, account int64) event {
	data, _ := json.Marshal(p) // names and numbers cannot fail
	return event{name: "presence", data: data, account: account}
}

// present is who looks at which conversation, at any node: see nodes.go for how they tell each other.
type present struct {
	mu   sync.Mutex
	in   map[int64]*viewed
	n    int
	news map[place]desk.Viewing // what other nodes are to be told; nil: there are none
}

// place is where in a conversation a page is.
type place struct {
	conversation int64
	viewer
}

type viewed struct {
	account int64
	pages   map[viewer]*viewing
}

// viewer is one page of an agent.
type viewer struct {
	agent int64
	tab   string
}

type viewing struct {
	name          string
	at            int64 // when they said so, in milliseconds
	until, typing time.Time
}

func newPresent() *present { return &present{in: map[int64]*viewed{}} }

// note keeps what somebody does; news is whether others see something else than before.
func (p *present) note(conversation, account int64, who crm.Actor, in PresenceInput, now time.Time) (_ Present, news bool) {
	ms := now.UnixMilli()
	said := desk.Viewing{ConversationID: conversation, AccountID: account, AgentID: who.ID, Tab: in.Tab, Name: who.Name, At: ms, Until: ms, TypingUntil: ms}
	if in.State != "gone" {
		said.Until += viewingFor.Milliseconds()
	}
	if in.State == "typing" {
		said.TypingUntil += typingFor.Milliseconds()
	}
	page := viewer{who.ID, in.Tab}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.news != nil {
		p.news[place{conversation, page}] = said
	}
	return p.put(said, page, now)
}

// put takes what is said of a page, unless something newer was.
func (p *present) put(said desk.Viewing, page viewer, now time.Time) (_ Present, news bool) {
	v := p.in[said.ConversationID]
	if v == nil {
		v = &viewed{account: said.AccountID, pages: map[viewer]*viewing{}}
	}
	before := v.row(said.ConversationID, now)
	switch known := v.pages[page]; {
	case known != nil && said.At < known.at:
	case said.Until <= now.UnixMilli():
		p.drop(v, page)
	case known == nil && p.n >= mostViewing:
	default:
		if known == nil {
			known = &viewing{}
			v.pages[page], p.in[said.ConversationID] = known, v
			p.n++
		}
		*known = viewing{said.Name, said.At, time.UnixMilli(said.Until), time.UnixMilli(said.TypingUntil)}
	}
	if len(v.pages) == 0 {
		delete(p.in, said.ConversationID)
	}
	after := v.row(said.ConversationID, now)
	return after, !slices.Equal(before.Agents, after.Agents)
}

func (p *present) drop(v *viewed, page viewer) {
	if v.pages[page] != nil {
		delete(v.pages, page)
		p.n--
	}
}

func (v *viewed) row(conversation int64, now time.Time) Present {
	p := Present{ConversationID: conversation, Agents: []Colleague{}}
	for page, at := range v.pages {
		if !at.until.After(now) {
			continue
		}
		typing := at.typing.After(now)
		known := slices.IndexFunc(p.Agents, func(c Colleague) bool { return c.ID == page.agent })
		if known < 0 {
			p.Agents = append(p.Agents, Colleague{desk.AgentName{ID: page.agent, Name: at.name}, typing})
		} else {
			p.Agents[known].Typing = p.Agents[known].Typing || typing
		}
	}
	slices.SortFunc(p.Agents, func(a, b Colleague) int { return int(a.ID - b.ID) })
	return p
}

// lapse forgets who has not said for a while that they are still there, and gives the conversations that changed by it.
func (p *present) lapse(was, now time.Time) (events []event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, v := range p.in {
		before, after := v.row(id, was), v.row(id, now)
		for page, at := range v.pages {
			if !at.until.After(now) {
				p.drop(v, page)
			}
		}
		if len(v.pages) == 0 {
			delete(p.in, id)
		}
		if !slices.Equal(before.Agents, after.Agents) {
			events = append(events, presenceEvent(after, v.account))
		}
	}
	return events
}

// keepPresent tells when somebody went without saying so, until ctx ends.
func (a *API) keepPresent(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for was := time.Now(); ; {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			for _, e := range a.present.lapse(was, now) {
				a.hub.send(e)
			}
			was = now
		}
	}
}
