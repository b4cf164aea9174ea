package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
)

// ByKit is what a press of a button sends: the picture of a code.
const ByKit Source = "kit"

// How long a press waits until its message is at the customer.
const (
	kitPatience = 3 * time.Second
	kitLook     = 50 * time.Millisecond
)

// SendCode sends the picture of a code to a customer who pressed a button, if the reply window of their open conversation has a place
// for it, and waits for the platform's word. It is false where nothing arrived, or nobody knows.
func (k *Desk) SendCode(ctx context.Context, account int64, appID, openID string, blob []byte, key string) (bool, error) {
	stamp := k.stamp()
	var id int64
	err := k.Store.Write(ctx, []string{crm.CustomerLane(crm.OpenID, appID, openID)}, func(tx Tx) error {
		id = 0
		c, err := openConversation(tx, account, appID, openID)
		if err != nil {
			return err
		}
		m := Message{
			ID: stamp.Draw().ID(), ConversationID: c.ID, AccountID: c.AccountID, IdentityID: c.IdentityID, Direction: Out, Kind: KindImage, Blob: blob,
			MediaState: MediaReady, Source: ByKit, ClientKey: "kit:" + key,
		}
		if _, err := k.reserve(tx, c, m, tx.AddMessage, stamp.At); err != nil {
			return err
		}
		id = m.ID
		return nil
	})
	if code := crm.CodeOf(err); code == crm.CodeNotFound || slices.Contains(withheld, code) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	k.Waker.Wake(QueueSend)
	return k.arrived(ctx, id)
}

// openConversation is the one that a customer of a mini program has, by their openid.
func openConversation(tx Tx, account int64, appID, openID string) (Conversation, error) {
	who, err := tx.Identity(crm.OpenID, appID, openID)
	if err != nil {
		return Conversation{}, err
	}
	open, err := tx.OpenConversationsOf(who.CustomerID)
	if err != nil {
		return Conversation{}, err
	}
	for _, id := range open {
		c, err := tx.Conversation(id)
		if err != nil || c.AccountID == account && c.IdentityID == who.ID {
			return c, err
		}
	}
	return Conversation{}, crm.ErrNotFound
}

func (k *Desk) arrived(ctx context.Context, message int64) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, kitPatience)
	defer cancel()
	for {
		m, err := k.Store.Message(ctx, message)
		if errors.Is(err, context.DeadlineExceeded) || err == nil && m.State != Sending && m.State != Calling {
			return m.State == Sent, nil
		}
		if err != nil {
			return false, err
		}
		select {
		case <-ctx.Done():
			return false, nil
		case <-time.After(kitLook):
		}
	}
}
