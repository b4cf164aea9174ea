package ledger

import (
	"encoding/json"
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
	HalfAdded      ContactKind = "half_added" // the customer added the member, who has not confirmed
	Added          ContactKind = "added"
	Edited         ContactKind = "edited"
	TransferFailed ContactKind = "transfer_failed" // the customer was to be handed over to the member
	Deleted        ContactKind = "deleted"         // the member deleted the customer
	Transferred    ContactKind = "transferred"     // the customer was handed over to another member
	Lost           ContactKind = "lost"            // the customer deleted the member
)

var contactRank = map[ContactKind]int{HalfAdded: 0, Added: 1, Edited: 2, TransferFailed: 3, Deleted: 4, Transferred: 5, Lost: 6}

// ContactTx changes what is known between customers and members.
type ContactTx interface {
	AddContactEvent(ContactEvent) error
	ContactEvents(identity int64, userID string) ([]ContactEvent, error)
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
	tx = &wayOnce{Tx: tx}
	at := p.CreateTime * 1000
	id, err := crm.RecogniseAt(tx, d, crm.ExternalUserID, a.PlatformID, c.ExternalUserID, at)
	if err != nil {
		return err
	}
	e := c.event(a, id, p)
	if err := tx.AddContactEvent(e); err != nil {
		return err
	}
	count, err := l.counter(tx, d, a)
	if err != nil {
		return err
	}
	touched, err := l.refold(tx, d, a, count, id.ID, e.UserID)
	if err != nil {
		return err
	}
	if err := l.visited(tx, a, e, d.At); err != nil {
		return err
	}
	if c.Kind == Added || c.Kind == HalfAdded {
		if err := l.askDetails(tx, a, p, c, d.At); err != nil {
			return err
		}
		if err := l.askMembers(tx, a, d.At); err != nil {
			return err
		}
		if err := l.afterScan(tx, d, a, p, e, c, touched); err != nil {
			return err
		}
		if err := nextTurn(tx, e, touched, d.At); err != nil {
			return err
		}
	}
	if err := announce(tx, id, touched, d.At); err != nil {
		return err
	}
	return count.write(tx) // last: others who count to the same way wait for these rows
}

func (c Contact) event(a crm.Account, id crm.Identity, p crm.Push) ContactEvent {
	return ContactEvent{
		PushID: p.ID, CorpID: a.CorpID, IdentityID: id.ID, UserID: strings.ToLower(c.UserID), Kind: c.Kind, At: p.CreateTime * 1000, Hash: p.Hash, State: c.State,
	}
}

// beginsWith says whether a period begins with this push. The add that only confirms a half add has no welcome code of its own.
func beginsWith(periods []Attribution, push int64) bool {
	return slices.ContainsFunc(periods, func(p Attribution) bool { return p.BeganPush == push })
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
