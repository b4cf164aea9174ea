package ledger

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
)

// PoolRow is a pool as lists show it.
type PoolRow struct {
	ID         int64        `json:"id"`
	AccountID  int64        `json:"account_id"`
	Name       string       `json:"name"`
	Note       string       `json:"note"`
	FullAt     int          `json:"full_at" doc:"People with whom a group is full"`
	Margin     int          `json:"margin" doc:"How many before that a group is shown no more"`
	State      string       `json:"state" enum:"ok,low,dry,reading" doc:"reading: no group of it was read yet; low: it will be full within three days; dry: no group is left to turn to, and the ways keep what they have"`
	Problem    *crm.Problem `json:"problem"`
	Groups     int          `json:"groups"`
	Healthy    int          `json:"healthy" doc:"Groups that can be shown"`
	Shown      int          `json:"shown" doc:"Groups that its ways lead to now"`
	Room       int          `json:"room" doc:"People who can still join the groups that can be shown, or are"`
	JoinsADay  float64      `json:"joins_per_day" doc:"Over the last 7 days"`
	DaysLeft   float64      `json:"days_left" doc:"Until the pool is full at that rate; -1: nobody joins"`
	Ways       int          `json:"ways" doc:"That follow it"`
	Turn       int64        `json:"turn" doc:"How often it turned to other groups"`
	TurnedAt   int64        `json:"turned_at"`
	DryAt      int64        `json:"dry_at"`
	CheckedAt  int64        `json:"checked_at"`
	CreatedAt  int64        `json:"created_at"`
	UpdatedAt  int64        `json:"updated_at"`
	ShownChats []string     `json:"shown_chats" nullable:"false" doc:"chat_ids of the groups that its ways lead to, in order"`
	Sizes      []PoolSize   `json:"sizes" nullable:"false" doc:"Of its groups, those that are shown first, then in their order"`
}

// PoolSize is how full a group of a pool is, to draw it.
type PoolSize struct {
	Members int    `json:"members"`
	Health  string `json:"health" enum:"ok,filling,full,resting,owner_left,dismissed,no_right,unread"`
	Place   int    `json:"place" doc:"Among the groups that are shown, from 1; 0: it is not shown"`
}

// PoolDetail is a pool with its groups.
type PoolDetail struct {
	PoolRow
	Chats []PoolChatRow `json:"chats" nullable:"false" doc:"In the order they are shown next; those that are shown come first"`
}

// PoolChatRow is a group of a pool.
type PoolChatRow struct {
	ChatID    string       `json:"chat_id"`
	Name      string       `json:"name"`
	Owner     string       `json:"owner"`
	OwnerName string       `json:"owner_name"`
	Members   int          `json:"members"`
	Health    string       `json:"health" enum:"ok,filling,full,resting,owner_left,dismissed,no_right,unread" doc:"filling: near to full; resting: it was full, and is shown again when there is more room"`
	Problem   *crm.Problem `json:"problem" doc:"What it means and what to do"`
	Place     int          `json:"place" doc:"Among the groups that are shown, from 1; 0: it is not shown"`
	SeenAt    int64        `json:"seen_at" doc:"When it was read last; 0: not yet"`
	AddedAt   int64        `json:"added_at"`
}

const (
	joinDays = 7
	lowDays  = 3
	aDay     = 24 * time.Hour
)

// health is what to say of a group, and our code for it.
func (p Pool) health(c PoolChat) (name string, problem int) {
	switch {
	case c.State == ChatDismissed:
		return "dismissed", crm.ProblemGroupDismissed
	case c.State == ChatNoRight:
		return "no_right", crm.ProblemGroupNoRight
	case c.SeenAt == 0:
		return "unread", crm.ProblemGroupUnread
	case p.full(c):
		return "full", crm.ProblemGroupFull
	case c.OwnerLeft:
		return "owner_left", crm.ProblemGroupOwnerLeft
	case c.Resting && !p.roomy(c):
		return "resting", crm.ProblemGroupResting
	case c.Members*100 >= p.FullAt*fillingAt:
		return "filling", 0
	}
	return "ok", 0
}

// PoolRows are the pools of an account, or of all.
func (l *Ledger) PoolRows(ctx context.Context, account int64) ([]PoolRow, error) {
	pools, err := l.Store.Pools(ctx, account)
	rows := make([]PoolRow, 0, len(pools))
	for _, p := range pools {
		if err != nil {
			break
		}
		var r PoolRow
		r, _, err = l.poolRow(ctx, p)
		rows = append(rows, r)
	}
	return rows, err
}

