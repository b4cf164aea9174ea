package desk

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/menling/menling/internal/crm"
)

// FigureOpened asks for the conversations behind a figure: of one line, or of all where the key is empty.
type FigureOpened struct {
	FigureQuery
	Figure string
	Key    string
	Before FigureMark // zero: the newest
	Limit  int
}

// CountedConversation is one of them, with the mark of what was counted.
type CountedConversation struct {
	Row  ConversationRow
	Mark FigureMark
}

// openedAtOnce is how many things are read at first to find those that count; it grows where few do.
const (
	openedAtOnce = 200
	openedAtMost = 5000
)

var figureKinds = map[string][]ActionKind{
	figureTaken:       {ActionAccepted, ActionAssigned, ActionTookOver},
	figureWaiting:     {ActionAccepted, ActionAssigned, ActionTookOver, ActionTransferred},
	figureTransferIn:  {ActionTransferred},
	figureTransferOut: {ActionTransferred},
	figureReturned:    {ActionReturned},
	figureClosed:      {ActionClosed},
	figureHandling:    {ActionClosed},
	figureMissed:      {ActionMissed},
	figureRatings:     {ActionRated},
	figureGood:        {ActionRated},
}

// narrowed has a query ask for no more than one line, where it can say so.
func (q FigureOpened) narrowed() (FigureOpened, bool) {
	key, err := strconv.ParseInt(q.Key, 10, 64)
	switch {
	case q.Key == "":
		return q, true
	case err != nil:
		return q, false
	}
	switch q.By {
	case FiguresByDay:
		inside := int(key) >= q.From && int(key) <= q.To
		q.From, q.To = int(key), int(key)
		return q, inside
	case FiguresByAgent:
		inside := q.AgentID == 0 || q.AgentID == key
		q.AgentID = key
		return q, inside
	case FiguresByAccount:
		inside := q.AccountID == 0 || q.AccountID == key
		q.AccountID = key
		return q, inside
	}
	return q, true
}

// FigureConversations are those that a figure counts, by when what was counted happened last, the newest first.
func (k *Desk) FigureConversations(ctx context.Context, who crm.Actor, q FigureOpened) ([]CountedConversation, error) {
	if _, _, err := q.spanIn(time.UTC); err != nil {
		return nil, err
	}
	reach, err := k.reach(ctx, who)
	if err != nil {
		return nil, err
	}
	asked := q.FigureQuery
	q, possible := q.narrowed()
	if _, err := k.figureAccounts(ctx, reach.viewer, asked.AccountID); err != nil || !possible {
		return nil, err
	}
	accounts, err := k.figureAccounts(ctx, reach.viewer, q.AccountID)
	if err != nil {
		return nil, err
	}
	found := []sample{}
	for _, a := range accounts {
		o, err := k.opening(ctx, a, q, reach)
		if err != nil {
			return nil, err
		}
		if err := o.find(ctx); err != nil {
			return nil, err
		}
		found = append(found, o.found...)
	}
	slices.SortFunc(found, func(a, b sample) int {
		return cmp.Or(cmp.Compare(b.mark.At, a.mark.At), cmp.Compare(b.mark.ID, a.mark.ID))
	})
	return k.countedRows(ctx, found[:min(len(found), q.Limit)])
}

func (k *Desk) countedRows(ctx context.Context, found []sample) ([]CountedConversation, error) {
	grant, err := k.Store.Grant(ctx)
	if err != nil {
		return nil, err
	}
	marks, ids := map[int64]FigureMark{}, []int64{}
	for _, s := range found {
		marks[s.conversation] = s.mark
		ids = append(ids, s.conversation)
	}
	rows, err := k.Store.ConversationsByID(ctx, ids, grant, k.Clock.Ms())
	list := make([]CountedConversation, len(rows))
	for i, row := range rows {
		list[i] = CountedConversation{row, marks[row.ID]}
	}
	return list, err
}

// opening looks for what a figure counts in one account.
type opening struct {
	desk   *Desk
	query  FigureOpened
	report report
	zone   *time.Location
	target int64
	page   FigurePage
	found  []sample
}

func (k *Desk) opening(ctx context.Context, a crm.Account, q FigureOpened, r reach) (*opening, error) {
	setting, err := settingOf(k.Store.DeskSettings(ctx), a.ID, SectionFigures, DefaultFigures)
	if err != nil {
		return nil, err
	}
	o := &opening{desk: k, query: q, report: report{query: q.FigureQuery, reach: r}, zone: a.Location(), target: int64(setting.AnswerSeconds) * second}
	o.page = FigurePage{FigureSpan: FigureSpan{AccountID: a.ID}, Before: q.Before, Kinds: figureKinds[q.Figure], Limit: openedAtOnce}
	o.page.From, o.page.To, err = q.spanIn(o.zone)
	if o.page.Before == (FigureMark{}) {
		o.page.Before = FigureMark{At: o.page.To}
	}
	o.narrowTo(q.AgentID)
	if !r.all && !r.lead {
		o.narrowTo(r.viewer.AgentID)
	}
	return o, err
}

// narrowTo has less be read where only one agent counts.
func (o *opening) narrowTo(agent int64) {
	switch o.query.Figure {
	case figureTransferOut: // of whom it came from, which the details say
	case figureFirstAnswer, figureInTarget:
		o.page.AnsweredBy = agent
	default:
		o.page.Agent = agent
	}
}

// counts says whether a sample is of the figure and the line that were asked for.
func (o *opening) counts(s sample) bool {
	return s.figure == o.query.Figure && o.report.wants(s.agent, s.team) &&
		(o.query.Key == "" || itoa(lineOf(s, o.page.AccountID, o.zone).key(o.query.By)) == o.query.Key)
}

// find reads pages until there is enough.
func (o *opening) find(ctx context.Context) error {
	for len(o.found) < o.query.Limit {
		found, n, err := o.next(ctx)
		if err != nil {
			return err
		}
		o.found = append(o.found, found...)
		if n < o.page.Limit {
			return nil
		}
		o.page.Limit = min(4*o.page.Limit, openedAtMost)
	}
	return nil
}

// next is what counts in the next page, and how much was read.
func (o *opening) next(ctx context.Context) (found []sample, read int, err error) {
	c := counter{target: o.target, take: func(s sample) {
		if o.counts(s) {
			found = append(found, s)
		}
	}}
	if o.page.Kinds == nil {
		list, err := o.desk.Store.StartedBefore(ctx, o.page)
		for _, s := range list {
			c.started(s)
			o.page.Before = FigureMark{s.OpenedAt, s.ID}
		}
		return found, len(list), err
	}
	list, err := o.desk.Store.DoneBefore(ctx, o.page)
	for _, a := range list {
		c.done(a)
		o.page.Before = FigureMark{a.At, a.ID}
	}
	if err == nil && len(found) > 0 {
		found, err = o.newest(ctx, found)
	}
	return found, len(list), err
}

// newest leaves out what was counted again later: a conversation is shown once, on whatever page.
func (o *opening) newest(ctx context.Context, found []sample) ([]sample, error) {
	ids, last := []int64{}, map[int64]FigureMark{}
	for _, s := range found {
		ids = append(ids, s.conversation)
	}
	list, err := o.desk.Store.DoneWith(ctx, o.page.FigureSpan, ids)
	c := counter{take: func(s sample) {
		if o.counts(s) && s.mark.after(last[s.conversation]) {
			last[s.conversation] = s.mark
		}
	}}
	for _, a := range list {
		c.done(a)
	}
	return slices.DeleteFunc(found, func(s sample) bool { return s.mark != last[s.conversation] }), err
}
