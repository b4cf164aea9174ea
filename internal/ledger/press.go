package ledger

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
)

// What a press answers, by the numbers of the platform's own plugins.
const (
	KitDone      = 0
	KitUnknown   = -3002 // no such button
	KitNobody    = -3008 // nobody answers
	KitSignIn    = -3004 // the sign-in failed
	KitUnsent    = -3005
	KitFriends   = -3006 // or in the group already
	KitFull      = -3009
	KitDismissed = -3010
	KitInFull    = -3012 // in the group, which is full
)

// How a code reaches who pressed.
const (
	NotifyMessage = 0
	NotifyCode    = 1
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

// Why a press came to nothing.
const (
	WhyApp         = "app"            // the mini program is no account of ours
	WhyCode        = "code"           // the code of wx.login serves no more
	WhyNoCode      = "no_code"        // nothing was signed in with
	WhyNotYet      = "not_yet"        // the twin is on its way
	WhyNotMade     = "not_made"       // the platform refused the twin
	WhyNoCodeAtAll = "no_code_at_all" // a join button of the platform's own plugin
	WhyOldClient   = "old_client"     // it can show no code, and the reply window is shut
)

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

func (l *Ledger) decidePress(ctx context.Context, w Way, in Pressing, p *Pressed, admit func(Visitor) error) error {
	if in.In == InMiniProgram {
		if in.Code == "" {
			p.Errcode, p.Why = KitSignIn, WhyNoCode
			return nil
		}
		var err error
		p.AccountID, p.Visitor, err = l.Hands.SignIn(ctx, in.AppID, in.Code)
		switch {
		case errors.Is(err, crm.ErrNotFound):
			p.Errcode, p.Why = KitSignIn, WhyApp
			return nil
		case err != nil:
			p.Errcode, p.Why = KitSignIn, WhyCode
			return nil
		}
		if err := admit(p.Visitor); err != nil {
			return err
		}
		if p.CustomerID, err = l.Store.CustomerOf(ctx, p.Visitor); err != nil {
			return err
		}
	}
	wanted, err := l.answersPress(ctx, w, p)
	if err != nil || !wanted {
		return err
	}
	return l.handOver(ctx, w, in, p)
}

// answersPress says who answers, and whether there is a code to hand over.
func (l *Ledger) answersPress(ctx context.Context, w Way, p *Pressed) (bool, error) {
	with, err := l.withThem(ctx, w, p.CustomerID)
	if err != nil {
		return false, err
	}
	if w.Kind == KindJoin {
		c, err := l.kitChats(ctx, w)
		switch {
		case err != nil:
			return false, err
		case with && c.usable == 0 && c.full > 0:
			p.Errcode = KitInFull
		case with:
			p.Errcode = KitFriends
		case c.usable == 0 && c.full > 0:
			p.Errcode = KitFull
		case c.usable == 0:
			p.Errcode = KitDismissed
		}
		return p.Errcode == KitDone || p.Errcode == KitFriends, nil
	}
	if w.single() {
		p.UserID = w.Users[0]
		if p.Name, err = l.pressName(ctx, w); err != nil {
			return false, err
		}
	}
	someone, err := l.someone(ctx, w)
	switch {
	case err != nil:
		return false, err
	case with:
		p.Errcode = KitFriends
	case !someone:
		p.Errcode, p.UserID, p.Name = KitNobody, "", ""
		return false, nil
	}
	return true, nil
}

// pressName is the name that is told of the one member, unless the company hides it.
func (l *Ledger) pressName(ctx context.Context, w Way) (string, error) {
	style, err := l.Store.KitStyle(ctx, w.ID)
	if err != nil || style.hides() {
		return "", err
	}
	return l.kitName(ctx, w)
}

// withThem says whether a customer has a member who answers the way, or is in a group of it. Whom a department holds is not known
// here: there it is a period that the way itself began.
func (l *Ledger) withThem(ctx context.Context, w Way, customer int64) (bool, error) {
	if customer == 0 {
		return false, nil
	}
	running, err := l.Store.RunningPeriods(ctx, w.CorpID, customer)
	users := foldAll(w.Users)
	return slices.ContainsFunc(running, func(a Attribution) bool {
		if w.Kind == KindJoin {
			return slices.Contains(w.Chats, a.ChatID)
		}
		return a.ChatID == "" && a.AddedAt != 0 && (slices.Contains(users, foldAll([]string{a.UserID})[0]) || len(w.Parties) > 0 && a.WayID == w.ID)
	}), err
}

// handOver shows the code, or sends it. Friends are told so whether or not they can be shown a code.
func (l *Ledger) handOver(ctx context.Context, w Way, in Pressing, p *Pressed) error {
	friends := p.Errcode == KitFriends
	code, why, err := l.awaitCode(ctx, w)
	if err != nil {
		return err
	}
	if why == "" && in.CanShowCode {
		p.Code, p.NotifyType = code, NotifyCode
		return nil
	}
	if friends {
		return nil
	}
	if why != "" {
		p.Errcode, p.Why = KitUnsent, why
		return nil
	}
	sent := false
	if p.AccountID != 0 {
		if sent, err = l.Hands.SendCode(ctx, p.AccountID, p.Visitor, code.QRBlob, in.Key); err != nil {
			return err
		}
	}
	if !sent {
		p.Errcode, p.Why = KitUnsent, WhyOldClient
	}
	return nil
}

// A first press waits so long for its code.
const (
	codePatience = 4 * time.Second
	codeLook     = 50 * time.Millisecond
)

// awaitCode is the code of a way's button, with its picture; why says what is in the way.
func (l *Ledger) awaitCode(ctx context.Context, w Way) (code Way, why string, err error) {
	ctx, cancel := context.WithTimeout(ctx, codePatience)
	defer cancel()
	if code, err = l.Code(ctx, w); err != nil {
		return code, "", err
	}
	if err := l.retryTwin(ctx, code); err != nil {
		return code, "", err
	}
	for {
		code, err = l.KnownCode(ctx, w)
		switch {
		case err == nil:
			return code, "", nil
		case ctx.Err() != nil:
			return code, WhyNotYet, nil
		case code.Phase == PhaseFailed:
			return code, WhyNotMade, nil
		case crm.CodeOf(err) == CodeNoQR:
			return code, WhyNoCodeAtAll, nil
		case crm.CodeOf(err) == "":
			return code, "", err
		}
		select {
		case <-ctx.Done():
		case <-time.After(codeLook):
		}
	}
}

// KnownCode is the code of a way's button with its picture, if there is one by now.
func (l *Ledger) KnownCode(ctx context.Context, w Way) (Way, error) {
	if w.hasTwin() {
		t, err := l.Store.TwinOf(ctx, w.ID)
		if err != nil || t.Phase != PhaseConfirmed {
			return t, errors.Join(err, crm.Refuse(CodeNoQRYet))
		}
		w = t
	}
	if w.Kind == KindJoin && w.Scene != SceneQR && len(w.QRBlob) == 0 {
		return w, crm.Refuse(CodeNoQR)
	}
	if len(w.QRBlob) > 0 {
		return w, nil
	}
	return l.QR(ctx, w.ID)
}
