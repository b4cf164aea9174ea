package cli

import (
	"context"
	"errors"
	"time"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type tempChatsAdd struct {
	config.Target
	output
	Name          string        `arg:"" help:"What the visit is called, for you alone."`
	User          string        `required:"" help:"userid of the member who sees the customer." placeholder:"USERID"`
	Channel       string        `required:"" help:"The channel its customer is counted to; made when it does not exist." placeholder:"NAME"`
	Account       string        `help:"Short name of the WeCom account; not needed when there is one." placeholder:"NAME"`
	ExpiresIn     time.Duration `help:"How long the code lives, at most 336h (14 days); 168h when left out." placeholder:"24h"`
	ChatExpiresIn time.Duration `help:"How long the chat lives from when the customer comes, at most 336h; 24h when left out." placeholder:"24h"`
	UnionID       string        `name:"unionid" help:"Only this customer may come." placeholder:"ID"`
	Customer      int64         `help:"The same by the customer's number here." placeholder:"ID"`
	Conclusions   string        `help:"Text that is sent when the chat ends." placeholder:"TEXT"`
	Link          string        `help:"Link that is sent after it." placeholder:"URL"`
	LinkTitle     string        `help:"Title of the link." placeholder:"TEXT"`
	Welcome       string        `help:"Text that greets the customer."`
	Remark        string        `help:"Shown to the member, at most 30 characters."`
	Note          string        `help:"For yourselves."`
	Verify        bool          `help:"The member confirms the customer."`
	Retry         bool          `help:"Ask the platform although it refused temporary chats to this company before."`
	QR            string        `name:"qr" help:"Write its QR picture to a file, .png or .svg." placeholder:"FILE" type:"path"`
	ClientKey     string        `name:"key" help:"Makes the command safe to run again: the same key gives the same visit." placeholder:"TEXT"`
}

// Run makes a visit and waits until the platform has its code.
func (c tempChatsAdd) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		a, err := wecomAccount(e, o, c.Account)
		if err != nil {
			return err
		}
		ch, err := channelFor(e, o, c.Channel)
		if err != nil {
			return err
		}
		var t ledger.TempChatRow
		if err := o.call(e.ctx, "POST", "/temp-chats", c.request(a.ID, ch.ID), &t); err != nil {
			return err
		}
		return showVisit(e, o, t, c.QR, c.JSON)
	})
}

// newVisit is a visit as the API takes it: skip_verify is true when it is left out, so that false must be said.
type newVisit struct {
	ledger.NewTempChat
	SkipVerify bool `json:"skip_verify"`
}

func (c tempChatsAdd) request(account, channel int64) newVisit {
	n := ledger.NewTempChat{
		ClientKey: keyOr(c.ClientKey), AccountID: account, ChannelID: channel, UserID: c.User, Name: c.Name, Note: c.Note, Remark: c.Remark,
		ExpiresIn: int64(c.ExpiresIn.Seconds()), ChatExpiresIn: int64(c.ChatExpiresIn.Seconds()), UnionID: c.UnionID, CustomerID: c.Customer,
		Welcome: ledger.Greet(c.Welcome), Retry: c.Retry,
	}
	if c.Conclusions != "" || c.Link != "" {
		n.Conclusions = &ledger.Conclusions{Text: c.Conclusions}
	}
	if c.Link != "" {
		n.Conclusions.Link = &ledger.Attachment{Kind: "link", Title: c.LinkTitle, URL: c.Link}
	}
	return newVisit{n, !c.Verify}
}

// showVisit waits until the platform has the code of a visit, and shows it.
func showVisit(e env, o *operator, t ledger.TempChatRow, picture string, asJSON bool) error {
	t, err := awaitVisit(e, o, t, func(t ledger.TempChatRow) bool {
		return t.Phase != ledger.PhaseIntent && t.Phase != ledger.PhaseCalling && (t.Phase != ledger.PhaseConfirmed || t.QR)
	})
	if err != nil {
		return err
	}
	if picture != "" && t.Phase == ledger.PhaseConfirmed {
		if err := saveQR(e, o, t.ID, picture); err != nil {
			return err
		}
	}
	return errors.Join(showTemp(e, o, t, asJSON), refusal(t.Problem))
}

// awaitVisit waits until a visit is as far as wanted.
func awaitVisit(e env, o *operator, t ledger.TempChatRow, there func(ledger.TempChatRow) bool) (ledger.TempChatRow, error) {
	if !o.live {
		noted(e)
		return t, nil
	}
	ctx, cancel := context.WithTimeout(e.ctx, settling)
	defer cancel()
	for !there(t) {
		select {
		case <-ctx.Done():
			e.say("平台还没有答复，稍后用 menling temp-chats get %d 查看 · the platform has not answered yet: look again with menling temp-chats get %d", t.ID, t.ID)
			return t, e.ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
		if err := o.call(e.ctx, "GET", tempPath(t.ID), nil, &t); err != nil {
			return t, err
		}
	}
	return t, nil
}
