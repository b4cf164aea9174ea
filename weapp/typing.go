package weapp

import (
	"context"
	"errors"
	"net/http"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// TypingCommand shows or hides that somebody is typing.
type TypingCommand string

// The two commands.
const (
	TypingStart  TypingCommand = "Typing"
	TypingCancel TypingCommand = "CancelTyping"
)

// TypingPath is the path that Typing calls.
type TypingPath string

// The vendor's pages disagree about the path.
const (
	TypingAuto     TypingPath = "auto"     // plain; business once plain turns out closed to this account
	TypingPlain    TypingPath = "plain"    // /cgi-bin/message/custom/typing
	TypingBusiness TypingPath = "business" // /cgi-bin/message/custom/business/typing
)

const (
	plainTyping    = "/cgi-bin/message/custom/typing"
	businessTyping = "/cgi-bin/message/custom/business/typing"
)

// Typing is what a customer shall see.
type Typing struct {
	ToUser     string        `json:"touser"` // openid
	Command    TypingCommand `json:"command"`
	BusinessID string        `json:"businessid,omitempty"` // a sub-merchant (子商户), of e-commerce platforms only
}

// Validate checks every rule that needs no server. Its errors are
// *wx.FieldError, all of them joined.
func (t Typing) Validate() error {
	c := wx.Check{Op: "custom_typing"}
	t.check(&c)
	return c.Err()
}

func (t Typing) check(c *wx.Check) {
	c.Require(t.ToUser != "", "touser", "must not be empty", nil)
	c.Require(t.Command == TypingStart || t.Command == TypingCancel, "command", "must be Typing or CancelTyping", string(t.Command))
}

// Typing shows the customer for 15 s that somebody is typing; a sent message
// ends it. It needs an open reply window and a message from or to the customer
// within 30 s.
//
// Errors: ErrWindowClosed, ErrInvalidUser; errcode 45080 without such a message,
// 45081 when it is shown already, 45072 for another command. See WithTypingPath
// for the path.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/setTyping.html
func (s *MessageService) Typing(ctx context.Context, t Typing) error {
	if err := s.wire.Check(ctx, "custom_typing", t.check); err != nil {
		return err
	}
	if s.business.Load() {
		return s.typeAt(ctx, businessTyping, t)
	}
	plain := s.typeAt(ctx, plainTyping, t)
	if s.typing == TypingPlain || !wrongPath(plain) {
		return plain
	}
	business := s.typeAt(ctx, businessTyping, t)
	if wrongPath(business) {
		return plain
	}
	if answered(business) {
		s.business.Store(true)
	}
	return business
}

func (s *MessageService) typeAt(ctx context.Context, path string, t Typing) error {
	return s.wire.Exec(ctx, wire.Post("custom_typing", path, t))
}

// answered says that the platform spoke about the call itself.
func answered(err error) bool {
	var refused *wx.Error
	return err == nil || errors.As(err, &refused)
}

// wrongPath says that the call was refused for its path, not for its content.
func wrongPath(err error) bool {
	var refused *wx.Error
	if errors.As(err, &refused) {
		return refused.Code == 48001 || refused.Code == 40101
	}
	var status *wx.StatusError
	return errors.As(err, &status) && status.Status == http.StatusNotFound
}
