package cli

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

// wayFilter picks ways as the console's list does.
type wayFilter struct {
	Text    string `name:"search" short:"s" aliases:"q" help:"Part of name, remark, state, note, channel, folder, label or member; of a config_id from three characters on." placeholder:"TEXT"`
	Channel string `help:"Name of the channel." placeholder:"NAME"`
	Account string `help:"Short name of a WeCom account." placeholder:"NAME"`
	Folder  string `help:"In this folder or one within it: its name, or its path, such as 华东/门店; - for those in none." placeholder:"PATH"`
	Label   string `help:"Name of a label." placeholder:"NAME"`
	Owner   string `help:"Who looks after them: name or e-mail address; - for nobody." placeholder:"WHO"`
	Member  string `help:"userid of a member whom they lead to, by list or schedule." placeholder:"USERID"`
	Kind    string `help:"contact, join or temp; temporary ones are shown only when asked for." enum:",contact,join,temp" default:""`
	Phase   string `help:"live, unsettled, unknown or deleted; deleted ones are shown only when asked for." enum:",live,unsettled,unknown,deleted" default:""`
	Drift   string `help:"Not as the platform has it: any, differs or gone." enum:",any,differs,gone" default:""`
	Scene   string `help:"qr or button." enum:",qr,button" default:""`
	Import  int64  `help:"Made by this import." placeholder:"ID"`
	Since   string `help:"Made on this day or later." placeholder:"2026-11-01"`
	Until   string `help:"Made on this day or earlier." placeholder:"2026-11-30"`
	Unused  int    `name:"unused" aliases:"unused-days" help:"Nobody came by them for so many days." placeholder:"DAYS"`
}

func (f wayFilter) query(e env, o *operator) (url.Values, error) {
	q := url.Values{}
	scene := map[string]string{"button": strconv.Itoa(ledger.SceneButton), "qr": strconv.Itoa(ledger.SceneQR)}[f.Scene]
	for name, v := range map[string]string{"q": f.Text, "member": f.Member, "kind": f.Kind, "phase": f.Phase, "drift": f.Drift, "scene": scene} {
		if v != "" {
			q.Set(name, v)
		}
	}
	for name, n := range map[string]int64{"unused_days": int64(f.Unused), "import": f.Import} {
		if n != 0 {
			q.Set(name, strconv.FormatInt(n, 10))
		}
	}
	if err := f.days(q); err != nil {
		return nil, err
	}
	return q, f.named(e, o, q)
}

// days adds when the ways were made.
func (f wayFilter) days(q url.Values) error {
	for _, d := range []struct {
		flag, name, day string
		later           int
	}{{"--since", "created_from", f.Since, 0}, {"--until", "created_to", f.Until, 1}} {
		if d.day == "" {
			continue
		}
		at, err := time.ParseInLocation(time.DateOnly, d.day, time.Local)
		if err != nil {
			return usageError{fmt.Errorf("%s %q must be a day such as 2026-11-30 · 请写成 2026-11-30 这样的日期", d.flag, d.day)}
		}
		q.Set(d.name, strconv.FormatInt(at.AddDate(0, 0, d.later).UnixMilli(), 10))
	}
	return nil
}

// noneAsked is how one asks for ways in no folder, or without an owner.
const noneAsked = "-"

// named adds what is looked up by its name.
func (f wayFilter) named(e env, o *operator, q url.Values) error {
	for _, n := range []struct {
		field, name string
		find        func(env, *operator, string) (int64, error)
	}{{"account", f.Account, wecomID}, {"channel", f.Channel, channelID}, {"folder", f.Folder, folderID}, {"label", f.Label, labelID}, {"owner", f.Owner, agentID}} {
		if n.name == "" {
			continue
		}
		if n.name == noneAsked && (n.field == "folder" || n.field == "owner") {
			q.Set(n.field, strconv.Itoa(ledger.NoneAsked))
			continue
		}
		id, err := n.find(e, o, n.name)
		if err != nil {
			return err
		}
		q.Set(n.field, strconv.FormatInt(id, 10))
	}
	return nil
}

type waysList struct {
	config.Target
	wayFilter
	paging
	output
}

// Run lists ways.
func (c waysList) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		q, err := c.query(e, o)
		if err != nil {
			return err
		}
		return listing[ledger.WayRow]{
			head: []any{"ID", "NAME", "CHANNEL", "KIND", "WHO", "STATE", "PHASE", "CUSTOMERS", "TODAY"},
			row: func(w ledger.WayRow) []any {
				return []any{w.ID, w.Name, w.ChannelName, kindOf(w), whoOf(w), w.State, w.Phase, w.Customers, w.CustomersToday}
			},
			none: "没有符合的活码 · no ways match",
		}.list(e, o, "/ways", q, c.paging, c.JSON)
	})
}
