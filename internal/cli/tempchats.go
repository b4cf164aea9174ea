package cli

import (
	"fmt"
	"net/url"
	"strconv"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

type tempChatsCommand struct {
	Add     tempChatsAdd     `cmd:"" help:"Make a visit: a code for one customer."`
	List    tempChatsList    `cmd:"" help:"List the visits, newest first."`
	Get     tempChatsGet     `cmd:"" help:"Show a visit, with its conclusions as the customer sees them."`
	Close   tempChatsClose   `cmd:"" help:"End chats now; their conclusions are sent."`
	Reissue tempChatsReissue `cmd:"" help:"Make a new visit with the same settings."`
}

type tempChatsList struct {
	config.Target
	paging
	output
	State   string `help:"waiting, chatting, ended, expired, unknown or failed." enum:",waiting,chatting,ended,expired,unknown,failed" default:""`
	Channel string `help:"Name of the channel." placeholder:"NAME"`
	Member  string `help:"userid of the member." placeholder:"USERID"`
	Text    string `name:"search" short:"s" aliases:"q" help:"Part of the name." placeholder:"TEXT"`
}

// Run lists visits.
func (c tempChatsList) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		q := url.Values{}
		for name, v := range map[string]string{"state": c.State, "member": c.Member, "q": c.Text} {
			if v != "" {
				q.Set(name, v)
			}
		}
		if c.Channel != "" {
			id, err := channelID(e, o, c.Channel)
			if err != nil {
				return err
			}
			q.Set("channel", strconv.FormatInt(id, 10))
		}
		return listing[ledger.TempChatRow]{
			head: []any{"ID", "NAME", "CHANNEL", "MEMBER", "STATE", "CUSTOMER", "CODE UNTIL", "CHAT UNTIL"},
			row: func(t ledger.TempChatRow) []any {
				return []any{t.ID, t.Name, t.ChannelName, t.MemberName, t.State, customerOf(t), when(t.QRUntil), when(t.EndsAt)}
			},
			none: "没有符合的临时会话 · no visits match",
		}.list(e, o, "/temp-chats", q, c.paging, c.JSON)
	})
}

func customerOf(t ledger.TempChatRow) string {
	switch {
	case t.Customer != nil:
		return t.Customer.Name
	case t.BoundTo != nil:
		return t.BoundTo.Name
	}
	return t.UnionID
}

func tempPath(id int64) string { return "/temp-chats/" + strconv.FormatInt(id, 10) }

type tempChatsGet struct {
	config.Target
	output
	ID int64  `arg:"" help:"Its id."`
	QR string `name:"qr" help:"Write its QR picture to a file, .png or .svg." placeholder:"FILE" type:"path"`
}

// Run shows a visit.
func (c tempChatsGet) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		var t ledger.TempChatRow
		if err := o.call(e.ctx, "GET", tempPath(c.ID), nil, &t); err != nil {
			return err
		}
		if c.QR != "" {
			if err := saveQR(e, o, c.ID, c.QR); err != nil {
				return err
			}
		}
		return showTemp(e, o, t, c.JSON)
	})
}

// showTemp shows a visit, and its conclusions as the customer will see them.
func showTemp(e env, o *operator, t ledger.TempChatRow, asJSON bool) error {
	if asJSON {
		return printJSON(e.stdout, t)
	}
	g := &grid{whole: true}
	for _, line := range []struct {
		name  string
		value any
	}{
		{"id", t.ID}, {"name", t.Name}, {"channel", t.ChannelName}, {"member", t.MemberName}, {"state", t.State}, {"customer", customerOf(t)},
		{"config_id", t.ConfigID}, {"code until", when(t.QRUntil)}, {"came", when(t.UsedAt)}, {"chat until", when(t.EndsAt)}, {"ended", when(t.EndedAt)},
		{"how", t.EndReason}, {"closing", t.CloseState}, {"closed by", t.ClosedBy}, {"again as", number(t.ReissuedAs)}, {"note", t.Note},
	} {
		if v := fmt.Sprint(line.value); v != "" && v != "—" {
			g.row(line.name, line.value)
		}
	}
	for _, p := range []*crm.Problem{t.Problem, t.CloseProblem} {
		if p != nil {
			g.row("problem", fmt.Sprintf("%d %s · %s", p.Code, p.ZH, p.EN))
		}
	}
	if t.Conclusions != nil {
		var p ledger.ConclusionsPreview
		if err := o.call(e.ctx, "POST", "/temp-chats/preview", map[string]any{"conclusions": t.Conclusions}, &p); err != nil {
			return err
		}
		for i, m := range p.Messages {
			g.row("结束语 "+strconv.Itoa(i+1), "["+m.Kind+"] "+m.Text+m.Title, m.URL+m.Page)
		}
	}
	return g.write(e.stdout)
}
