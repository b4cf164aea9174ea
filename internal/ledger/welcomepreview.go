package ledger

import (
	"context"
	"time"
)

// WelcomeTrial asks what a customer would get.
type WelcomeTrial struct {
	At       int64        `json:"at,omitempty" doc:"When; now when left out"`
	Customer *string      `json:"customer,omitempty" doc:"Their name; empty: it is not known. 小雨 when left out"`
	Welcome  *WelcomePlan `json:"welcome,omitempty" doc:"A plan that is not stored yet, in the place of the way's"`
}

// WelcomePreview is what a customer would get.
type WelcomePreview struct {
	From        string       `json:"from" enum:"way,channel,none,given" doc:"Whose plan holds"`
	Hours       string       `json:"hours" doc:"The part of the day that holds; empty: the rest of it"`
	LocalTime   string       `json:"local_time" doc:"HH:MM where the account is"`
	Text        string       `json:"text"`
	Bytes       int          `json:"bytes"`
	Cut         bool         `json:"cut" doc:"It would be longer than the platform takes and is cut"`
	Attachments []Attachment `json:"attachments"`
}

const sampleName = "小雨"

// PreviewWelcome says what a customer who comes by a way at a moment would get.
func (l *Ledger) PreviewWelcome(ctx context.Context, way int64, t WelcomeTrial) (p WelcomePreview, err error) {
	w, err := l.Store.WayRow(ctx, way, l.Days()[13])
	if err != nil {
		return p, err
	}
	a, err := l.Store.Account(ctx, w.AccountID)
	if err != nil {
		return p, err
	}
	plan, from, err := l.previewed(ctx, w, t.Welcome)
	if err != nil {
		return p, err
	}
	if t.At == 0 {
		t.At = l.Clock.Ms()
	}
	f := Filling{Customer: sampleName, Channel: w.ChannelName, Way: w.Name, At: time.UnixMilli(t.At).In(a.Location())}
	if t.Customer != nil {
		f.Customer = *t.Customer
	}
	if len(w.Members) > 0 {
		f.Member, f.UserID = w.Members[0].Name, w.Members[0].UserID
	}
	g, hours := plan.At(f.At)
	full := f.fill(g.Text)
	text := cutBytes(full, maxWelcome)
	return WelcomePreview{
		From: from, Hours: hours, LocalTime: f.At.Format("15:04"), Text: text, Bytes: len(text), Cut: text != full, Attachments: some(g.Attachments),
	}, nil
}

// previewed is the plan that would hold, and whose it is.
func (l *Ledger) previewed(ctx context.Context, w WayRow, given *WelcomePlan) (WelcomePlan, string, error) {
	if given != nil {
		if err := given.Validate("welcome"); err != nil {
			return *given, "", err
		}
		return *given, "given", l.mediaKept(ctx, "welcome", *given)
	}
	if !w.Welcome.IsZero() {
		return w.Welcome, "way", nil
	}
	c, err := l.Store.ChannelRow(ctx, w.ChannelID, l.Days())
	if err != nil || c.Welcome.IsZero() {
		return WelcomePlan{}, "none", err
	}
	return c.Welcome, "channel", nil
}
