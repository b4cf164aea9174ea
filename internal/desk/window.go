package desk

import "time"

// Grant is what the platform allows after a customer wrote, and after they opened the chat: so many messages, for so long.
type Grant struct {
	Messages      int           `json:"messages"`
	For           time.Duration `json:"for"`
	EntryMessages int           `json:"entry_messages"`
	EntryFor      time.Duration `json:"entry_for"`
}

// DefaultGrant is the platform's published rule: 5 messages within 48 hours of a message, 2 within a minute of an entry.
var DefaultGrant = Grant{Messages: 5, For: 48 * time.Hour, EntryMessages: 2, EntryFor: time.Minute}

// Ended is a time such that who wrote at it or before cannot be answered now: the window that their message opened has ended.
func (g Grant) Ended(now int64) int64 { return now - g.For.Milliseconds() }

// Spent is what a window is derived from: when the customer last wrote and last opened the chat, and what was sent, or may have
// been, since each.
type Spent struct {
	Wrote        int64
	Entered      int64
	SinceWrote   int
	SinceEntered int
}

// Window is the reply window of a conversation: derived, never counted along.
type Window struct {
	Limit   int    `json:"limit"`
	Used    int    `json:"used"`
	Left    int    `json:"left"`
	EndsAt  int64  `json:"ends_at" doc:"0 when the customer never wrote"`
	Open    bool   `json:"open"`
	ByEntry bool   `json:"by_entry" doc:"By the customer opening the chat, not by a message"`
	Reason  string `json:"reason,omitempty" enum:"never_wrote,expired,used_up" doc:"Why it is shut"`
}

// Why a window is shut.
const (
	ReasonNeverWrote = "never_wrote"
	ReasonExpired    = "expired"
	ReasonUsedUp     = "used_up"
)

// WindowOf derives the window. Allowances do not add up: each action raises what is left to the larger of that and its own
// allowance, and the end to the later of the two.
func WindowOf(g Grant, s Spent, now int64) Window {
	w := Window{Limit: g.Messages, Used: s.SinceWrote}
	if s.Wrote != 0 {
		w.Left, w.EndsAt = max(0, g.Messages-s.SinceWrote), s.Wrote+g.For.Milliseconds()
	}
	if raised := w.byEntry(g, s); now < raised.EndsAt {
		w = raised
	}
	switch {
	case now < w.EndsAt && w.Left > 0:
		w.Open = true
	case now < w.EndsAt:
		w.Reason = ReasonUsedUp
	case s.Wrote == 0:
		w.Reason = ReasonNeverWrote
	default:
		w.Left, w.Reason = 0, ReasonExpired
	}
	return w
}

// byEntry is the window after the customer opened the chat.
func (w Window) byEntry(g Grant, s Spent) Window {
	if g.EntryMessages <= 0 || s.Entered == 0 || s.Entered <= s.Wrote {
		return w
	}
	if s.Entered >= w.EndsAt {
		w.Left = 0 // nothing of the last message's allowance was left to keep
	}
	if left := g.EntryMessages - s.SinceEntered; left > w.Left || w.Left == 0 {
		w.Limit, w.Used, w.Left, w.ByEntry = g.EntryMessages, s.SinceEntered, max(0, left), true
	}
	w.EndsAt = max(w.EndsAt, s.Entered+g.EntryFor.Milliseconds())
	return w
}

// kept says whether the last place is kept for people. Within the minute after an entry nobody would use it.
func (w Window) kept(g Grant, s Spent) bool {
	return w.Left == 1 && (!w.ByEntry || w.EndsAt > s.Entered+g.EntryFor.Milliseconds())
}
