package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wx"
)

// JobMark puts tags and a remark on a new customer.
const JobMark = "contact.mark"

// What became of the tags or the remark that a rule wants; empty: it wants none.
const (
	MarkWaiting = "waiting"
	MarkDone    = "done"
	MarkKept    = "kept" // the member had written a remark of their own
	MarkFailed  = "failed"
)

// Mark is the tags and the remark that a way and its channel give to one new customer.
type Mark struct {
	ID         int64
	PushID     int64
	IdentityID int64
	UserID     string
	WayID      int64
	ChannelID  int64
	At         int64

	Tags        []string
	Put         []string
	Gone        []string // the company has them no more
	TagState    string
	TagProblem  int
	TaggedAt    int64
	Rule        string
	Remark      string
	RemarkState string
	RemarkCode  int
	RemarkedAt  int64
}

// MarkTx changes marks.
type MarkTx interface {
	Mark(id int64) (Mark, error)
	// AddMark is false when the push has one already.
	AddMark(Mark) (bool, error)
	UpdateMark(Mark) error
}

// MarkReader answers outside a transaction.
type MarkReader interface {
	Mark(ctx context.Context, id int64) (Mark, error)
}

type markJob struct {
	MarkID int64 `json:"mark_id"`
}

// Limits of ours on what one way gives to a customer.
const (
	maxMarkTags   = 100
	maxRemarkRule = 200 // characters, before variables are filled in
)

func validMarks(tags []string, rule string) error {
	switch {
	case len(tags) > maxMarkTags:
		return crm.Invalid("tags", "最多 100 个标签", "at most 100 tags")
	case slices.Contains(tags, ""):
		return crm.Invalid("tags", "标签编号不能为空", "the id of a tag must not be empty")
	case utf8.RuneCountInString(rule) > maxRemarkRule:
		return crm.Invalid("remark_rule", "备注规则最多 200 个字", "remark_rule: at most 200 characters")
	}
	return validVariables("remark_rule", rule)
}

// planMark has a new customer get what the way and its channel give.
func (l *Ledger) planMark(tx Tx, d *crm.Draw, a crm.Account, p crm.Push, e ContactEvent, way Way, channel Channel) error {
	m := Mark{
		ID: d.ID(), PushID: p.ID, IdentityID: e.IdentityID, UserID: e.UserID, WayID: way.ID, ChannelID: way.ChannelID, At: e.At,
		Tags: distinct(slices.Concat(way.Tags, channel.Tags)), Rule: way.RemarkRule,
	}
	if m.Rule == "" {
		m.Rule = channel.RemarkRule
	}
	if len(m.Tags) > 0 {
		m.TagState = MarkWaiting
	}
	if m.Rule != "" {
		m.RemarkState = MarkWaiting
	}
	if !m.waits() {
		return nil
	}
	if added, err := tx.AddMark(m); err != nil || !added {
		return err
	}
	payload, err := json.Marshal(markJob{MarkID: m.ID})
	if err != nil {
		return err
	}
	return tx.AddJob(crm.Job{
		Queue: QueueAsk, Kind: JobMark, AccountID: a.ID, Lane: "mark:" + itoa(e.IdentityID) + ":" + e.UserID, OnceKey: JobMark + ":" + itoa(p.ID),
		Payload: payload, RunAt: d.At, CreatedAt: d.At,
	})
}

func (m Mark) waits() bool { return m.TagState == MarkWaiting || m.RemarkState == MarkWaiting }

// markPatience is how often a relation that the platform does not show yet is tried again.
const markPatience = 6

// markPause is the pause after another write on the same customer was under way.
const markPause = time.Second

// MarkCustomer is the job that gives a new customer their tags and remark. Doing it twice does no harm, so it is tried until it
// is known what became of it.
func (l *Ledger) MarkCustomer(ctx context.Context, job crm.Job) error {
	var p markJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	m, err := l.Store.Mark(ctx, p.MarkID)
	if err != nil || !m.waits() {
		return err
	}
	app, err := l.Clients.WeCom(ctx, job.AccountID)
	if err != nil {
		return err
	}
	f, external, err := l.Store.FillingOf(ctx, m.IdentityID, m.UserID, m.WayID, m.ChannelID)
	if err != nil {
		return err
	}
	who := marked{app: app, job: job, external: external, filling: f}
	if m.TagState == MarkWaiting {
		if m, err = l.tag(ctx, who, m); err != nil {
			return err
		}
	}
	if m.RemarkState == MarkWaiting {
		return l.remark(ctx, who, m)
	}
	return nil
}

// markError says whether a failed call is tried again: then err is what the job returns. Else code is why it is given up.
func markError(job crm.Job, err error) (code int, again error) {
	var refused *wx.Error
	switch {
	case errors.Is(err, wx.ErrConflict):
		return 0, crm.Again(markPause, err)
	case errors.Is(err, wx.ErrNotFollower) && job.Tries() < markPatience:
		return 0, err
	case errors.Is(err, wx.ErrRateLimited), errors.Is(err, wx.ErrConcurrency), errors.Is(err, wx.ErrBusy), !errors.As(err, &refused):
		return 0, err
	}
	return refused.Code, nil
}

// keepMark stores how far a mark has come.
func (l *Ledger) keepMark(ctx context.Context, id int64, change func(m *Mark, at int64)) (m Mark, err error) {
	stamp := l.stamp()
	err = l.Store.Write(ctx, nil, func(tx Tx) error {
		var err error
		if m, err = tx.Mark(id); err != nil {
			return err
		}
		change(&m, stamp.At)
		if err := tx.UpdateMark(m); err != nil {
			return err
		}
		identity, err := tx.IdentityByID(m.IdentityID)
		if err != nil {
			return err
		}
		return crm.AnnounceIdentity(tx, identity, stamp.At)
	})
	return m, err
}
