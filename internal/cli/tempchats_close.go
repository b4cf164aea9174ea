package cli

import (
	"errors"
	"fmt"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type tempChatsClose struct {
	config.Target
	output
	consent
	IDs []int64 `arg:"" name:"id" help:"Their ids."`
}

// Run ends chats after showing whose they are.
func (c tempChatsClose) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		g := &grid{}
		g.row("ID", "NAME", "MEMBER", "STATE", "CUSTOMER", "CHAT UNTIL")
		for _, id := range c.IDs {
			var t ledger.TempChatRow
			if err := o.call(e.ctx, "GET", tempPath(id), nil, &t); err != nil {
				return fmt.Errorf("%d: %w", id, err)
			}
			g.row(t.ID, t.Name, t.MemberName, t.State, customerOf(t), when(t.EndsAt))
		}
		if err := g.write(e.stderr); err != nil {
			return err
		}
		if err := c.ask(e, fmt.Sprintf("结束这 %d 个会话？ · End them now?", len(c.IDs))); err != nil {
			return err
		}
		var failed error
		for _, id := range c.IDs {
			if err := c.close(e, o, id); err != nil {
				failed = errors.Join(failed, fmt.Errorf("%d: %w", id, err))
			}
		}
		return failed
	})
}

func (c tempChatsClose) close(e env, o *operator, id int64) error {
	var t ledger.TempChatRow
	if err := o.call(e.ctx, "POST", tempPath(id)+"/close", nil, &t); err != nil {
		return err
	}
	t, err := awaitVisit(e, o, t, func(t ledger.TempChatRow) bool {
		return t.CloseState != ledger.CloseAsked && t.CloseState != ledger.CloseCalling
	})
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(e.stdout, t)
	} else {
		_, err = fmt.Fprintf(e.stdout, "%d  %s  %s\n", t.ID, t.Name, t.State)
	}
	return errors.Join(err, refusal(t.CloseProblem))
}

type tempChatsReissue struct {
	config.Target
	output
	ID        int64  `arg:"" help:"Its id."`
	QR        string `name:"qr" help:"Write its QR picture to a file, .png or .svg." placeholder:"FILE" type:"path"`
	ClientKey string `name:"key" help:"Makes the command safe to run again: the same key gives the same visit." placeholder:"TEXT"`
}

// Run makes a new visit with the settings of another.
func (c tempChatsReissue) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		var t ledger.TempChatRow
		if err := o.call(e.ctx, "POST", tempPath(c.ID)+"/reissue", map[string]string{"client_key": keyOr(c.ClientKey)}, &t); err != nil {
			return err
		}
		return showVisit(e, o, t, c.QR, c.JSON)
	})
}
