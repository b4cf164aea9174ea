package app

import (
	"context"
	"fmt"
	"strconv"

	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// messenger tells members of a company something through its app, with the way to the inbox.
type messenger struct{ *App }

// Tell sends one member a card. It calls at most once.
func (m messenger) Tell(ctx context.Context, account int64, userID, title, text string) error {
	a, err := m.accounts.id(ctx, account)
	if err != nil {
		return err
	}
	agent, err := strconv.ParseInt(a.AgentID, 10, 64)
	if err != nil {
		return fmt.Errorf("account %d has no AgentId: %w", account, err)
	}
	app, err := m.clients.WeCom(ctx, account)
	if err != nil {
		return err
	}
	sent, err := app.Messages.Send(ctx, wecom.AppMessage{
		To: wecom.Recipients{UserIDs: []string{userID}}, AgentID: agent,
		TextCard: &wecom.TextCard{Title: title, Description: text, URL: m.PublicURL() + "/inbox", ButtonText: "接待"},
	})
	if err == nil && len(sent.InvalidUsers) > 0 {
		err = &wx.Error{Op: "message_send", Code: nobodyToTell, Msg: "the member cannot be reached", Platform: wx.WeCom}
	}
	return err
}

// nobodyToTell is what the platform says when no recipient is left.
const nobodyToTell = 81013
