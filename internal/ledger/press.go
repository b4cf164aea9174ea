package ledger

import (
	"context"
	"errors"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// Press is one press of a button. It is a fact of our own.
type Press struct {
	ID        int64
	WayID     int64
	Key       string
	AccountID int64 // of the mini program; 0: a web page
	Visitor
	CustomerID int64 // as far as they were known then
	Page       string
	Button     string
	Place      string
	At         int64
	Day        int
	ChannelID  int64
	Errcode    int
	NotifyType int
	UserID     string
	Name       string
	Why        string // a word for what a developer should do
}

// Visitor is who pressed, as their mini program's platform says.
type Visitor struct {
	AppID, OpenID, UnionID string
}

// Pressing is what a client says of a press.
type Pressing struct {
	PlugID      string `json:"plugid"`
	AppID       string `json:"appid"`
	Code        string `json:"code"`
	Mask        *int   `json:"mask"` // 1: the member's name is not told; left out: the way's own style decides
	Page        string `json:"page"`
	Button      string `json:"button"`
	CanShowCode bool   `json:"can_show_code"`
	In          string `json:"in"`
	Key         string `json:"press_key"`
}

// Where a button stands.
const (
	InMiniProgram = "miniprogram"
	InWeb         = "web"
)

// Pressed is what became of a press. Code is the way whose code is shown.
type Pressed struct {
	Press
	Code Way
}

// KitHands are what a press needs of others: the desk knows mini programs.
type KitHands interface {
	// SignIn says whose code of wx.login it is, with the account. crm.ErrNotFound: the app is none of ours.
	SignIn(ctx context.Context, appID, code string) (account int64, v Visitor, err error)
	// SendCode sends a picture as a customer-service message; false: the reply window is shut, or the platform refused.
	SendCode(ctx context.Context, account int64, v Visitor, blob []byte, key string) (bool, error)
}

// PressReader answers about presses.
type PressReader interface {
	PressByKey(ctx context.Context, way int64, key string) (Press, error)
	// PressItems are presses as lists show them, newest first.
	PressItems(ctx context.Context, q PressQuery) ([]PressItem, error)
	// CustomerOf is who is known by the openid or unionid; 0: nobody yet.
	CustomerOf(ctx context.Context, v Visitor) (int64, error)
	// PressRows are presses by what statistics are grouped by, the most first.
	PressRows(ctx context.Context, q StatisticsQuery, limit int) ([]StatRow, error)
	CountPresses(ctx context.Context, p Periods) (int, error)
	// PressesOf are the newest presses of each customer, newest first, whatever became known of them since.
	PressesOf(ctx context.Context, customers []int64) (map[int64][]Press, error)
	// RunningPeriods are the customer's periods of a company that last.
	RunningPeriods(ctx context.Context, corp, customer int64) ([]Attribution, error)
}

// PressTx keeps presses.
type PressTx interface {
	// AddPress is false when the way has a press of that key.
	AddPress(Press) (bool, error)
}

const (
	mostPage    = 200
	mostButton  = 64
	mostLogin   = 200
	shortestKey = 16
	mostKey     = 64
)

func (p *Pressing) normal() error {
	p.Page, p.Button = cutTo(p.Page, mostPage), cutTo(p.Button, mostButton)
	switch {
	case len(p.Key) < shortestKey || len(p.Key) > mostKey:
		return crm.Invalid("press_key", "press_key 须为 16 到 64 个字符", "press_key must be 16 to 64 characters")
	case p.In != InMiniProgram && p.In != InWeb:
		return crm.Invalid("in", "in 须为 miniprogram 或 web", "in must be miniprogram or web")
	case len(p.Code) > mostLogin, len(p.AppID) > mostButton:
		return crm.Invalid("code", "code 太长", "the code is too long")
	}
	return nil
}

func cutTo(s string, most int) string {
	r := []rune(strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd"))
	return string(r[:min(len(r), most)])
}

// Press takes a press. The same key is the same press: counted once, with the same answer. crm.ErrNotFound: there is no such button.
func (l *Ledger) Press(ctx context.Context, in Pressing, admit func(Visitor) error) (Pressed, error) {
	if err := in.normal(); err != nil {
		return Pressed{}, err
	}
	w, err := l.KitWay(ctx, in.PlugID)
	if err != nil {
		return Pressed{}, err
	}
	if known, err := l.pressAgain(ctx, w, in.Key); !errors.Is(err, crm.ErrNotFound) {
		return known, err
	}
	p := Pressed{Press: Press{WayID: w.ID, ChannelID: w.ChannelID, Key: in.Key, Page: in.Page, Button: in.Button, Place: in.In}}
	if err := l.decidePress(ctx, w, in, &p, admit); err != nil {
		return p, err
	}
	stamp := l.stamp()
	zone, err := l.zoneOf(ctx, w.AccountID)
	if err != nil {
		return p, err
	}
	p.ID, p.At, p.Day = stamp.Draw().ID(), stamp.At, DayOf(stamp.At, zone)
	first := false
	err = l.Store.Write(ctx, nil, func(tx Tx) (err error) {
		if first, err = tx.AddPress(p.Press); err != nil || !first {
			return err
		}
		return tx.AddChange(p.change())
	})
	if err != nil || first {
		return p, err
	}
	return l.pressAgain(ctx, w, in.Key) // the same one came twice at once
}

// pressAgain is the answer to a press that was answered before.
func (l *Ledger) pressAgain(ctx context.Context, w Way, key string) (Pressed, error) {
	known, err := l.Store.PressByKey(ctx, w.ID, key)
	if err != nil || known.NotifyType != NotifyCode {
		return Pressed{Press: known}, err
	}
	code, err := l.KnownCode(ctx, w)
	return Pressed{Press: known, Code: code}, err
}
