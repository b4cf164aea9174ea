package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/weapp"
)

// phoneSession is what the sandbox knows of a customer's chat with the mini program.
type phoneSession struct {
	Remaining int  `json:"remaining"`
	Typing    bool `json:"typing"`
}

func (r *rig) session(customer string) (s phoneSession) {
	r.t.Helper()
	r.control("GET", "/weapp/session?customer="+customer, nil, &s)
	return s
}

// talk is a customer who has written, and was accepted by this person.
func talk(r *rig, p *person, live *stream, customer string) desk.ConversationRow {
	r.t.Helper()
	r.control("POST", "/weapp/messages", map[string]any{"customer": customer, "msgtype": "text", "content": "在吗"}, nil)
	c := row(live, "conversation", func(c desk.ConversationRow) bool { return c.Status == desk.Waiting && c.Unread == 1 })
	p.post(fmt.Sprintf("/conversations/%d/accept", c.ID), nil, &c)
	return c
}

// Everything that can be said reaches the phone as it was meant.
func TestLinksCardsAndTypingReachThePhone(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	r.accounts(lin)
	live := lin.watch("")
	c := talk(r, lin, live, "c01")
	path := fmt.Sprintf("/conversations/%d", c.ID)

	var shown desk.Typing
	lin.post(path+"/typing", map[string]any{"typing": true}, &shown)
	if !shown.Shown || !r.session("c01").Typing {
		t.Errorf("typing: %+v", shown)
	}
	lin.post(path+"/typing", map[string]any{"typing": true}, &shown)
	if calls := r.calls("/cgi-bin/message/custom/typing"); !shown.Shown || len(calls) != 1 {
		t.Errorf("keystrokes made %d calls", len(calls))
	}
	var cover desk.MediaRow
	lin.post("/media", drawing(t), &cover)
	page := weapp.PageLink{Label: "点此查看 <订单>", AppID: "wx1a2b3c4d5e6f7081", Path: "pages/o/o?id=7"}.String()
	send := func(key string, body map[string]any) {
		t.Helper()
		body["client_key"] = key
		lin.post(path+"/messages", body, nil)
		m := row(live, "message", func(m desk.MessageRow) bool { return m.Direction == desk.Out && m.State != desk.Sending })
		if m.State != desk.Sent || m.Source != desk.ByAgent {
			t.Fatalf("%s: %+v", key, m)
		}
	}
	send("say-0001", map[string]any{"kind": "text", "text": page})
	if r.session("c01").Typing {
		t.Error("a message does not end typing")
	}
	send("say-0002", map[string]any{"kind": "link", "card": map[string]any{"title": "退换说明", "description": "七天内", "url": "https://example.test/back", "thumb_url": "https://example.test/t.png"}})
	send("say-0003", map[string]any{"kind": "miniprogrampage", "media_id": cover.ID, "card": map[string]any{"title": "您的订单", "path": "/pages/o/o?id=7"}})
	said := r.fromAPI("c01")
	if len(said) != 3 || said[0].Content != page || said[1].MsgType != "link" || said[2].MsgType != "miniprogrampage" {
		t.Fatalf("the phone shows %+v", said)
	}
	var all []struct{ Title, Description, URL, PagePath string }
	r.control("GET", "/weapp/messages?customer=c01", nil, &all)
	if link, card := all[2], all[3]; link.Title != "退换说明" || link.Description != "七天内" || link.URL != "https://example.test/back" || card.Title != "您的订单" || card.PagePath != "pages/o/o?id=7" {
		t.Errorf("the phone shows %+v", all)
	}
	refuseUnfit(t, lin, path, cover.ID)
}

// refuseUnfit tries what the platform would not take.
func refuseUnfit(t *testing.T, p *person, path, media string) {
	t.Helper()
	for field, body := range map[string]map[string]any{
		"card.url":   {"kind": "link", "card": map[string]any{"title": "t", "url": "javascript:alert(1)"}},
		"card.title": {"kind": "link", "card": map[string]any{"title": strings.Repeat("长", 65), "url": "https://a.test"}},
		"card.path":  {"kind": "miniprogrampage", "media_id": media, "card": map[string]any{"title": "t", "path": ""}},
		"media_id":   {"kind": "miniprogrampage", "card": map[string]any{"title": "t", "path": "pages/a"}},
		"card":       {"kind": "link"},
	} {
		body["client_key"] = "unfit-0001"
		if code, params := p.refused("POST", path+"/messages", body); code != "invalid" || params["field"] != field {
			t.Errorf("%s: %s %v", field, code, params)
		}
	}
}

// A picture that the media call does not give comes from the address that the push names; a card keeps its cover.
func TestPicturesComeByTheOtherWay(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	r.accounts(lin)
	live := lin.watch("")
	r.control("POST", "/faults", map[string]any{"path": "/cgi-bin/media/get", "times": 1, "errcode": 40007}, nil)
	began := time.Now()
	r.control("POST", "/weapp/messages", map[string]any{"customer": "c01", "msgtype": "miniprogrampage", "title": "订单 7", "pagepath": "pages/o/o?id=7"}, nil)
	card := row(live, "message", func(m desk.MessageRow) bool { return m.Media != nil && m.Media.State != desk.MediaFetching })
	if card.Kind != desk.KindPage || card.Media.State != desk.MediaReady || card.Media.Width == 0 {
		t.Errorf("the card came as %+v with %+v", card, card.Media)
	}
	if card.Card == nil || card.Card.Title != "订单 7" || card.Card.Path != "pages/o/o?id=7" || card.Card.AppID == "" {
		t.Errorf("the card is %+v", card.Card)
	}
	t.Logf("push to picture kept: %v", time.Since(began))
}

// Opening the chat opens the window for a minute; what was not said until then cannot be.
func TestAnEntryOpensTheWindowForAMinute(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	r.accounts(lin)
	live := lin.watch("")
	c := talk(r, lin, live, "c01")
	path := fmt.Sprintf("/conversations/%d", c.ID)
	r.control("POST", "/clock", map[string]any{"advance": "49h"}, nil)
	if code, _ := lin.refused("POST", path+"/messages", map[string]any{"client_key": "entry-001", "kind": "text", "text": "还在吗"}); code != "window_closed" {
		t.Errorf("after 49 hours: %s", code)
	}
	r.control("POST", "/weapp/enter", map[string]any{"customer": "c01", "session_from": "again"}, nil)
	c = row(live, "conversation", func(c desk.ConversationRow) bool { return c.Window.ByEntry })
	if !c.Window.Open || c.Window.Left != 2 || r.session("c01").Remaining != 2 {
		t.Errorf("after an entry: %+v", c.Window)
	}
	lin.post(path+"/messages", map[string]any{"client_key": "entry-002", "kind": "text", "text": "欢迎回来"}, nil)
	row(live, "message", func(m desk.MessageRow) bool { return m.Text == "欢迎回来" && m.State == desk.Sent })
	r.control("POST", "/clock", map[string]any{"advance": "61s"}, nil)
	if code, _ := lin.refused("POST", path+"/messages", map[string]any{"client_key": "entry-003", "kind": "text", "text": "晚了"}); code != "window_closed" {
		t.Errorf("after a minute: %s", code)
	}
}
