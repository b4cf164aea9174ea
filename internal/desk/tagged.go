package desk

import (
	"context"
	"errors"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// tagged says which tags came and went, as they were called.
type tagged struct {
	Added   []string `json:"added"`
	Removed []string `json:"removed"`
}

// SetTags has a conversation marked with these tags alone.
func (k *Desk) SetTags(ctx context.Context, who crm.Actor, conversation int64, ids []int64) (row ConversationRow, err error) {
	stamp := k.stamp()
	err = k.Store.Write(ctx, []string{conversationKey(conversation), keyTags}, func(tx Tx) error {
		d := stamp.Draw()
		c, err := tx.Conversation(conversation)
		if err != nil {
			return err
		}
		if err := seenBy(tx, who, c); err != nil {
			return err
		}
		tags, err := chosen(tx, TagConversation, slices.Clone(ids))
		if err != nil {
			return err
		}
		before, err := tx.TagsOf(c.ID)
		if err != nil {
			return err
		}
		if now := idsOf(tags); !slices.Equal(before, now) {
			if err := mark(tx, d, c, who, before, now); err != nil {
				return err
			}
		}
		row, err = rowOf(tx, c.ID, d.At)
		return err
	})
	return row, err
}

// mark changes the tags of a conversation, on record.
func mark(tx Tx, d *crm.Draw, c Conversation, who crm.Actor, before, now []int64) error {
	all, err := tx.Tags()
	if err != nil {
		return err
	}
	return errors.Join(
		tx.SetTags(c.ID, now),
		act(tx, d, c, who, Action{Kind: ActionTagged, Details: tagged{namesOf(all, now, before), namesOf(all, before, now)}}),
		tx.AddAudit(crm.Audit{At: d.At, Actor: who, Operation: "conversation.tag", Subject: "conversation", SubjectID: c.ID, Before: before, After: now}),
		tell(tx, c.ID, d.At),
	)
}

// namesOf are the names of tags that are in one list and not in the other.
func namesOf(all []DeskTag, in, notIn []int64) []string {
	names := []string{}
	for _, t := range all {
		if slices.Contains(in, t.ID) && !slices.Contains(notIn, t.ID) {
			names = append(names, t.Name)
		}
	}
	return names
}

// SetCustomerTags has a customer marked with these tags alone.
func (k *Desk) SetCustomerTags(ctx context.Context, who crm.Actor, customer int64, ids []int64) (CustomerFacts, error) {
	return k.changeFacts(ctx, who, customer, "customer.tag", func(tx Tx, identities []int64, _ int64) (before, after any, err error) {
		tags, err := chosen(tx, TagCustomer, slices.Clone(ids))
		if err != nil {
			return nil, nil, err
		}
		if before, err = tx.CustomerTagsOf(identities); err != nil {
			return nil, nil, err
		}
		return before, idsOf(tags), tx.SetCustomerTags(identities, idsOf(tags))
	})
}

// changeFacts changes what agents noted about a customer, and tells the lists that show them.
func (k *Desk) changeFacts(ctx context.Context, who crm.Actor, customer int64, operation string, change func(tx Tx, identities []int64, at int64) (before, after any, err error)) (CustomerFacts, error) {
	at := k.Clock.Ms()
	err := k.Store.Write(ctx, []string{keyTags, keyFields}, func(tx Tx) error {
		if _, err := tx.Customer(customer); err != nil {
			return err
		}
		list, err := tx.IdentitiesOf(customer)
		if err != nil {
			return err
		}
		if err := mayKnow(tx, who, list); err != nil {
			return err
		}
		ids := make([]int64, len(list))
		for i, id := range list {
			ids[i] = id.ID
		}
		if len(ids) == 0 { // joined into another record, which has them
			return crm.ErrNotFound
		}
		slices.Sort(ids)
		before, after, err := change(tx, ids, at)
		if err != nil {
			return err
		}
		return errors.Join(
			tx.AddAudit(crm.Audit{At: at, Actor: who, Operation: operation, Subject: "customer", SubjectID: customer, Before: before, After: after}),
			tx.AddChange(crm.Stale("customer", customer, at)),
			TellCustomerChanged(tx, customer, at),
		)
	})
	if err != nil {
		return CustomerFacts{}, err
	}
	return k.Store.CustomerFacts(ctx, customer)
}
