package desk

import (
	"cmp"
	"errors"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// mostGreeted is how many of the greetings before a conversation it says the rules of; whoever opens a chat again and again is
// greeted each time.
const mostGreeted = 5

// attach gives a new conversation what came before it: entries, and what rules said to them, which it says now.
func attach(tx Tx, d *crm.Draw, c Conversation) error {
	n, err := tx.AttachEntries(c.AccountID, c.IdentityID, c.ID)
	if err != nil || n == 0 {
		return err
	}
	list, err := tx.MessagesOf(c.ID)
	if err != nil {
		return err
	}
	said := slices.DeleteFunc(list, func(m Message) bool { return m.Source != ByRule })
	slices.SortFunc(said, func(a, b Message) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID)) })
	for _, m := range said[max(0, len(said)-mostGreeted):] {
		if err := greeted(tx, d, c, m); err != nil {
			return err
		}
	}
	return nil
}

// greeted notes which rule greeted an entry, if there still is one.
func greeted(tx Tx, d *crm.Draw, c Conversation, m Message) error {
	r, err := tx.Rule(m.SourceID)
	if errors.Is(err, crm.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	did := RuleDid{RuleID: r.ID, Event: OnEntered, Did: []string{DidSay}, MessageID: m.ID}
	return act(tx, d, c, byRule(r), Action{Kind: ActionRule, At: m.At, Details: did})
}
