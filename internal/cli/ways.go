package cli

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type waysCommand struct {
	List   waysList   `cmd:"" help:"List ways, newest first."`
	Get    waysGet    `cmd:"" help:"Show a way with everything that was decided about it."`
	Add    waysAdd    `cmd:"" help:"Make a contact way, a join way or a button."`
	Import waysImport `cmd:"" help:"Make many ways from a CSV or XLSX file, every row checked first."`
	Export waysExport `cmd:"" help:"Write ways as CSV or XLSX, or their QR pictures as a ZIP."`
}

// output is how an answer is printed.
type output struct {
	JSON bool `name:"json" help:"For machines."`
}

// wayFilter picks ways as the console's list does.
type wayFilter struct {
	Text    string `name:"search" short:"s" help:"Part of name, remark, state, member or channel." placeholder:"TEXT"`
	Channel string `help:"Name of the channel." placeholder:"NAME"`
	Member  string `help:"userid of a member." placeholder:"USERID"`
	Kind    string `help:"contact, join or temp." enum:",contact,join,temp" default:""`
	Phase   string `help:"live, unsettled or deleted." enum:",live,unsettled,deleted" default:""`
	Unused  int    `help:"Ways nobody used for so many days." placeholder:"DAYS"`
}

func (f wayFilter) query(e env, o *operator) (url.Values, error) {
	q := url.Values{}
	for name, v := range map[string]string{"q": f.Text, "member": f.Member, "kind": f.Kind, "phase": f.Phase} {
		if v != "" {
			q.Set(name, v)
		}
	}
	if f.Unused > 0 {
		q.Set("unused_days", strconv.Itoa(f.Unused))
	}
	if f.Channel != "" {
		c, err := channelNamed(e, o, f.Channel)
		if err != nil {
			return nil, err
		}
		q.Set("channel", strconv.FormatInt(c.ID, 10))
	}
	return q, nil
}

type waysList struct {
	config.Target
	wayFilter
	output
	Limit int `help:"How many at most; 0: all." default:"50"`
}

// Run lists ways.
func (c waysList) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		q, err := c.query(e, o)
		if err != nil {
			return err
		}
		g := &grid{}
		g.row("ID", "NAME", "CHANNEL", "KIND", "WHO", "STATE", "PHASE", "CUSTOMERS", "TODAY")
		n, err := eachWay(e, o, q, c.Limit, func(w ledger.WayRow) error {
			if c.JSON {
				return printJSON(e.stdout, w)
			}
			g.row(w.ID, w.Name, w.ChannelName, kindOf(w), whoOf(w), w.State, w.Phase, w.Customers, w.CustomersToday)
			return nil
		})
		if err != nil || c.JSON {
			return err
		}
		if n == 0 {
			e.say("没有符合的活码 · no ways match")
			return nil
		}
		return g.write(e.stdout)
	})
}

// eachWay reads ways page by page; most 0 reads all.
func eachWay(e env, o *operator, q url.Values, most int, do func(ledger.WayRow) error) (n int, err error) {
	for {
		q.Set("limit", "200")
		if most > 0 {
			q.Set("limit", strconv.Itoa(min(200, most-n)))
		}
		var page struct {
			Items []ledger.WayRow `json:"items"`
			Next  string          `json:"next"`
		}
		if err := o.call(e.ctx, "GET", "/ways?"+q.Encode(), nil, &page); err != nil {
			return n, err
		}
		for _, w := range page.Items {
			n++
			if err := do(w); err != nil {
				return n, err
			}
		}
		if page.Next == "" || most > 0 && n >= most {
			return n, nil
		}
		q.Set("after", page.Next)
	}
}

func kindOf(w ledger.WayRow) string {
	if w.Scene == ledger.SceneButton {
		return w.Kind + "/button"
	}
	return w.Kind
}

func whoOf(w ledger.WayRow) string {
	var who []string
	for _, m := range w.Members {
		who = append(who, m.Name)
	}
	for _, p := range w.Parties {
		who = append(who, fmt.Sprintf("部门%d", p))
	}
	return strings.Join(append(who, w.Chats...), "、")
}

type waysGet struct {
	config.Target
	output
	ID int64  `arg:"" help:"Its id."`
	QR string `name:"qr" help:"Write its QR picture to a file, .png or .svg." placeholder:"FILE" type:"path"`
}

// Run shows a way.
func (c waysGet) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		var w ledger.WayRow
		if err := o.call(e.ctx, "GET", wayPath(c.ID), nil, &w); err != nil {
			return err
		}
		if c.QR != "" {
			if err := saveQR(e, o, c.ID, c.QR); err != nil {
				return err
			}
		}
		if c.JSON {
			return printJSON(e.stdout, w)
		}
		return showWay(e, w)
	})
}

func wayPath(id int64) string { return "/ways/" + strconv.FormatInt(id, 10) }

func showWay(e env, w ledger.WayRow) error {
	g := &grid{}
	for _, line := range []struct {
		name  string
		value any
	}{
		{"id", w.ID}, {"name", w.Name}, {"channel", w.ChannelName}, {"kind", kindOf(w)}, {"who", whoOf(w)}, {"phase", w.Phase}, {"state", w.State}, {"config_id", w.ConfigID},
		{"remark", w.Remark}, {"note", w.Note}, {"welcome", w.Welcome.Text}, {"customers", w.Customers}, {"today", w.CustomersToday}, {"created", when(w.CreatedAt)},
	} {
		if fmt.Sprint(line.value) != "" {
			g.row(line.name, line.value)
		}
	}
	if w.Problem != nil {
		g.row("problem", fmt.Sprintf("%d %s · %s", w.Problem.Code, w.Problem.ZH, w.Problem.EN))
	}
	return g.write(e.stdout)
}

func when(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).Format("2006-01-02 15:04")
}
