package ledger

import (
	"context"
	"strings"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// Department is a department of a company, as far as the app may see it.
type Department struct {
	ID       int64  `json:"id"`
	ParentID int64  `json:"parent_id"`
	Name     string `json:"name" doc:"Empty when the app may not read it"`
	Order    int64  `json:"order" doc:"A larger one comes first"`
}

// MemberCheck says of members and departments whether a way may lead to them.
type MemberCheck struct {
	Members []CheckedMember `json:"members" nullable:"false"`
	Unseen  []int64         `json:"unseen" nullable:"false" doc:"Departments that are not there or outside the app's visible range"`
	Count   int             `json:"count" doc:"How many people these are, departments expanded, each once"`
	Limit   int             `json:"limit" doc:"How many the platform takes"`
	OK      bool            `json:"ok" doc:"Nothing speaks against them, as far as can be read: whether a real name is verified only a try shows"`
}

// CheckedMember is one member, and what speaks against them.
type CheckedMember struct {
	UserID  string       `json:"userid"`
	Name    string       `json:"name"`
	Status  int          `json:"status" doc:"1 active, 2 disabled, 4 not activated, 5 left, 0 not readable"`
	Contact bool         `json:"contact" doc:"They may contact customers"`
	Off     int64        `json:"off_until" doc:"They set themselves off until then; -1 until they say otherwise"`
	Problem *crm.Problem `json:"problem" doc:"The platform refused a way with them, and why"`
	Says    *Words       `json:"says" doc:"What speaks against them"`
}

// Words are a sentence in both languages.
type Words struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// CheckMembers asks the platform about members and departments before a way is led to them.
func (l *Ledger) CheckMembers(ctx context.Context, account int64, users []string, parties []int64) (MemberCheck, error) {
	app, err := l.Clients.WeCom(ctx, account)
	if err != nil {
		return MemberCheck{}, err
	}
	return l.checkPeople(ctx, app, account, users, parties)
}

func (l *Ledger) checkPeople(ctx context.Context, app *wecom.App, account int64, users []string, parties []int64) (MemberCheck, error) {
	c := MemberCheck{Members: []CheckedMember{}, Unseen: []int64{}, Limit: maxMembers}
	a, err := l.Store.Account(ctx, account)
	if err != nil {
		return c, err
	}
	d, err := l.newDirectory(ctx, a, app)
	if err != nil {
		return c, err
	}
	ids := Settings{Users: users}.folded()
	if err := askEach(ctx, ids, d.asked, func(ctx context.Context, id string) (says, error) { return d.askMember(ctx, app, id) }); err != nil {
		return c, err
	}
	people, unseen, err := d.expand(ctx, app, ids, parties)
	if err != nil {
		return c, err
	}
	c.Unseen, c.Count = some(unseen), len(people)
	known, err := l.Store.Members(ctx, a.CorpID)
	if err != nil {
		return c, err
	}
	facts := map[string]crm.Member{}
	for _, m := range known {
		facts[m.UserID] = m
	}
	c.OK = len(unseen) == 0 && c.Count > 0 && c.Count <= maxMembers
	for _, id := range ids {
		m := l.checked(id, d, facts[id])
		c.OK = c.OK && m.Says == nil
		c.Members = append(c.Members, m)
	}
	return c, nil
}

func (l *Ledger) checked(id string, d *directory, facts crm.Member) CheckedMember {
	name := facts.Name
	if name == "" {
		name = id
	}
	_, contact := d.contact[id]
	m := CheckedMember{UserID: id, Name: name, Status: d.status[id], Contact: contact, Off: facts.OffUntil}
	code := facts.Problem
	if code == 0 {
		code = facts.Suspected
	}
	m.Problem = crm.ProblemOf(wx.WeCom, code)
	says := d.asked[id]
	switch {
	case says.zh != "":
		m.Says = &Words{strings.ReplaceAll(says.zh, "{who}", name), strings.ReplaceAll(says.en, "{who}", name)}
	case m.Problem != nil:
		m.Says = &Words{name + "：" + m.Problem.ZH, name + ": " + m.Problem.EN}
	case facts.OffUntil < 0 || facts.OffUntil > l.Clock.Ms():
		m.Says = &Words{name + " 已设为不接待", name + " is set off just now"}
	}
	return m
}

// Departments are those of the account's company, as far as the app may see them.
func (l *Ledger) Departments(ctx context.Context, account int64) ([]Department, error) {
	if _, _, err := l.Members(ctx, account); err != nil {
		return nil, err
	}
	a, err := l.Store.Account(ctx, account)
	if err != nil {
		return nil, err
	}
	return l.Store.Departments(ctx, a.CorpID)
}
