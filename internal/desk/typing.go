package desk

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/weapp"
	"github.com/menling/menling/wx"
)

// The platform shows a customer for 15 s that somebody is typing, and only within 30 s of a message from or to them.
const (
	typingShows   = 15 * time.Second
	typingWithin  = 30 * time.Second
	typingCallMax = 4 * time.Second

	typingShown = 45081 // already
)

// Typing is what a customer sees of an agent who types.
type Typing struct {
	Shown  bool  `json:"shown"`
	EndsAt int64 `json:"ends_at" doc:"When it goes by itself; tell again shortly before"`
}

// typists remembers until when typing is shown to customers, so that keystrokes do not become calls. Of several nodes each knows
// what it has shown: another one's is ended all the same, and shown once more at most, which the platform takes for said already.
type typists struct {
	mu    sync.Mutex
	until map[int64]int64 // by conversation
}

// mostTypists is how many are remembered before those that are over are swept.
const mostTypists = 1000

func (t *typists) shownUntil(conversation, now int64) int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if until := t.until[conversation]; until > now {
		return until
	}
	return 0
}

// set notes until when; 0: not at all.
func (t *typists) set(conversation, until, now int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.until == nil {
		t.until = map[int64]int64{}
	}
	if len(t.until) >= mostTypists {
		for id, end := range t.until {
			if end <= now {
				delete(t.until, id)
			}
		}
	}
	if delete(t.until, conversation); until != 0 {
		t.until[conversation] = until
	}
}

// ShowTyping shows the customer that the agent types, or that they have stopped. What the platform would refuse is not asked.
func (k *Desk) ShowTyping(ctx context.Context, who crm.Actor, conversation int64, typing bool) (Typing, error) {
	c, err := k.Visible(ctx, who, conversation)
	if err != nil {
		return Typing{}, err
	}
	if c.Status != Open || c.AgentID != who.ID {
		return Typing{}, nil // it was closed or taken over while they typed
	}
	now := k.Clock.Ms()
	until := k.typing.shownUntil(c.ID, now)
	switch {
	case typing && until != 0:
		return Typing{true, until}, nil
	case !typing && until == 0 && k.Node == "", typing && now-max(c.LastMessageAt, c.EnteredAt) >= typingWithin.Milliseconds():
		return Typing{}, nil
	}
	if typing {
		row, err := k.Store.ConversationRow(ctx, c.ID, k.grant(ctx), now)
		if err != nil || !row.Window.Open {
			return Typing{}, err
		}
	}
	return k.callTyping(ctx, c, typing, now)
}

func (k *Desk) grant(ctx context.Context) Grant {
	if g, err := k.Store.Grant(ctx); err == nil {
		return g
	}
	return DefaultGrant
}

func (k *Desk) callTyping(ctx context.Context, c Conversation, typing bool, now int64) (Typing, error) {
	client, err := k.Clients.Weapp(ctx, c.AccountID)
	if err != nil {
		return Typing{}, err
	}
	id, err := k.Store.IdentityByID(ctx, c.IdentityID)
	if err != nil {
		return Typing{}, err
	}
	command, until := weapp.TypingCancel, int64(0)
	if typing {
		command, until = weapp.TypingStart, now+typingShows.Milliseconds()
	}
	k.typing.set(c.ID, until, now)
	ctx, cancel := context.WithTimeout(ctx, typingCallMax)
	defer cancel()
	if err := client.Messages.Typing(ctx, weapp.Typing{ToUser: id.Value, Command: command}); err != nil && !isShownAlready(err) {
		k.Log.Debug("typing not shown", "conversation", c.ID, "err", err)
		k.typing.set(c.ID, 0, now)
		return Typing{}, nil // nobody's answer depends on it
	}
	return Typing{typing, until}, nil
}

func isShownAlready(err error) bool {
	var refused *wx.Error
	return errors.As(err, &refused) && refused.Code == typingShown
}
