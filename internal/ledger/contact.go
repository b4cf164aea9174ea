package ledger

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// ContactEvent is the fact a customer-contact push leaves: what happened between one customer and one member, and when.
type ContactEvent struct {
	PushID     int64
	CorpID     int64
	IdentityID int64
	UserID     string // lower case
	Kind       ContactKind
	At         int64  // the platform's CreateTime, in milliseconds
	Hash       []byte // of the push: breaks ties by content, never by arrival
	State      string
}

// ContactKind is what happened.
type ContactKind string

// The kinds, in the order that a second which holds several of them is read.
const (
	HalfAdded ContactKind = "half_added" // the customer added the member, who has not confirmed
	Added     ContactKind = "added"
	Edited    ContactKind = "edited"
	Deleted   ContactKind = "deleted" // the member deleted the customer
	Lost      ContactKind = "lost"    // the customer deleted the member
)

var contactRank = map[ContactKind]int{HalfAdded: 0, Added: 1, Edited: 2, Deleted: 3, Lost: 4}

// Attribution is a period in which a member follows a customer, with the way and channel it began by.
type Attribution struct {
	ID         int64
	CorpID     int64
	IdentityID int64
	UserID     string
	BeganAt    int64
	BeganPush  int64
	AddedAt    int64 // 0 while only half added
	EndedAt    int64 // 0 while it lasts
	EndReason  ContactKind
	State      string
	WayID      int64 // 0: no way of the ledger has that state
	ChannelID  int64
	Evidence   string
}

// ContactTx changes what is known between customers and members.
type ContactTx interface {
	AddContactEvent(ContactEvent) error
	ContactEvents(identity int64, userID string) ([]ContactEvent, error)
	Attributions(identity int64, userID string) ([]Attribution, error)
	ReplaceAttributions(identity int64, userID string, all []Attribution) error
	PutFollow(Follow) error
}

// Contact is what a change_external_contact push says, as far as the ledger reads it.
type Contact struct {
	Kind           ContactKind
	UserID         string
	ExternalUserID string
	State          string
	WelcomeCode    string
}

// ApplyContact folds one push into the facts: the event, the periods between customer and member, and the work that follows.
func (l *Ledger) ApplyContact(tx Tx, d *crm.Draw, a crm.Account, p crm.Push, c Contact) error {
	at := p.CreateTime * 1000
	id, err := crm.Recognise(tx, d, crm.ExternalUserID, a.PlatformID, c.ExternalUserID, at)
	if err != nil {
		return err
	}
	if err := crm.SeenAt(tx, id.ID, at, d.At); err != nil {
		return err
	}
	e := ContactEvent{PushID: p.ID, CorpID: a.CorpID, IdentityID: id.ID, UserID: strings.ToLower(c.UserID), Kind: c.Kind, At: at, Hash: p.Hash, State: c.State}
	if err := tx.AddContactEvent(e); err != nil {
		return err
	}
	touched, err := l.refold(tx, d, a, e)
	if err != nil {
		return err
	}
	if c.Kind == Added || c.Kind == HalfAdded {
		if err := l.askDetails(tx, a, p, c, d.At); err != nil {
			return err
		}
		if err := l.askMembers(tx, a, d.At); err != nil {
			return err
		}
		if c.WelcomeCode != "" || beginsWith(touched, p.ID) {
			if err := l.planWelcome(tx, d, a, p, e, c); err != nil {
				return err
			}
		}
	}
	return announce(tx, id, touched, d.At)
}

// beginsWith says whether a period begins with this push. The add that only confirms a half add has no welcome code of its own.
func beginsWith(periods []Attribution, push int64) bool {
	return slices.ContainsFunc(periods, func(p Attribution) bool { return p.BeganPush == push })
}

// refold rebuilds the periods of one customer and member from all their events, whatever order they came in, and says which
// ways and channels that touches. A pair has few events, so a push that arrives late needs no other treatment.
func (l *Ledger) refold(tx Tx, d *crm.Draw, a crm.Account, e ContactEvent) ([]Attribution, error) {
	events, err := tx.ContactEvents(e.IdentityID, e.UserID)
	if err != nil {
		return nil, err
	}
	old, err := tx.Attributions(e.IdentityID, e.UserID)
	if err != nil {
		return nil, err
	}
	known := map[int64]int64{} // a period keeps its id as long as it begins with the same push
	for _, p := range old {
		known[p.BeganPush] = p.ID
	}
	periods := Fold(events)
	for i := range periods {
		p := &periods[i]
		if err := l.attribute(tx, a, p, e, d.At); err != nil {
			return nil, err
		}
		if p.ID = known[p.BeganPush]; p.ID == 0 {
			p.ID = d.ID()
		}
	}
	return append(old, periods...), tx.ReplaceAttributions(e.IdentityID, e.UserID, periods)
}

// attribute finds the way that a period's state belongs to.
func (l *Ledger) attribute(tx Tx, a crm.Account, p *Attribution, e ContactEvent, now int64) error {
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
	p.WayID, p.ChannelID, p.Evidence = w.ID, w.ChannelID, "state in push "+strconv.FormatInt(p.BeganPush, 10)
	if w.Plan != nil && w.Plan.Counts() && e.Kind == Added && p.AddedAt == e.At {
		if err := tx.PlanAgain(w.ID, now, p.UserID); err != nil {
			return err
		}
	}
	return l.recognise(tx, w, l.Today(a), now)
}

// announce tells lists that the customer, and the ways and channels they came by, have new numbers.
func announce(tx Tx, id crm.Identity, touched []Attribution, at int64) error {
	if err := crm.AnnounceIdentity(tx, id, at); err != nil {
		return err
	}
	var changes []crm.Change
	seen := map[int64]bool{0: true}
	for _, t := range touched {
		for kind, id := range map[string]int64{"way": t.WayID, "channel": t.ChannelID} {
			if !seen[id] {
				seen[id] = true
				changes = append(changes, crm.Stale(kind, id, at))
			}
		}
	}
	for _, c := range changes {
		if err := tx.AddChange(c); err != nil {
			return err
		}
	}
	return nil
}

type detailsJob struct {
	ExternalUserID string `json:"external_userid"`
	Half           bool   `json:"half"`
}

// JobDetails asks the platform who a new customer is.
const JobDetails = "contact.details"

func (l *Ledger) askDetails(tx Tx, a crm.Account, p crm.Push, c Contact, at int64) error {
	payload, err := json.Marshal(detailsJob{ExternalUserID: c.ExternalUserID, Half: c.Kind == HalfAdded})
	if err != nil {
		return err
	}
	return tx.AddJob(crm.Job{
		Queue: QueueAsk, Kind: JobDetails, AccountID: a.ID, Lane: p.Lane, OnceKey: JobDetails + ":" + strconv.FormatInt(p.ID, 10),
		Payload: payload, RunAt: at, CreatedAt: at,
	})
}
