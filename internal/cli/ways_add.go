package cli

import (
	"errors"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type waysAdd struct {
	config.Target
	output
	Name        string   `arg:"" help:"What you call it."`
	Account     string   `help:"Short name of the WeCom account; not needed when there is one." placeholder:"NAME"`
	Channel     string   `required:"" help:"The channel its customers are counted to; made when it does not exist." placeholder:"NAME"`
	Kind        string   `help:"contact or join." enum:"contact,join" default:"contact"`
	Users       []string `help:"userids of the members who answer." placeholder:"USERID"`
	Parties     []int64  `help:"Departments that answer." placeholder:"ID"`
	Single      bool     `help:"For exactly one member."`
	Button      bool     `help:"For a button in a mini program, without a QR."`
	Style       int      `help:"Of the button." placeholder:"N"`
	Chats       []string `help:"Join ways: groups, at most 5." placeholder:"CHAT_ID"`
	AutoRoom    string   `help:"Join ways: make further groups of this name when all are full." placeholder:"NAME"`
	Remark      string   `help:"Shown to the members, at most 30 characters."`
	StatePrefix string   `help:"Before our unique part of the state." placeholder:"TEXT"`
	Verify      bool     `help:"Members confirm each customer."`
	Exclusive   bool     `help:"Customers of one outside company come to the same member."`
	Welcome     string   `help:"Text that greets new customers."`
	Note        string   `help:"For yourselves."`
	QR          string   `name:"qr" help:"Write its QR picture to a file, .png or .svg." placeholder:"FILE" type:"path"`
	ClientKey   string   `name:"key" help:"Makes the command safe to run again: the same key gives the same way." placeholder:"TEXT"`
}

// Run makes the way and waits until the platform has it.
func (c waysAdd) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		a, err := wecomAccount(e, o, c.Account)
		if err != nil {
			return err
		}
		ch, err := channelFor(e, o, c.Channel)
		if err != nil {
			return err
		}
		var w ledger.WayRow
		if err := o.call(e.ctx, "POST", "/ways", c.request(a.ID, ch.ID), &w); err != nil {
			return err
		}
		return showMade(e, o, w, c.QR, c.JSON)
	})
}

// showMade waits until the platform has a new way, and shows it.
func showMade(e env, o *operator, w ledger.WayRow, picture string, asJSON bool) error {
	w, err := settle(e, o, w)
	if err != nil {
		return err
	}
	if picture != "" && w.Phase == ledger.PhaseConfirmed {
		if err := saveQR(e, o, w.ID, picture); err != nil {
			return err
		}
	}
	if asJSON {
		err = printJSON(e.stdout, w)
	} else {
		err = showWay(e, w)
	}
	if w.Phase == ledger.PhaseFailed {
		err = errors.Join(err, errors.New("the platform refused it: see problem above"))
	}
	return err
}

func (c waysAdd) request(account, channel int64) ledger.NewWay {
	n := ledger.NewWay{ClientKey: keyOr(c.ClientKey), AccountID: account, Kind: c.Kind, StatePrefix: c.StatePrefix, Settings: ledger.Settings{
		ChannelID: channel, Name: c.Name, Remark: c.Remark, Note: c.Note, Style: c.Style, Users: c.Users, Parties: c.Parties, Chats: c.Chats,
		SkipVerify: !c.Verify, Exclusive: c.Exclusive, MarkSource: true, Welcome: ledger.Greet(c.Welcome),
		AutoCreateRoom: c.AutoRoom != "", RoomBaseName: c.AutoRoom,
	}}
	if c.Single {
		n.Type = ledger.TypeSingle
	}
	if c.Button {
		n.Scene = ledger.SceneButton
	}
	return n
}
