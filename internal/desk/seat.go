package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
)

// Presence is what an agent says of themselves.
type Presence string

// What agents may be. Only who is online is given conversations.
const (
	Online  Presence = "online"
	Busy    Presence = "busy"
	Away    Presence = "away"
	Offline Presence = "offline"
)

func (p Presence) valid() bool { return p == Online || p == Busy || p == Away || p == Offline }

// Seat is an agent's place at the desk.
type Seat struct {
	AgentID    int64
	Status     Presence
	StatusAt   int64
	SeenAt     int64   // when a console of theirs was last connected
	ThereUntil int64   // until when that counts as being there; a connected console puts it off
	Capacity   int     // open conversations at once; 0: none was set
	TakeBelow  int     // with fewer than so many that await an answer …
	TakeMore   int     // … they take so many more; 0: by hand
	Accounts   []int64 // whose customers are theirs to see; none: everybody's
	AssignedAt int64   // when they were last given a conversation
	NotifiedAt int64   // when they were last told of one outside the console
}

// usualCapacity is how many conversations an agent is given who has no capacity of their own.
const usualCapacity = 10

// NewSeat is the place of an agent who has never been at the desk.
func NewSeat(agent int64) Seat { return Seat{AgentID: agent, Status: Offline, Accounts: []int64{}} }

// There says whether a console of theirs is connected.
func (s Seat) There(now int64) bool { return s.ThereUntil > now }

// Reaches says whether an account's customers are theirs to see. Admins see all.
func (s Seat) Reaches(account int64) bool {
	return len(s.Accounts) == 0 || slices.Contains(s.Accounts, account)
}

// given is how many conversations they may have when others give them.
func (s Seat) given() int {
	if s.Capacity == 0 {
		return usualCapacity
	}
	return s.Capacity
}

func (s Seat) same(o Seat) bool {
	return s.Status == o.Status && s.ThereUntil == o.ThereUntil && s.Capacity == o.Capacity && s.TakeBelow == o.TakeBelow && s.TakeMore == o.TakeMore &&
		slices.Equal(s.Accounts, o.Accounts)
}

func (s Seat) validate() error {
	switch {
	case !s.Status.valid():
		return crm.Invalid("status", "状态只能是 online、busy、away 或 offline", "status must be online, busy, away or offline")
	case s.Capacity < 0 || s.Capacity > mostCapacity:
		return crm.Invalid("capacity", "同时接待数为 0 到 1000", "a capacity is 0 to 1000")
	case s.TakeBelow < 0 || s.TakeBelow > mostCapacity || s.TakeMore < 0 || s.TakeMore > mostTaken:
		return crm.Invalid("take_more", "自动接入一次最多 20 个", "20 are taken by rule at once, at most")
	case len(s.Accounts) > mostAccounts:
		return crm.Invalid("accounts", "账号太多", "too many accounts")
	case (s.TakeBelow == 0) != (s.TakeMore == 0):
		return crm.Invalid("take_below", "自动接入需要两个数：待回复少于几个时，再接入几个", "taking by rule needs both numbers: below how many, and how many more")
	}
	return nil
}

const (
	mostCapacity = 1000
	mostAccounts = 500
	mostTaken    = 20 // in one transaction
)

// SeatReader reads who is at the desk.
type SeatReader interface {
	Seat(ctx context.Context, agent int64) (Seat, error)
	AgentRow(ctx context.Context, id, now int64) (AgentRow, error)
	AgentRows(ctx context.Context, now int64) ([]AgentRow, error)
	TeamRow(ctx context.Context, id int64) (TeamRow, error)
	TeamRows(ctx context.Context) ([]TeamRow, error)
}

// SeatTx changes seats.
type SeatTx interface {
	// Seat is an agent's place; who has none has NewSeat.
	Seat(agent int64) (Seat, error)
	PutSeat(Seat) error
	// Console is until when an agent's console at a node is believed to be open, and Consoles at any; 0: none is. PutConsole says so.
	Console(agent int64, node string) (until int64, err error)
	Consoles(agent int64) (until int64, err error)
	PutConsole(agent int64, node string, until int64) error
	// OpenOf counts an agent's open conversations whose customer wrote after a time.
	OpenOf(agent, wrote int64) (int, error)
	// AwaitingOf counts those of them whose customer awaits an answer.
	AwaitingOf(agent, wrote int64) (int, error)
	// Loads are the agents who are there now, with what they have to do for customers who wrote after a time.
	Loads(now, wrote int64) ([]Load, error)
	// LastChannel is through which a customer came last; 0: it is not known.
	LastChannel(identity int64) (int64, error)
	// ConversationsHeldBy are some of an agent's open conversations, oldest first.
	ConversationsHeldBy(agent int64, limit int) ([]Conversation, error)
}

// mayTake refuses a conversation to who was disabled meanwhile, and to who has as many as they may. Whoever asks holds the agent's key.
func mayTake(tx Tx, who crm.Actor, now int64) error {
	a, err := tx.Agent(who.ID)
	if err != nil && !errors.Is(err, crm.ErrNotFound) {
		return err
	}
	if a.Disabled {
		return crm.Refuse(crm.CodeNotSignedIn)
	}
	seat, err := tx.Seat(who.ID)
	if err != nil {
		return err
	}
	return room(tx, who.ID, seat.Capacity, now)
}

func agentKey(id int64) string { return "agent:" + itoa(id) }

// room refuses when an agent has as many conversations as they may: those that can be answered count. Whoever gives one holds the
// agent's key.
func room(tx Tx, agent int64, limit int, now int64) error {
	if limit == 0 {
		return nil
	}
	grant, err := tx.Grant()
	if err != nil {
		return err
	}
	n, err := tx.OpenOf(agent, grant.Ended(now))
	if err == nil && n >= limit {
		err = crm.Refuse(CodeAgentFull, "limit", limit)
	}
	return err
}

// How a console keeps its agent there: it says so again after seenEvery, and is believed for thereFor.
const (
	seenEvery = 30 * time.Second
	thereFor  = 75 * time.Second
)
