package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

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
		if o.live {
			if w, err = awaitWay(e, o, w); err != nil {
				return err
			}
		} else {
			e.say("已记下，服务运行后创建 · noted; it is made as soon as the server runs: menling serve")
		}
		if c.QR != "" && w.Phase == ledger.PhaseConfirmed {
			if err := saveQR(e, o, w.ID, c.QR); err != nil {
				return err
			}
		}
		if c.JSON {
			err = printJSON(e.stdout, w)
		} else {
			err = showWay(e, w)
		}
		if w.Phase == ledger.PhaseFailed {
			err = errors.Join(err, errors.New("the platform refused it: see problem above"))
		}
		return err
	})
}

func (c waysAdd) request(account, channel int64) ledger.NewWay {
	key := c.ClientKey
	if key == "" {
		key = "cli-" + rand.Text()
	}
	n := ledger.NewWay{ClientKey: key, AccountID: account, Kind: c.Kind, StatePrefix: c.StatePrefix, Settings: ledger.Settings{
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

// settling is how long the command waits for the platform.
const settling = 30 * time.Second

// awaitWay waits until the platform has answered, and the picture is there.
func awaitWay(e env, o *operator, w ledger.WayRow) (ledger.WayRow, error) {
	ctx, cancel := context.WithTimeout(e.ctx, settling)
	defer cancel()
	for {
		pending := w.Phase == ledger.PhaseIntent || w.Phase == ledger.PhaseCalling || w.Phase == ledger.PhaseDeleting
		picture := w.Phase == ledger.PhaseConfirmed && w.Scene == ledger.SceneQR && !w.QR
		if !pending && !picture {
			return w, nil
		}
		select {
		case <-ctx.Done():
			e.say("平台还没有答复，稍后用 menling ways get %d 查看 · the platform has not answered yet: look again with menling ways get %d", w.ID, w.ID)
			return w, e.ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
		if err := o.call(e.ctx, "GET", wayPath(w.ID), nil, &w); err != nil {
			return w, err
		}
	}
}

func saveQR(e env, o *operator, id int64, file string) error {
	kind := "qr.png"
	if strings.HasSuffix(strings.ToLower(file), ".svg") {
		kind = "qr.svg"
	}
	return save(e, o, wayPath(id)+"/"+kind, file)
}

// save writes an answer to a file, whole or not at all.
func save(e env, o *operator, path, file string) (err error) {
	resp, err := o.send(e.ctx, "GET", path, "", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	f, err := os.CreateTemp(dirOf(file), ".menling-")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already when all went well
	_, err = io.Copy(f, resp.Body)
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), file); err != nil {
		return err
	}
	e.say("已写入 written: %s", file)
	return nil
}

func dirOf(file string) string {
	if i := strings.LastIndexByte(file, os.PathSeparator); i >= 0 {
		return file[:i+1]
	}
	return "."
}

// channelFor is the channel of a name, made when there is none.
func channelFor(e env, o *operator, name string) (ledger.ChannelRow, error) {
	c, err := channelNamed(e, o, name)
	if !errors.Is(err, errNoChannel) {
		return c, err
	}
	err = o.call(e.ctx, "POST", "/channels", map[string]string{"name": name}, &c)
	if err == nil {
		e.say("新建渠道 channel made: %s", name)
	}
	return c, err
}

var errNoChannel = errors.New("there is no such channel (menling channels list shows all)")

func channelNamed(e env, o *operator, name string) (ledger.ChannelRow, error) {
	all, err := channelsOf(e, o)
	if err != nil {
		return ledger.ChannelRow{}, err
	}
	for _, c := range all {
		if c.Name == name || fmt.Sprint(c.ID) == name {
			return c, nil
		}
	}
	return ledger.ChannelRow{}, fmt.Errorf("%q: %w", name, errNoChannel)
}
