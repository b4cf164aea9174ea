package wecom

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// MessageService sends messages of an app to members.
type MessageService service

// Recipients are who gets a message: everybody in the app's range, or members,
// departments and tags.
type Recipients struct {
	All      bool
	UserIDs  []string // at most 1000
	PartyIDs []string // at most 100
	TagIDs   []string // at most 100
}

// AppMessage is a message to members. Exactly one of Text, Markdown and TextCard
// must be given.
type AppMessage struct {
	To       Recipients
	AgentID  int64  // of the app whose token is used
	Text     string // at most 2048 bytes; the platform cuts a longer one
	Markdown string // at most 2048 bytes
	TextCard *TextCard

	Safe         bool          // keep it from being passed on; not for Markdown
	TranslateIDs bool          // let the platform show names for ids
	OncePer      time.Duration // the same message again within this time is dropped; at most 4 h, 0 sends it
}

// TextCard is a card with a link.
type TextCard struct {
	Title       string `json:"title"`            // at most 128 characters
	Description string `json:"description"`      // at most 512 characters
	URL         string `json:"url"`              // at most 2048 bytes
	ButtonText  string `json:"btntxt,omitempty"` // at most 4 characters; empty: 详情
}

// AppMessageSent says who did not get the message: outside the app's range, or
// without a licence. Userids come back in lower case.
type AppMessageSent struct {
	MsgID           string
	ResponseCode    string
	InvalidUsers    []string
	InvalidParties  []string
	InvalidTags     []string
	UnlicensedUsers []string
	Raw             json.RawMessage // the answer as it came
}

// UnmarshalJSON splits the lists, which come joined by |.
func (m *AppMessageSent) UnmarshalJSON(data []byte) error {
	var reply struct {
		InvalidUser    string `json:"invaliduser"`
		InvalidParty   string `json:"invalidparty"`
		InvalidTag     string `json:"invalidtag"`
		UnlicensedUser string `json:"unlicenseduser"`
		MsgID          string `json:"msgid"`
		ResponseCode   string `json:"response_code"`
	}
	if err := wire.Keep(data, &reply, &m.Raw); err != nil {
		return err
	}
	m.MsgID, m.ResponseCode = reply.MsgID, reply.ResponseCode
	m.InvalidUsers, m.InvalidParties = bars(reply.InvalidUser), bars(reply.InvalidParty)
	m.InvalidTags, m.UnlicensedUsers = bars(reply.InvalidTag), bars(reply.UnlicensedUser)
	return nil
}

const maxMessageBytes = 2048

func (m *AppMessage) check(c *wx.Check) {
	m.To.check(c)
	c.Require(m.AgentID > 0, "agentid", "must be given", nil)
	bodies := 0
	for _, given := range []bool{m.Text != "", m.Markdown != "", m.TextCard != nil} {
		if given {
			bodies++
		}
	}
	c.Require(bodies == 1, "msgtype", "exactly one of text, markdown and textcard must be given", bodies)
	c.Bytes("text.content", m.Text, maxMessageBytes)
	c.Bytes("markdown.content", m.Markdown, maxMessageBytes)
	if m.TextCard != nil {
		m.TextCard.check(c)
	}
	c.Require(!m.Safe || m.Markdown == "", "safe", "not for markdown", nil)
	c.Require(m.OncePer == 0 || m.OncePer >= time.Second, "duplicate_check_interval", "must be 0 or at least a second", m.OncePer)
	c.Limit("duplicate_check_interval", int(m.OncePer/time.Second), 4*60*60, "seconds")
}

func (t *TextCard) check(c *wx.Check) {
	c.Require(t.Title != "", "textcard.title", "must not be empty", nil)
	c.Require(t.Description != "", "textcard.description", "must not be empty", nil)
	c.Require(t.URL != "", "textcard.url", "must not be empty", nil)
	c.Characters("textcard.title", t.Title, 128)
	c.Characters("textcard.description", t.Description, 512)
	c.Bytes("textcard.url", t.URL, 2048)
	c.Characters("textcard.btntxt", t.ButtonText, 4)
}

func (r *Recipients) check(c *wx.Check) {
	some := len(r.UserIDs) + len(r.PartyIDs) + len(r.TagIDs)
	c.Require(r.All || some > 0, "touser", "touser, toparty or totag must be given", nil)
	c.Require(!r.All || some == 0, "touser", "must not name others beside everybody", some)
	checkRecipients(c, "touser", r.UserIDs, 1000)
	checkRecipients(c, "toparty", r.PartyIDs, 100)
	checkRecipients(c, "totag", r.TagIDs, 100)
}

// checkRecipients checks a list that goes out joined by |.
func checkRecipients(c *wx.Check, field string, ids []string, limit int) {
	c.Items(field, len(ids), limit)
	for _, id := range ids {
		c.Require(id != "" && !strings.Contains(id, "|"), field, "must not hold an empty id or one with |", id)
	}
}

type messageContent struct {
	Content string `json:"content"`
}

type appMessageRequest struct {
	ToUser        string          `json:"touser,omitempty"`
	ToParty       string          `json:"toparty,omitempty"`
	ToTag         string          `json:"totag,omitempty"`
	MsgType       string          `json:"msgtype"`
	AgentID       int64           `json:"agentid"`
	Text          *messageContent `json:"text,omitempty"`
	Markdown      *messageContent `json:"markdown,omitempty"`
	TextCard      *TextCard       `json:"textcard,omitempty"`
	Safe          Flag            `json:"safe,omitempty"`
	EnableIDTrans Flag            `json:"enable_id_trans,omitempty"`
	EnableCheck   Flag            `json:"enable_duplicate_check,omitempty"`
	Interval      int64           `json:"duplicate_check_interval,omitempty"`
}

func (m *AppMessage) request() appMessageRequest {
	r := appMessageRequest{
		ToUser: strings.Join(m.To.UserIDs, "|"), ToParty: strings.Join(m.To.PartyIDs, "|"), ToTag: strings.Join(m.To.TagIDs, "|"),
		AgentID: m.AgentID, Safe: flag(m.Safe), EnableIDTrans: flag(m.TranslateIDs),
		EnableCheck: flag(m.OncePer > 0), Interval: int64(m.OncePer / time.Second),
	}
	if m.To.All {
		r.ToUser = "@all"
	}
	switch {
	case m.TextCard != nil:
		r.MsgType, r.TextCard = "textcard", m.TextCard
	case m.Markdown != "":
		r.MsgType, r.Markdown = "markdown", &messageContent{m.Markdown}
	default:
		r.MsgType, r.Text = "text", &messageContent{m.Text}
	}
	return r
}

func flag(yes bool) Flag {
	if yes {
		return Yes
	}
	return No
}

// Send sends a message. A member gets at most 30 a minute and 1000 an hour of an
// app; the platform drops more without a word. Errors: ErrNoRecipient when
// nobody can get it, ErrNotPermitted for another app's AgentID. After an
// *wx.UnknownError it may have arrived.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90236
func (s *MessageService) Send(ctx context.Context, m AppMessage) (AppMessageSent, error) {
	if err := s.wire.Check(ctx, "message_send", m.check); err != nil {
		return AppMessageSent{}, err
	}
	return wire.Do[AppMessageSent](ctx, s.wire, wire.Post("message_send", "/cgi-bin/message/send", m.request()))
}

// bars splits a list that is joined by |.
func bars(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}
