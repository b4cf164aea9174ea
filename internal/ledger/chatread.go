package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// ObservedChat is the kind of observation that groupchat/get leaves: what is news of a group, not all of it, since a busy group has
// hundreds of people and is read again with each that comes.
const ObservedChat = "groupchat.get"

type observedChat struct {
	Name      string      `json:"name"`
	Owner     string      `json:"owner"`
	Members   int         `json:"members"`
	Externals int         `json:"externals"`
	Version   string      `json:"version"`
	State     string      `json:"state"`
	Problem   int         `json:"problem,omitempty"`
	Seen      []seenGuest `json:"seen,omitempty"`
	Gone      []string    `json:"gone,omitempty"`
}

type seenGuest struct {
	Value    string `json:"value"`
	Name     string `json:"name,omitempty"`
	UnionID  string `json:"unionid,omitempty"`
	JoinedAt int64  `json:"joined_at"` // UTC milliseconds
	Scene    int    `json:"scene"`
	State    string `json:"state,omitempty"`
}

// ChatReader answers about groups outside a transaction.
type ChatReader interface {
	Chats(ctx context.Context, corp int64) ([]Chat, error)
	// ChatsUnread are groups that were not read since a time, the oldest first.
	ChatsUnread(ctx context.Context, corp, before int64, limit int) ([]Chat, error)
	// ChatsListedAt is when the groups of an account were listed; 0: never.
	ChatsListedAt(ctx context.Context, account int64) (int64, error)
	// OpenStays are the times since when people are in a group, by their external_userid.
	OpenStays(ctx context.Context, corp int64, chatID string) (map[string]Stay, error)
	// NamedInChat are those of the values that a push about the group has named, or who are customers already.
	NamedInChat(ctx context.Context, corp int64, scope, chatID string, values []string) ([]string, error)
}

// Stay is since when somebody is in a group.
type Stay struct {
	JoinedAt int64   // the newest time of joining, by pushes and readings
	SeenAt   []int64 // the times of joining that readings showed
}

const (
	chatLag    = 10 * time.Second // a reading may be that old: who came since may be missing in it
	seenAtOnce = 50               // people of one observation
)

// AskChat is the job that reads a group and journals what is news.
func (l *Ledger) AskChat(ctx context.Context, job crm.Job) error {
	var p chatJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	a, err := l.Store.Account(ctx, job.AccountID)
	if err != nil {
		return err
	}
	news, err := l.readChat(ctx, a, p.ChatID)
	if err != nil {
		return err
	}
	now := l.Clock.Ms()
	return l.Store.Write(ctx, []string{job.Lane}, func(tx Tx) error {
		for _, part := range news.split() {
			o, err := crm.Observe(a.ID, job.Lane, ObservedChat, p.ChatID, part, now)
			if err != nil {
				return err
			}
			if err := tx.AddObservation(o); err != nil {
				return err
			}
		}
		return nil
	})
}

func (l *Ledger) readChat(ctx context.Context, a crm.Account, chatID string) (observedChat, error) {
	app, err := l.Clients.WeCom(ctx, a.ID)
	if err != nil {
		return observedChat{}, err
	}
	got, err := app.GroupChats.Get(ctx, chatID, true)
	if state, problem, ok := chatRefused(err); ok {
		return observedChat{State: state, Problem: problem}, nil
	}
	if err != nil {
		return observedChat{}, err
	}
	o := observedChat{Name: got.Name, Owner: strings.ToLower(got.Owner), Members: len(got.MemberList), Version: got.MemberVersion, State: ChatOK}
	guests := slices.DeleteFunc(slices.Clone(got.MemberList), func(m wecom.GroupChatMember) bool { return m.Type != wecom.MemberExternal })
	o.Externals = len(guests)
	return o, l.news(ctx, a, chatID, guests, &o)
}

// chatRefused says what a refusal means for the group.
func chatRefused(err error) (state string, problem int, ok bool) {
	var refused *wx.Error
	switch {
	case !errors.As(err, &refused):
		return "", 0, false
	case errors.Is(err, wx.ErrGroupDismissed):
		return ChatDismissed, 0, true
	case errors.Is(err, wx.ErrNoSuchGroup), errors.Is(err, wx.ErrNotPermitted), refused.Code == 90501, refused.Code == 48002:
		return ChatNoRight, refused.Code, true
	}
	return "", 0, false
}

