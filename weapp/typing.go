package weapp

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"

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

// typingPath remembers which of the two published paths this account takes.
type typingPath struct{ business atomic.Bool }

const (
	plainTyping    = "/cgi-bin/message/custom/typing"
	businessTyping = "/cgi-bin/message/custom/business/typing"
)

type typingRequest struct {
	ToUser  string        `json:"touser"`
	Command TypingCommand `json:"command"`
}

// Typing shows the customer for 15 s that somebody is typing; a sent message
// ends it. It needs a message from or to the customer within 30 s (else errcode
// 45080) and an open reply window.
//
// The vendor's pages disagree about the path. The plain one is tried first; when
// it is not open to this account the other is tried, and kept if it works.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/setTyping.html
func (s *MessageService) Typing(ctx context.Context, openID string, command TypingCommand) error {
	c := wx.Check{Op: "custom_typing"}
	c.Require(openID != "", "touser", "must not be empty", nil)
	c.Require(command == TypingStart || command == TypingCancel, "command", "must be Typing or CancelTyping", string(command))
	if err := c.Err(); err != nil {
		return err
	}
	body := typingRequest{openID, command}
	if s.typing.business.Load() {
		return s.wire.Exec(ctx, wire.Post("custom_typing", businessTyping, body))
	}
	err := s.wire.Exec(ctx, wire.Post("custom_typing", plainTyping, body))
	if !wrongPath(err) {
		return err
	}
	if s.wire.Exec(ctx, wire.Post("custom_typing", businessTyping, body)) == nil {
		s.typing.business.Store(true)
		return nil
	}
	return err
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
