package ledger

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// TagGroup is a group of the company's tags.
type TagGroup struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Tags []Tag  `json:"tags"`
}

// Tag is one tag of the company.
type Tag struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// tagsFresh is how long a list of tags is shown without asking again.
const tagsFresh = 10 * time.Minute

// tagLists keeps the tags of each account for a while.
type tagLists struct {
	mu sync.Mutex
	of map[int64]tagList
}

type tagList struct {
	groups []TagGroup
	at     int64
}

// Tags are the company's tags by group, and when they were read.
func (l *Ledger) Tags(ctx context.Context, account int64) ([]TagGroup, int64, error) {
	a, err := l.Store.Account(ctx, account)
	if err != nil {
		return nil, 0, err
	}
	if a.Kind != crm.WeCom {
		return nil, 0, crm.Invalid("account_id", "只有企业微信账号才有客户标签", "only WeCom accounts have customer tags")
	}
	l.tags.mu.Lock()
	known := l.tags.of[account]
	l.tags.mu.Unlock()
	if age := l.Clock.Ms() - known.at; known.at != 0 && age >= 0 && age < tagsFresh.Milliseconds() {
		return known.groups, known.at, nil
	}
	app, err := l.Clients.WeCom(ctx, account)
	if err != nil {
		return nil, 0, err
	}
	fresh, err := l.readTags(ctx, app, account)
	return fresh.groups, fresh.at, err
}

func (l *Ledger) readTags(ctx context.Context, app *wecom.App, account int64) (tagList, error) {
	groups, err := app.Tags.List(ctx, wecom.TagList{})
	if err != nil {
		return tagList{}, err
	}
	list := tagList{at: l.Clock.Ms(), groups: []TagGroup{}}
	for _, g := range groups {
		group := TagGroup{ID: g.GroupID, Name: g.GroupName, Tags: []Tag{}}
		for _, t := range g.Tag {
			if !t.Deleted {
				group.Tags = append(group.Tags, Tag{ID: t.ID, Name: t.Name})
			}
		}
		if !g.Deleted {
			list.groups = append(list.groups, group)
		}
	}
	l.tags.mu.Lock()
	defer l.tags.mu.Unlock()
	if l.tags.of == nil {
		l.tags.of = map[int64]tagList{}
	}
	l.tags.of[account] = list
	return list, nil
}

func (t tagList) has(id string) bool {
	return slices.ContainsFunc(t.groups, func(g TagGroup) bool {
		return slices.ContainsFunc(g.Tags, func(t Tag) bool { return t.ID == id })
	})
}

// marked is the customer of a member that a job puts its marks on.
type marked struct {
	app      *wecom.App
	job      crm.Job
	external string
	filling  Filling
}

func (k marked) put(ctx context.Context, userID string, tags ...string) error {
	return k.app.Tags.Mark(ctx, wecom.TagMark{UserID: userID, ExternalUserID: k.external, Add: tags})
}

// tag puts a mark's tags on the customer. Tags that the company has no more are named, and the others are put all the same.
func (l *Ledger) tag(ctx context.Context, k marked, m Mark) (Mark, error) {
	left := without(without(m.Tags, m.Put), m.Gone)
	var err error
	if len(left) > 0 {
		err = k.put(ctx, m.UserID, left...)
	}
	if errors.Is(err, wx.ErrNoSuchTag) {
		return l.tagSingly(ctx, k, m, left)
	}
	return l.tagged(ctx, k, m, left, nil, err)
}

// tagSingly finds out which of several tags there are.
func (l *Ledger) tagSingly(ctx context.Context, k marked, m Mark, left []string) (Mark, error) {
	list, err := l.readTags(ctx, k.app, k.job.AccountID)
	if err != nil {
		return l.tagged(ctx, k, m, nil, nil, err)
	}
	gone := slices.DeleteFunc(slices.Clone(left), list.has)
	there := without(left, gone)
	if len(gone) > 0 { // the rest may go in one call
		if m, err = l.keepMark(ctx, m.ID, func(m *Mark, _ int64) { m.Gone = distinct(append(m.Gone, gone...)) }); err != nil {
			return m, err
		}
		if len(there) == 0 {
			return l.tagged(ctx, k, m, nil, nil, nil)
		}
		if err = k.put(ctx, m.UserID, there...); !errors.Is(err, wx.ErrNoSuchTag) {
			return l.tagged(ctx, k, m, there, nil, err)
		}
	}
	one := there[:1] // the list shows more than this app may use: each is tried by itself, and the job goes on with the next
	if err = k.put(ctx, m.UserID, one...); errors.Is(err, wx.ErrNoSuchTag) {
		return l.tagged(ctx, k, m, nil, one, nil)
	}
	return l.tagged(ctx, k, m, one, nil, err)
}

// tagged stores what became of some of a mark's tags. Its tags are done when none is left.
func (l *Ledger) tagged(ctx context.Context, k marked, m Mark, put, gone []string, err error) (Mark, error) {
	code := 0
	if err != nil {
		if code, err = markError(k.job, err); err != nil {
			return m, err
		}
		put = nil
	}
	m, err = l.keepMark(ctx, m.ID, func(m *Mark, at int64) {
		m.Put, m.Gone = distinct(append(m.Put, put...)), distinct(append(m.Gone, gone...))
		left := without(without(m.Tags, m.Put), m.Gone)
		switch {
		case code != 0:
			m.TagState, m.TagProblem, m.TaggedAt = MarkFailed, code, at
		case len(left) > 0:
		case len(m.Put) == 0:
			m.TagState, m.TagProblem, m.TaggedAt = MarkFailed, noSuchTag, at
		default:
			m.TagState, m.TaggedAt = MarkDone, at
			if len(m.Gone) > 0 {
				m.TagProblem = noSuchTag
			}
		}
	})
	if err == nil && m.TagState == MarkWaiting {
		err = crm.Again(markPause, errors.New("some tags are left"))
	}
	return m, err
}

// noSuchTag is the platform's code for a tag that there is not.
const noSuchTag = 40068

// without are those of the list that others has not.
func without(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(v string) bool { return slices.Contains(others, v) })
}