// news are those who came by a state, or were named by a push, or are customers, and are not known to be in the group since then;
// and those who are known to be in it and are not.
func (l *Ledger) news(ctx context.Context, a crm.Account, chatID string, guests []wecom.GroupChatMember, o *observedChat) error {
	known, err := l.Store.OpenStays(ctx, a.CorpID, chatID)
	if err != nil {
		return err
	}
	values := make([]string, len(guests))
	for i, g := range guests {
		values[i] = g.UserID
	}
	named, err := l.Store.NamedInChat(ctx, a.CorpID, a.PlatformID, chatID, values)
	if err != nil {
		return err
	}
	for _, g := range guests {
		joined := g.JoinTime * 1000
		if slices.Contains(known[g.UserID].SeenAt, joined) || g.State == "" && !slices.Contains(named, g.UserID) {
			continue
		}
		o.Seen = append(o.Seen, seenGuest{g.UserID, g.Name, g.UnionID, joined, int(g.JoinScene), g.State})
	}
	for value, stay := range known {
		if !slices.Contains(values, value) && stay.JoinedAt < l.Clock.Ms()-chatLag.Milliseconds() {
			o.Gone = append(o.Gone, value)
		}
	}
	slices.Sort(o.Gone)
	return nil
}

// split keeps each observation small enough for one transaction.
func (o observedChat) split() []observedChat {
	first := o
	first.Seen, first.Gone = nil, nil
	parts := []observedChat{}
	for part := range slices.Chunk(o.Seen, seenAtOnce) {
		next := first
		next.Seen = part
		parts = append(parts, next)
	}
	for part := range slices.Chunk(o.Gone, seenAtOnce) {
		next := first
		next.Gone = part
		parts = append(parts, next)
	}
	if len(parts) == 0 {
		parts = append(parts, first)
	}
	return parts
}

// ApplyChatRead takes what a reading of a group said into the facts.
func (l *Ledger) ApplyChatRead(tx Tx, d *crm.Draw, a crm.Account, o crm.Observation) error {
	c, events, err := chatFacts(a, o)
	if err != nil {
		return err
	}
	chat, err := chatOf(tx, a.CorpID, o.Subject)
	if err != nil {
		return err
	}
	if chat.SeenAt <= o.ReceivedAt {
		if c.State != ChatOK { // what it was before is still good to know
			c.Name, c.Owner, c.Members, c.Externals, c.Version = chat.Name, chat.Owner, chat.Members, chat.Externals, ""
		}
		chat = Chat{a.CorpID, o.Subject, c.Name, c.Owner, c.Members, c.Externals, c.Version, c.State, c.Problem, o.ReceivedAt}
		if err := l.putChat(tx, chat, d.At); err != nil {
			return err
		}
	}
	for _, e := range events {
		if err := tx.AddChatEvent(e); err != nil {
			return err
		}
	}
	return l.foldPeople(tx, d, a, o.Subject, append(c.Seen, guestsOf(c.Gone)...))
}

// chatFacts are the events an observation leaves.
func chatFacts(a crm.Account, o crm.Observation) (c observedChat, events []ChatEvent, err error) {
	if err := json.Unmarshal(o.Body, &c); err != nil {
		return c, nil, fmt.Errorf("read %s: %w", o.Kind, err)
	}
	about := ChatEvent{Source: -o.ID, CorpID: a.CorpID, ChatID: o.Subject, ReadAt: o.ReceivedAt}
	for _, g := range c.Seen {
		e := about
		e.Kind, e.Value, e.At, e.Scene, e.State = Seen, g.Value, g.JoinedAt, g.Scene, g.State
		events = append(events, e)
	}
	for _, value := range c.Gone {
		e := about
		e.Kind, e.Value, e.At = Gone, value, o.ReceivedAt
		events = append(events, e)
	}
	return c, events, nil
}
