package ledger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
)

// PlaceRow is a way with its channel, or a channel alone.
type PlaceRow struct {
	WayID       int64  `json:"way_id"`
	WayName     string `json:"way_name"`
	ChannelID   int64  `json:"channel_id"`
	ChannelName string `json:"channel_name"`
}

// PeriodRow is a period of a customer with the names of what it is about.
type PeriodRow struct {
	Attribution
	PlaceRow
	MemberName string
	ChatName   string
}

// Entry is one entry into the mini program.
type Entry struct {
	At          int64
	SessionFrom string
}

// TouchRow is one time that a customer came to us.
type TouchRow struct {
	At   int64  `json:"at"`
	Kind string `json:"kind" enum:"added,readded,pending,joined,entered"`
	PlaceRow
	UserID     string    `json:"userid,omitempty"`
	MemberName string    `json:"member_name,omitempty"`
	ChatID     string    `json:"chat_id,omitempty"`
	ChatName   string    `json:"chat_name,omitempty"`
	EndedAt    int64     `json:"ended_at"`
	EndedBy    string    `json:"ended_by,omitempty" enum:"lost,deleted,transferred,quit,removed,gone,dismissed"`
	Evidence   Words     `json:"evidence"`
	Press      *PressRow `json:"press,omitempty" doc:"The press of the way's button that it followed"`
}

// JoinRow is a record of the same person that was taken into this one.
type JoinRow struct {
	ID         int64         `json:"id"`
	At         int64         `json:"at"`
	Name       string        `json:"name" doc:"Of the record that was taken in"`
	Identities []IdentityRow `json:"identities" doc:"Which came with it"`
	Evidence   Words         `json:"evidence"`
	UndoneAt   int64         `json:"undone_at"`
}

// Touches are the times that a customer came, oldest first, and the first and last of those that a way or channel brought.
func (l *Ledger) Touches(ctx context.Context, customer int64) (all []TouchRow, first, last *TouchRow, err error) {
	periods, err := l.Store.CustomerPeriods(ctx, customer)
	if err != nil {
		return nil, nil, nil, err
	}
	presses, err := l.Store.PressesOf(ctx, []int64{customer})
	if err != nil {
		return nil, nil, nil, err
	}
	for _, p := range periods {
		t := p.touch()
		t.Press = PressBefore(presses[customer], t.WayID, t.At)
		all = append(all, t)
	}
	entries, err := l.Store.CustomerEntries(ctx, customer)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, e := range entries {
		t, err := l.entry(ctx, e)
		if err != nil {
			return nil, nil, nil, err
		}
		all = append(all, t)
	}
	slices.SortStableFunc(all, func(a, b TouchRow) int { return cmp.Compare(a.At, b.At) })
	for i, t := range all {
		if t.ChannelID == 0 && t.WayID == 0 {
			continue
		}
		if first == nil {
			first = &all[i]
		}
		last = &all[i]
	}
	return all, first, last, nil
}

func (p PeriodRow) touch() TouchRow {
	t := TouchRow{
		At: p.BeganAt, Kind: "added", PlaceRow: p.PlaceRow, UserID: p.UserID, MemberName: p.MemberName, ChatID: p.ChatID, ChatName: p.ChatName,
		EndedAt: p.EndedAt, EndedBy: string(p.EndReason), Evidence: p.evidence(),
	}
	switch {
	case p.ChatID != "":
		t.Kind = "joined"
	case p.AddedAt == 0 && p.EndedAt == 0:
		t.Kind = "pending"
	case p.Again:
		t.Kind = "readded"
	}
	return t
}

// evidence says why the period is attributed to what it is.
func (p PeriodRow) evidence() Words {
	at := time.UnixMilli(p.BeganAt).UTC().Format("2006-01-02 15:04:05")
	source := fmt.Sprintf("推送 %d", p.BeganPush)
	english := fmt.Sprintf("push %d", p.BeganPush)
	if p.ChatID != "" {
		source, english = "群详情（groupchat/get）", "the group's details (groupchat/get)"
	}
	switch {
	case p.State == "":
		return Words{source + "没有带 state：不是通过活码来的，或平台没有给出", english + " has no state: they did not come by a way, or the platform did not say"}
	case p.PlaceRow.WayID == 0:
		return Words{source + "带有 state " + p.State + "，台账里没有这个活码", english + " has the state " + p.State + ", which no way of the ledger has"}
	}
	return Words{source + "带有活码的 state " + p.State + "（" + at + " UTC）", english + " has the way's state " + p.State + " (" + at + " UTC)"}
}

// entry reads where an entry into the mini program says it came from: session_from may carry state=… of a way, or channel=…, the
// id or name of a channel. It is what the mini program says, and nothing more.
func (l *Ledger) entry(ctx context.Context, e Entry) (TouchRow, error) {
	t := TouchRow{At: e.At, Kind: "entered", Evidence: Words{"从小程序客服进入", "entered from the mini program"}}
	if e.SessionFrom == "" {
		return t, nil
	}
	t.Evidence = Words{"小程序带来的 session_from：" + e.SessionFrom, "the mini program's session_from: " + e.SessionFrom}
	values, err := url.ParseQuery(e.SessionFrom)
	if err != nil || values.Get("state") == "" && values.Get("channel") == "" {
		return t, nil
	}
	place, err := l.Store.NamedPlace(ctx, values.Get("state"), values.Get("channel"))
	if err != nil && !errors.Is(err, crm.ErrNotFound) {
		return t, err
	}
	t.PlaceRow = place
	return t, nil
}

// evidences puts the evidence of a join into words.
var evidences = map[string]Words{
	"union id of externalcontact/get": {"客户详情（externalcontact/get）里的 unionid 相同", "the union id of externalcontact/get is the same"},
	"union id of jscode2session":      {"小程序登录（jscode2session）得到的 unionid 相同", "the union id of jscode2session is the same"},
	"union id of groupchat/get":       {"群详情（groupchat/get）里的 unionid 相同", "the union id of groupchat/get is the same"},
}

// EvidenceOf puts the evidence of a join into words.
func EvidenceOf(evidence string) Words {
	if w, known := evidences[evidence]; known {
		return w
	}
	return Words{evidence, evidence}
}
