package desk

import (
	"context"
	"time"
)

// RuleActs is how often a rule acted lately. Whom it greeted when they opened the chat counts as a conversation, also without one.
type RuleActs struct {
	RuleID        int64 `json:"rule_id"`
	Conversations int   `json:"conversations" doc:"In how many it did something, or kept silent because the replies left are for people; and customers whom it greeted and who have not written"`
	LastAt        int64 `json:"last_at"`
}

// ruleActsFor is how long ago still counts.
const ruleActsFor = 7 * 24 * time.Hour

// RuleActs are the rules that acted in the last seven days.
func (k *Desk) RuleActs(ctx context.Context) ([]RuleActs, error) {
	return k.Store.RuleActs(ctx, k.Clock.Ms()-ruleActsFor.Milliseconds())
}
