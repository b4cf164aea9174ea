package cli

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

// driftChoice says which drifts are decided about.
type driftChoice struct {
	config.Target
	output
	IDs     []int64 `arg:"" name:"id" optional:"" help:"Their ids."`
	All     string  `help:"Without ids: all open ones of a kind: differs, only_there, only_here or unreadable." enum:",differs,only_there,only_here,unreadable" default:"" placeholder:"KIND"`
	Account string  `help:"With --all: short name of the WeCom account; not needed when there is one." placeholder:"NAME"`
}

// Validate says what is missing.
func (c driftChoice) Validate() error {
	if (len(c.IDs) == 0) == (c.All == "") {
		return errors.New("name drifts by id, or --all KIND for all of a kind")
	}
	return c.Target.Validate()
}

type driftsAdopt struct {
	driftChoice
	consent
	Channel string `help:"For ways that only the platform has: the channel their customers are counted to; made when it does not exist." placeholder:"NAME"`
}

// Run has the ledger take what the platform has.
func (c driftsAdopt) Run(e env) error {
	return c.decide(e, ledger.DriftAdopt, &c.consent, c.Channel)
}

type driftsPush struct {
	driftChoice
	consent
}

// Run gives the platform what the ledger has.
func (c driftsPush) Run(e env) error { return c.decide(e, ledger.DriftPush, &c.consent, "") }

type driftsIgnore struct{ driftChoice }

// Run leaves drifts as they are until they change.
func (c driftsIgnore) Run(e env) error { return c.decide(e, ledger.DriftIgnore, nil, "") }

type driftsCheck struct{ driftChoice }

// Run asks the platform again.
func (c driftsCheck) Run(e env) error { return c.decide(e, ledger.DriftCheck, nil, "") }

// decide shows the drifts, asks where something would be changed, and does it: at once for those named, in a run for all of a kind.
func (c driftChoice) decide(e env, action string, ask *consent, channel string) error {
	return withTarget(e, c.Target, func(o *operator) error {
		d := ledger.DriftDecision{Action: action, IDs: c.IDs, Kind: c.All}
		if c.All != "" {
			a, err := wecomAccount(e, o, c.Account)
			if err != nil {
				return err
			}
			d.AccountID = a.ID
		}
		if ask != nil {
			if err := c.preview(e, o, d.AccountID); err != nil {
				return err
			}
			if err := ask.ask(e, map[string]string{
				ledger.DriftAdopt: "以平台为准，改台账？ · Have the ledger take the platform's?",
				ledger.DriftPush:  "以台账为准，改平台？ · Give the platform the ledger's?",
			}[action]); err != nil {
				return err
			}
		}
		if channel != "" {
			ch, err := channelFor(e, o, channel)
			if err != nil {
				return err
			}
			d.ChannelID = ch.ID
		}
		var out ledger.DriftOutcome
		if err := o.call(e.ctx, "POST", "/drifts/decide", d, &out); err != nil {
			return err
		}
		if out.RunID != 0 {
			return c.followRun(e, o, out.RunID)
		}
		err := c.show(e, out)
		if action == ledger.DriftPush {
			err = errors.Join(err, awaitPushed(e, o, out.Done))
		}
		return err
	})
}

// previewed is how many drifts are shown before all of a kind are decided about.
const previewed = 10

// preview shows what is decided about.
func (c driftChoice) preview(e env, o *operator, account int64) error {
	t, shown := driftTable(), e
	shown.stdout = e.stderr
	if c.All != "" {
		q := url.Values{"state": {ledger.DriftOpen}, "kind": {c.All}, "account": {strconv.FormatInt(account, 10)}}
		return t.list(shown, o, "/drifts", q, paging{Limit: previewed}, false)
	}
	g := &grid{}
	g.row(t.head...)
	for _, id := range c.IDs {
		var d ledger.DriftRow
		if err := o.call(e.ctx, "GET", driftPath(id), nil, &d); err != nil {
			return fmt.Errorf("%d: %w", id, err)
		}
		g.row(t.row(d)...)
	}
	return g.write(e.stderr)
}
