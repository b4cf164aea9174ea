package ledger

import (
	"errors"
	"slices"
	"strconv"

	"github.com/menling/menling/internal/crm"
)

// Attribution is a period in which a member follows a customer, or in which a customer is in a group, with the way and channel it
// began by.
type Attribution struct {
	ID         int64
	CorpID     int64
	IdentityID int64
	UserID     string // of the member; empty for a period in a group
	ChatID     string // of the group; empty for a period with a member
	BeganAt    int64
	BeganPush  int64 // the push it began with; an observation is below zero
	AddedAt    int64 // 0 while only half added, and where the beginning was never seen
	EndedAt    int64 // 0 while it lasts
	EndReason  ContactKind
	Again      bool // the customer had followed this member, or been in this group, before
	Scene      int  // of a period in a group: how they came, as the platform says it
	State      string
	WayID      int64 // 0: no way of the ledger has that state
	ChannelID  int64
	Evidence   string
	Counted    int64 // the counting whose numbers hold it; 0: none does
}

// with says whether the period is with this member, or in this group.
func (p Attribution) with(userID, chatID string) bool {
	return p.UserID == userID && p.ChatID == chatID
}

// AttributionTx changes periods.
type AttributionTx interface {
	// Attributions are all periods of a customer's identity.
	Attributions(identity int64) ([]Attribution, error)
	AddAttribution(Attribution) error
	UpdateAttribution(Attribution) error
	RemoveAttribution(id int64) error
	// ChannelAt is the channel that a way belonged to at a time.
	ChannelAt(w Way, at int64) (int64, error)
}

// refold rebuilds the periods of one customer and member from all their events, whatever order they came in, and says which
// ways and channels that touches. A pair has few events, so a push that arrives late needs no other treatment.
func (l *Ledger) refold(tx Tx, d *crm.Draw, a crm.Account, count *counter, identity int64, userID string) ([]Attribution, error) {
	events, err := tx.ContactEvents(identity, userID)
	if err != nil {
		return nil, err
	}
	periods := Fold(events)
	for i := range periods {
		periods[i].ID = periods[i].BeganPush // a push begins one period: their numbers are below all that are drawn
	}
	return l.place(tx, d, a, count, identity, userID, "", periods)
}

// place puts periods of a customer in the place of those with the same member or group, and has the numbers follow.
func (l *Ledger) place(tx Tx, d *crm.Draw, a crm.Account, count *counter, identity int64, userID, chatID string, periods []Attribution) ([]Attribution, error) {
	old, err := tx.Attributions(identity)
	if err != nil {
		return nil, err
	}
	known := map[int64]int64{} // a period keeps its id as long as it begins with the same push
	now := make([]Attribution, 0, len(old)+1)
	touched := []Attribution{}
	for _, p := range old {
		if p.with(userID, chatID) {
			known[p.BeganPush] = p.ID
			touched = append(touched, p)
			continue
		}
		p.Counted = count.current
		now = append(now, p)
	}
	for _, p := range periods {
		if err := l.attribute(tx, a, &p, d.At); err != nil {
			return nil, err
		}
		if id := known[p.BeganPush]; id != 0 {
			p.ID = id
		} else if p.ID == 0 {
			p.ID = d.ID()
		}
		p.Counted = count.current
		now, touched = append(now, p), append(touched, p)
	}
	count.replace(old, now)
	return touched, keep(tx, old, now)
}

// keep writes what differs.
func keep(tx Tx, old, now []Attribution) error {
	for _, p := range now {
		put := tx.AddAttribution
		if i := slices.IndexFunc(old, func(o Attribution) bool { return o.ID == p.ID }); i >= 0 {
			if old[i] == p {
				continue
			}
			put = tx.UpdateAttribution
		}
		if err := put(p); err != nil {
			return err
		}
	}
	for _, o := range old {
		if !slices.ContainsFunc(now, func(p Attribution) bool { return p.ID == o.ID }) {
			if err := tx.RemoveAttribution(o.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// attribute finds the way that a period's state belongs to, and the channel that the way belonged to when the period began.
func (l *Ledger) attribute(tx Tx, a crm.Account, p *Attribution, now int64) error {
	if p.State == "" {
		p.Evidence = "no state in the event"
		return nil
	}
	w, err := tx.WayByState(a.CorpID, p.State)
	if errors.Is(err, crm.ErrNotFound) {
		p.Evidence = "state " + p.State + " is not in the ledger"
		return nil
	}
	if err != nil {
		return err
	}
	p.WayID, p.ChannelID = w.ID, w.ChannelID
	if w.UpdatedAt > p.BeganAt {
		if p.ChannelID, err = tx.ChannelAt(w, p.BeganAt); err != nil {
			return err
		}
	}
	p.Evidence = "state in push " + strconv.FormatInt(p.BeganPush, 10)
	if p.ChatID != "" {
		p.Evidence = "state in groupchat/get"
	}
	return l.recognise(tx, w, l.Today(a), now)
}
