package desk

import (
	"context"
	"time"

	"github.com/menling/menling/internal/crm"
)

// AnswerTransfer is what a push was answered with when its message was handed to the platform's own agent tool.
const AnswerTransfer = "transfer_customer_service"

// officialForgets is after how long without a message the platform's tool has let a customer go: what they write then is pushed as
// if for the first time. While they only wait there, every message is pushed, and each needs its own transfer.
const officialForgets = 30 * time.Minute

// OfficialMode is who answers the customers of a mini program.
type OfficialMode string

// The modes.
const (
	OwnDesk      OfficialMode = "own"
	OfficialDesk OfficialMode = "official"
	SharedDesk   OfficialMode = "shared"
)

// OfficialSetting says which customers go to the platform's own agent tool.
type OfficialSetting struct {
	Mode    OfficialMode `json:"mode" enum:"own,official,shared" doc:"own: our agents answer; official: the platform's tool; shared: ours, except as the next two say"`
	Outside bool         `json:"outside" doc:"shared: outside business hours customers go to the platform's tool"`
	Waiting int          `json:"waiting" minimum:"0" maximum:"10000" doc:"shared: they go there when so many wait for us already; 0: never"`
}

// TopicOfficial is woken when that has changed.
const TopicOfficial = "official-desk"

// SectionOfficial is which customers go to the platform's own tool.
const SectionOfficial Section = "official"

// DefaultOfficial is the desk that nobody set: all customers are ours.
var DefaultOfficial = OfficialSetting{Mode: OwnDesk}

const mostOfficialWaiting = 10_000

func (s OfficialSetting) validate() error {
	switch {
	case s.Mode != OwnDesk && s.Mode != OfficialDesk && s.Mode != SharedDesk:
		return crm.Invalid("mode", "请选择由谁接待", "choose who answers")
	case s.Waiting < 0 || s.Waiting > mostOfficialWaiting:
		return crm.Invalid("waiting", "排队人数为 0 到 10000", "a number of 0 to 10000 is needed")
	case s.Mode == SharedDesk && !s.Outside && s.Waiting == 0:
		return crm.Invalid("mode", "请至少选择一种转到官方工具的情况", "choose at least one case in which customers go to the platform's tool")
	}
	return nil
}

// Official is how an account's customers are shared with the platform's tool.
func (k *Desk) Official(ctx context.Context, account int64) (Setting[OfficialSetting], error) {
	return settingFor(k.Store.DeskSettings(ctx), account, SectionOfficial, DefaultOfficial)
}

// SetOfficial stores it; nil has the account follow what is set for all.
func (k *Desk) SetOfficial(ctx context.Context, who crm.Actor, account int64, s *OfficialSetting) (Setting[OfficialSetting], error) {
	if err := setSection(ctx, k, who, account, SectionOfficial, s); err != nil {
		return Setting[OfficialSetting]{}, err
	}
	k.Waker.Wake(TopicOfficial)
	return k.Official(ctx, account)
}

// Sharing is everything that decides where a message goes, but for the customer.
type Sharing struct {
	Official OfficialSetting
	Hours    Hours
	Zone     *time.Location
	Grant    Grant
}

// SharingOf reads what decides about an account's messages.
func (k *Desk) SharingOf(ctx context.Context, a crm.Account) (s Sharing, err error) {
	s.Zone = a.Location()
	q := k.Store.DeskSettings(ctx)
	if s.Official, err = settingOf(q, a.ID, SectionOfficial, DefaultOfficial); err != nil || s.Official.Mode != SharedDesk {
		return s, err
	}
	if s.Hours, err = settingOf(q, a.ID, SectionHours, defaultHours()); err != nil {
		return s, err
	}
	s.Grant, err = k.Store.Grant(ctx)
	return s, err
}

// Place is where a customer is: the conversation that is not closed, and who waits for us.
type Place struct {
	Status        Status // empty: they have none
	LastInboundAt int64
	Waiting       int // conversations of the account that can be answered, as far as that is counted
}

// PlaceQuery asks where a customer of an account is.
type PlaceQuery struct {
	AccountID int64
	AppID     string
	OpenID    string
	Most      int   // those who wait are counted as far as this
	Wrote     int64 // they wrote after this time
}

// PlaceOf asks where a customer is, as far as it decides about their message.
func (s Sharing) PlaceOf(a crm.Account, openid string, now time.Time) PlaceQuery {
	return PlaceQuery{AccountID: a.ID, AppID: a.PlatformID, OpenID: openid, Most: s.Official.Waiting, Wrote: s.Grant.Ended(now.UnixMilli())}
}

// OfficialReader answers outside a transaction.
type OfficialReader interface {
	PlaceOf(ctx context.Context, q PlaceQuery) (Place, error)
}

// Transfers says whether a message goes to the platform's tool. Whoever is with one of our people, or waits for them, stays; whoever
// waits at the platform's tool stays there, until it has let them go.
func (s Sharing) Transfers(p Place, now time.Time) bool {
	switch {
	case s.Official.Mode == OwnDesk, p.Status == Open:
		return false
	case s.Official.Mode == OfficialDesk:
		return true
	case p.Status == Official && now.UnixMilli()-p.LastInboundAt < officialForgets.Milliseconds():
		return true
	case p.Status == Waiting:
		return false
	}
	if s.Official.Waiting > 0 && p.Waiting >= s.Official.Waiting {
		return true
	}
	if !s.Official.Outside {
		return false
	}
	open, _ := s.Hours.At(now, s.Zone)
	return !open
}

// ForgottenAt is when the platform's tool lets the customer go who is there, unless they write before; 0: they are not there.
func (r ConversationRow) ForgottenAt() int64 {
	if r.Status != Official {
		return 0
	}
	return r.LastInboundAt + officialForgets.Milliseconds()
}

// officially is a conversation after a message that was, or was not, handed to the platform's tool, and what that means.
func (c Conversation) officially(m Message, transferred bool, at int64) (Conversation, []ActionKind) {
	if m.Kind == KindEntered || c.ID == 0 {
		return c, nil
	}
	back := c.Status == Official && m.At-c.LastInboundAt >= officialForgets.Milliseconds()
	switch {
	case transferred && c.Status == Official && back:
		c.OfficialSince = m.At
		return c, []ActionKind{ActionCameBack, ActionOfficial}
	case transferred && c.Status == Open: // somebody of ours was quicker than the push
		return c, []ActionKind{ActionOfficial}
	case transferred && c.Status != Official:
		c.Status, c.OfficialSince, c.AgentID = Official, m.At, 0
		return c, []ActionKind{ActionOfficial}
	case !transferred && c.Status == Official:
		c.Status, c.WaitingSince, c.OfficialSince = Waiting, at, 0
		return c, []ActionKind{ActionCameBack}
	}
	return c, nil
}

// ruleOfficial is who hands over and takes back.
const ruleOfficial = "official desk"

func actAll(tx Tx, d *crm.Draw, c Conversation, kinds []ActionKind) error {
	for _, kind := range kinds {
		if err := act(tx, d, c, crm.Rule(ruleOfficial), Action{Kind: kind}); err != nil {
			return err
		}
	}
	return nil
}
