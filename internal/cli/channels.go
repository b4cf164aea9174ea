package cli

import (
	"strconv"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type channelsCommand struct {
	List channelsList `cmd:"" help:"List channels with their numbers."`
	Add  channelsAdd  `cmd:"" help:"Add a channel."`
	Edit channelsEdit `cmd:"" help:"Rename a channel, or change its note."`
}

type channelsList struct {
	config.Target
	output
}

// Run lists the channels.
func (c channelsList) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		all, err := channelsOf(e, o)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(e.stdout, all)
		}
		if len(all) == 0 {
			e.say("还没有渠道。添加： · No channels yet. Add one: menling channels add NAME")
			return nil
		}
		g := &grid{}
		g.row("ID", "NAME", "WAYS", "CUSTOMERS", "TODAY", "LOST", "NOTE")
		for _, ch := range all {
			g.row(ch.ID, ch.Name, ch.Ways, ch.Customers, ch.CustomersToday, ch.Lost, ch.Note)
		}
		return g.write(e.stdout)
	})
}

func channelsOf(e env, o *operator) ([]ledger.ChannelRow, error) {
	return allOf[ledger.ChannelRow](e, o, "/channels")
}

type channelsAdd struct {
	config.Target
	output
	Name string `arg:"" help:"Its name."`
	Note string `help:"What it is."`
}

// Run adds a channel.
func (c channelsAdd) Run(e env) error {
	return putChannel(e, c.Target, c.JSON, "POST", "/channels", map[string]string{"name": c.Name, "note": c.Note})
}

type channelsEdit struct {
	config.Target
	output
	ID   int64   `arg:"" help:"Its id."`
	Name *string `help:"Its new name."`
	Note *string `help:"Its new note."`
}

// Run changes a channel.
func (c channelsEdit) Run(e env) error {
	body := map[string]string{}
	for k, v := range map[string]*string{"name": c.Name, "note": c.Note} {
		if v != nil {
			body[k] = *v
		}
	}
	return putChannel(e, c.Target, c.JSON, "PATCH", "/channels/"+strconv.FormatInt(c.ID, 10), body)
}

func putChannel(e env, t config.Target, asJSON bool, method, path string, body map[string]string) error {
	return withTarget(e, t, func(o *operator) error {
		var ch ledger.ChannelRow
		if err := o.call(e.ctx, method, path, body, &ch); err != nil {
			return err
		}
		if asJSON {
			return printJSON(e.stdout, ch)
		}
		g := &grid{}
		g.row(ch.ID, ch.Name, ch.Note)
		return g.write(e.stdout)
	})
}