// PoolRow is one pool.
func (l *Ledger) PoolRow(ctx context.Context, id int64) (PoolRow, error) {
	p, err := l.Store.Pool(ctx, id)
	if err != nil {
		return PoolRow{}, err
	}
	r, _, err := l.poolRow(ctx, p)
	return r, err
}

// PoolDetail is one pool with its groups.
func (l *Ledger) PoolDetail(ctx context.Context, id int64) (PoolDetail, error) {
	p, err := l.Store.Pool(ctx, id)
	if err != nil {
		return PoolDetail{}, err
	}
	row, chats, err := l.poolRow(ctx, p)
	if err != nil {
		return PoolDetail{}, err
	}
	members, err := l.Store.Members(ctx, p.CorpID)
	names := map[string]string{}
	for _, m := range members {
		names[m.UserID] = m.Name
	}
	out := PoolDetail{PoolRow: row, Chats: make([]PoolChatRow, 0, len(chats))}
	for _, c := range chats {
		out.Chats = append(out.Chats, p.chatRow(c, names[c.Owner]))
	}
	slices.SortStableFunc(out.Chats, func(a, b PoolChatRow) int { return placeOf(a.Place) - placeOf(b.Place) })
	return out, err
}

// placeOf puts those that are shown first.
func placeOf(place int) int {
	if place == 0 {
		return maxChats + 1
	}
	return place
}

func (p Pool) chatRow(c PoolChat, owner string) PoolChatRow {
	if owner == "" {
		owner = c.Owner
	}
	health, problem := p.health(c)
	return PoolChatRow{
		ChatID: c.ChatID, Name: c.Name, Owner: c.Owner, OwnerName: owner, Members: c.Members, Health: health, Problem: crm.OwnProblem(problem),
		Place: slices.Index(p.Shown, c.ChatID) + 1, SeenAt: c.SeenAt, AddedAt: c.AddedAt,
	}
}

func (l *Ledger) poolRow(ctx context.Context, p Pool) (PoolRow, []PoolChat, error) {
	chats, err := l.Store.PoolChats(ctx, p)
	ways, failed := l.Store.WaysOfPool(ctx, p.ID)
	r := PoolRow{
		ID: p.ID, AccountID: p.AccountID, Name: p.Name, Note: p.Note, FullAt: p.FullAt, Margin: p.Margin, State: "ok", Groups: len(chats), Shown: len(p.Shown), ShownChats: p.Shown, Sizes: []PoolSize{},
		Ways: ways, Turn: p.Turn, TurnedAt: p.TurnedAt, DryAt: p.DryAt, CheckedAt: p.CheckedAt, CreatedAt: p.CreatedAt, UpdatedAt: p.UpdatedAt,
	}
	ids := make([]string, len(chats))
	for i, c := range chats {
		ids[i] = c.ChatID
		if p.usable(c) {
			r.Healthy++
		}
		if p.usable(c) || c.State == ChatOK && slices.Contains(p.Shown, c.ChatID) {
			r.Room += max(0, p.FullAt-c.Members)
		}
		health, _ := p.health(c)
		r.Sizes = append(r.Sizes, PoolSize{c.Members, health, slices.Index(p.Shown, c.ChatID) + 1})
	}
	slices.SortStableFunc(r.Sizes, func(a, b PoolSize) int { return placeOf(a.Place) - placeOf(b.Place) })
	if err = errors.Join(err, failed, l.forecast(ctx, p, ids, &r)); err != nil {
		return r, nil, err
	}
	switch {
	case p.DryAt != 0:
		r.State, r.Problem = "dry", crm.OwnProblem(crm.ProblemPoolDry)
	case len(p.Shown) == 0:
		r.State = "reading"
	case r.DaysLeft >= 0 && r.DaysLeft < lowDays:
		r.State, r.Problem = "low", crm.OwnProblem(crm.ProblemPoolLow)
	}
	return r, chats, nil
}

// forecast says how many join a day, and how long there is room for that many.
func (l *Ledger) forecast(ctx context.Context, p Pool, chats []string, r *PoolRow) error {
	now := l.Clock.Ms()
	n, first, err := l.Store.JoinsSince(ctx, p.CorpID, chats, now-joinDays*aDay.Milliseconds())
	if r.DaysLeft = -1; err != nil || n == 0 {
		return err
	}
	days := max(1, float64(now-first)/float64(aDay.Milliseconds()))
	r.JoinsADay = math.Round(float64(n)/days*10) / 10
	r.DaysLeft = math.Round(float64(r.Room)*days/float64(n)*10) / 10
	return nil
}
