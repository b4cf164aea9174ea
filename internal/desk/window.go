package desk

import "time"

// Grant is what the platform allows after a customer wrote: so many messages, for so long.
type Grant struct {
	Messages int           `json:"messages"`
	For      time.Duration `json:"for"`
}

// DefaultGrant is the platform's published rule for a customer's message: 5 messages within 48 hours.
var DefaultGrant = Grant{Messages: 5, For: 48 * time.Hour}

// Window is the reply window of a conversation: derived, never counted along.
type Window struct {
	Limit  int    `json:"limit"`
	Used   int    `json:"used"`
	Left   int    `json:"left"`
	EndsAt int64  `json:"ends_at" doc:"0 when the customer never wrote"`
	Open   bool   `json:"open"`
	Reason string `json:"reason,omitempty" enum:"never_wrote,expired,used_up" doc:"Why it is shut"`
}

// Why a window is shut.
const (
	ReasonNeverWrote = "never_wrote"
	ReasonExpired    = "expired"
	ReasonUsedUp     = "used_up"
)

// WindowOf derives the window: what the grant allows less what was sent, or may have been, since the customer's newest message.
func WindowOf(g Grant, lastInbound int64, used int, now int64) Window {
	w := Window{Limit: g.Messages, Used: used, Left: max(0, g.Messages-used)}
	if lastInbound == 0 {
		w.Left, w.Reason = 0, ReasonNeverWrote
		return w
	}
	w.EndsAt = lastInbound + g.For.Milliseconds()
	switch {
	case now >= w.EndsAt:
		w.Left, w.Reason = 0, ReasonExpired
	case w.Left == 0:
		w.Reason = ReasonUsedUp
	default:
		w.Open = true
	}
	return w
}
