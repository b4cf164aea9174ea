package ledger

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// foldAtOnce is how many people of a group one transaction folds: each takes ids of its stamp, and locks.
const foldAtOnce = 5

// JobFoldChat folds the people that were too many for one transaction.
const JobFoldChat = "chat.fold"

type foldJob struct {
	ChatID string      `json:"chat_id"`
	People []seenGuest `json:"people"`
}

func guestsOf(values []string) []seenGuest {
	out := make([]seenGuest, 0, len(values))
	for _, v := range values {
		if v != "" {
			out = append(out, seenGuest{Value: v})
		}
	}
	return out
}

// foldPeople rebuilds the periods of people in a group: the first of them now, the others by a job.
func (l *Ledger) foldPeople(tx Tx, d *crm.Draw, a crm.Account, chatID string, people []seenGuest) error {
	if len(people) > foldAtOnce {
		payload, err := json.Marshal(foldJob{chatID, people[foldAtOnce:]})
		if err != nil {
			return err
		}
		job := crm.Job{Queue: QueueAsk, Kind: JobFoldChat, AccountID: a.ID, Lane: chatLane(a, chatID), Payload: payload, RunAt: d.At, CreatedAt: d.At}
		if err := tx.AddJob(job); err != nil {
			return err
		}
		people = people[:foldAtOnce]
	}
	return l.foldThese(tx, d, a, chatID, people)
}

// FoldChatPeople is the job that folds the others.
func (l *Ledger) FoldChatPeople(ctx context.Context, job crm.Job) error {
	var p foldJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	a, err := l.Store.Account(ctx, job.AccountID)
	if err != nil {
		return err
	}
	for people := range slices.Chunk(p.People, foldAtOnce) {
		stamp := l.stamp()
		err := l.Store.Write(ctx, []string{job.Lane}, func(tx Tx) error { return l.foldThese(tx, stamp.Draw(), a, p.ChatID, people) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *Ledger) foldThese(tx Tx, d *crm.Draw, a crm.Account, chatID string, people []seenGuest) error {
	if len(people) == 0 {
		return nil
	}
	people = slices.SortedFunc(slices.Values(people), func(a, b seenGuest) int { return cmp.Compare(a.Value, b.Value) })
	lanes := make([]string, len(people))
	for i, g := range people {
		lanes[i] = crm.CustomerLane(crm.ExternalUserID, a.PlatformID, g.Value)
	}
	if err := tx.Lock(lanes); err != nil {
		return err
	}
	count, err := l.counter(tx, d, a)
	if err != nil {
		return err
	}
	for _, g := range people {
		if err := l.foldGuest(tx, d, a, count, chatID, g); err != nil {
			return err
		}
	}
	return count.write(tx)
}

// foldGuest rebuilds the periods of one person in a group. Whom no reading has shown is nobody's customer yet.
func (l *Ledger) foldGuest(tx Tx, d *crm.Draw, a crm.Account, count *counter, chatID string, g seenGuest) error {
	events, err := tx.ChatEvents(a.CorpID, chatID, g.Value)
	if err != nil {
		return err
	}
	shown := slices.IndexFunc(events, func(e ChatEvent) bool { return e.Kind == Seen })
	if shown < 0 {
		return nil
	}
	id, err := crm.RecogniseAt(tx, d, crm.ExternalUserID, a.PlatformID, g.Value, events[shown].At)
	if err != nil {
		return err
	}
	if err := nameGuest(tx, d, id, g); err != nil {
		return err
	}
	touched, err := l.place(tx, d, a, count, id.ID, "", chatID, FoldChat(id.ID, events))
	if err != nil {
		return err
	}
	return announce(tx, id, touched, d.At)
}

// nameGuest takes what a group says of a person who is not known better.
func nameGuest(tx Tx, d *crm.Draw, id crm.Identity, g seenGuest) error {
	if g.Name != "" {
		c, err := crm.Holder(tx, id.ID)
		if err != nil {
			return err
		}
		if c.Name == "" {
			c.Name, c.UpdatedAt = g.Name, d.At
			if err := tx.UpdateCustomer(c); err != nil {
				return err
			}
		}
	}
	if g.UnionID == "" {
		return nil
	}
	return crm.Also(tx, d, id, crm.UnionID, "", g.UnionID, "union id of groupchat/get")
}
