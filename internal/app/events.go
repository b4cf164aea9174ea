package app

import (
	"fmt"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/weapp/push"
	"github.com/menling/menling/wecom/callback"
)

// What happens on an event is registered here by its kind: the ledger and the desk do not know each other.

// applyPush takes a push into the facts. A kind that nobody registered for is kept in the journal, and that is all.
func (a *App) applyPush(tx *store.Tx, d *crm.Draw, account crm.Account, p crm.Push) error {
	if account.Kind == crm.WeCom {
		f, known, err := factOf(p)
		if err != nil || !known {
			return err
		}
		if f.Chat != nil {
			return a.Ledger.ApplyChat(tx, d, account, p, *f.Chat)
		}
		if err := a.Ledger.ApplyContact(tx, d, account, p, *f.Contact); err != nil {
			return err
		}
		return tellDesk(tx, d, crm.ExternalUserID, account, f.Contact.ExternalUserID)
	}
	in, known, err := inboundOf(p)
	if err != nil || !known {
		return err
	}
	return a.Desk.ApplyInbound(tx, d, account, p, in)
}

// factOf is what a push of a WeCom account says to the ledger.
func factOf(p crm.Push) (f ledger.Fact, known bool, err error) {
	decoded, err := callback.Decode(p.Body)
	if err != nil {
		return f, false, fmt.Errorf("push %d: %w", p.ID, err)
	}
	if chat, ok := chatOf(decoded.Event); ok {
		return ledger.Fact{Chat: &chat}, true, nil
	}
	contact, ok := contactOf(decoded.Event)
	return ledger.Fact{Contact: &contact}, ok, nil
}

func contactOf(event callback.Event) (c ledger.Contact, known bool) {
	switch e := event.(type) {
	case callback.AddExternalContact:
		return ledger.Contact{Kind: ledger.Added, UserID: e.UserID, ExternalUserID: e.ExternalUserID, State: e.State, WelcomeCode: e.WelcomeCode}, true
	case callback.AddHalfExternalContact:
		return ledger.Contact{Kind: ledger.HalfAdded, UserID: e.UserID, ExternalUserID: e.ExternalUserID, State: e.State, WelcomeCode: e.WelcomeCode}, true
	case callback.EditExternalContact:
		return ledger.Contact{Kind: ledger.Edited, UserID: e.UserID, ExternalUserID: e.ExternalUserID}, true
	case callback.DelExternalContact:
		if e.Source == deletedByTransfer {
			return ledger.Contact{Kind: ledger.Transferred, UserID: e.UserID, ExternalUserID: e.ExternalUserID}, true
		}
		return ledger.Contact{Kind: ledger.Deleted, UserID: e.UserID, ExternalUserID: e.ExternalUserID}, true
	case callback.DelFollowUser:
		return ledger.Contact{Kind: ledger.Lost, UserID: e.UserID, ExternalUserID: e.ExternalUserID}, true
	case callback.TransferFail:
		return ledger.Contact{Kind: ledger.TransferFailed, UserID: e.UserID, ExternalUserID: e.ExternalUserID}, true
	}
	return c, false
}

// deletedByTransfer is the source of a deletion that a hand-over to another member did.
const deletedByTransfer = "DELETE_BY_TRANSFER"

func chatOf(event callback.Event) (c ledger.ChatPush, known bool) {
	switch e := event.(type) {
	case callback.ChatCreate:
		return ledger.ChatPush{ChatID: e.ChatID, Kind: ledger.ChatCreated}, true
	case callback.ChatDismiss:
		return ledger.ChatPush{ChatID: e.ChatID, Kind: ledger.Dismissed}, true
	case callback.ChatUpdate:
		c = ledger.ChatPush{ChatID: e.ChatID, Kind: ledger.ChatChanged, LastVer: e.LastMemVer, CurVer: e.CurMemVer}
		switch {
		case e.UpdateDetail == callback.ChatAddMember:
			c.Kind, c.People, c.Scene = ledger.Joined, e.MemChangeList, e.JoinScene
		case e.UpdateDetail == callback.ChatDelMember && e.QuitScene == 1:
			c.Kind, c.People, c.Scene = ledger.Removed, e.MemChangeList, e.QuitScene
		case e.UpdateDetail == callback.ChatDelMember:
			c.Kind, c.People, c.Scene = ledger.Quit, e.MemChangeList, e.QuitScene
		}
		return c, true
	}
	return c, false
}

func inboundOf(p crm.Push) (in desk.Inbound, known bool, err error) {
	decoded, err := push.Decode(p.Body)
	if err != nil {
		return in, false, fmt.Errorf("push %d: %w", p.ID, err)
	}
	in = desk.Inbound{OpenID: decoded.From, MsgID: decoded.MsgID}
	switch e := decoded.Event.(type) {
	case push.Text:
		in.Kind, in.Text = desk.KindText, e.Content
	case push.Image:
		in.Kind, in.MediaID, in.PicURL = desk.KindImage, e.MediaID, e.PicURL
	case push.MiniProgramPage:
		in.Kind, in.MediaID, in.PicURL = desk.KindPage, e.ThumbMediaID, e.ThumbURL
		in.Card = desk.CustomersCard(desk.Card{Title: e.Title, AppID: e.AppID, Path: e.PagePath})
	case push.EnterTempSession:
		in.Kind, in.Text = desk.KindEntered, e.SessionFrom
	case push.Unknown:
		if decoded.MsgID == "" { // an event that is none of the desk's business
			return in, false, nil
		}
		return unknownOf(in, e), true, nil
	default:
		return in, false, nil
	}
	return in, true, nil
}

// unknownOf is a message of a kind that the platform does not write about. Phones can send links all the same.
func unknownOf(in desk.Inbound, e push.Unknown) desk.Inbound {
	if e.Kind == "link" && e.Fields["Url"] != "" {
		in.Kind = desk.KindLink
		in.Card = desk.CustomersCard(desk.Card{Title: e.Fields["Title"], Description: e.Fields["Description"], URL: e.Fields["Url"]})
		return in
	}
	in.Kind, in.Text = desk.KindUnknown, e.Kind
	return in
}

// applyObservation takes an answer of a platform into the facts.
func (a *App) applyObservation(tx *store.Tx, d *crm.Draw, account crm.Account, o crm.Observation) error {
	switch o.Kind {
	case ledger.ObservedDetails:
		if err := a.Ledger.ApplyDetails(tx, d, account, o); err != nil {
			return err
		}
		return tellDesk(tx, d, crm.ExternalUserID, account, o.Subject)
	case ledger.ObservedChat:
		return a.Ledger.ApplyChatRead(tx, d, account, o)
	case desk.ObservedSession:
		if err := a.Desk.ApplySession(tx, d, account, o); err != nil {
			return err
		}
		return tellDesk(tx, d, crm.OpenID, account, o.Subject)
	}
	return fmt.Errorf("observation of unknown kind %q", o.Kind)
}

// tellDesk has the open conversations of a customer show what was learned about them.
func tellDesk(tx *store.Tx, d *crm.Draw, kind crm.IdentityKind, account crm.Account, value string) error {
	id, err := tx.Identity(kind, account.PlatformID, value)
	if err != nil {
		return err
	}
	return desk.TellCustomerChanged(tx, id.CustomerID, d.At)
}
