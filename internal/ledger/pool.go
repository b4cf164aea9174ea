package ledger

import (
	"context"
	"slices"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// Pool (群池) is any number of groups for join ways. Its ways lead to up to five of them, and turn to others before those are full.
type Pool struct {
	ID        int64
	AccountID int64
	CorpID    int64
	Name      string
	Note      string
	FullAt    int      // people with whom a group is full
	Margin    int      // how many before that it is shown no more
	Shown     []string // chat_ids of the groups that its ways lead to, in order
	Turn      int64    // how often they changed
	TurnedAt  int64
	DryAt     int64 // since when no group is left to turn to; 0: there is one
	CheckedAt int64
	CreatedBy int64
	CreatedAt int64
	UpdatedAt int64
}

// PoolChat is a group of a pool, with what is known of it.
type PoolChat struct {
	Chat
	Ord       int64 // the smallest is shown next
	Resting   bool  // it was full, and is shown again once there is more room than a place or two
	OwnerLeft bool
	AddedAt   int64
}

// PoolTx changes pools.
type PoolTx interface {
	Pool(id int64) (Pool, error)
	AddPool(Pool) error
	UpdatePool(Pool) error
	RemovePool(id int64) error
	// PoolChats are a pool's groups in their order.
	PoolChats(Pool) ([]PoolChat, error)
	PutPoolChat(pool int64, c PoolChat) error
	RemovePoolChat(pool int64, chatID string) error
	// CorpOfPool is the company of a pool, which stays as it is.
	CorpOfPool(id int64) (int64, error)
	// PoolsOfChat are the pools that a group is in.
	PoolsOfChat(corp int64, chatID string) ([]Pool, error)
	// PoolWays are some of the join ways of a pool that the platform has, after an id.
	PoolWays(pool, after int64, limit int) ([]Way, error)
	// WaysOfPool counts all of them that were not deleted.
	WaysOfPool(pool int64) (int, error)
}

// PoolReader reads pools.
type PoolReader interface {
	Pool(ctx context.Context, id int64) (Pool, error)
	// Pools are those of an account; 0: of all.
	Pools(ctx context.Context, account int64) ([]Pool, error)
	PoolChats(ctx context.Context, p Pool) ([]PoolChat, error)
	WaysOfPool(ctx context.Context, pool int64) (int, error)
	// JoinsSince counts who joined groups since a time, and says when the first of them did.
	JoinsSince(ctx context.Context, corp int64, chats []string, since int64) (n int, first int64, err error)
	// PoolTurns are the turns before an id, newest first, and PoolWayRows the ways; 0: from the newest.
	PoolTurns(ctx context.Context, pool, before int64, limit int) ([]PoolTurn, error)
	PoolWayRows(ctx context.Context, pool, before, today int64, limit int) ([]WayRow, error)
}

// Why something cannot be done with a pool.
const (
	CodePoolUsed  crm.Code = "pool_used"  // ways lead to its groups
	CodePoolEmpty crm.Code = "pool_empty" // no group of it can be shown yet
)

// What a pool may hold.
const (
	poolFullAt = 200 // people in a group, where nothing else is said
	poolMargin = 10
	mostFullAt = 1000
	mostChats  = 500
)

// NewPool is a pool that a person asks for.
type NewPool struct {
	AccountID int64    `json:"account_id"`
	Name      string   `json:"name" doc:"1 to 60 characters"`
	Note      string   `json:"note,omitempty" doc:"At most 500 characters"`
	FullAt    int      `json:"full_at,omitempty" doc:"People with whom a group is full; 200 when left out"`
	Margin    *int     `json:"margin,omitempty" doc:"How many before that a group is shown no more; 10 when left out"`
	Chats     []string `json:"chats" nullable:"false" doc:"chat_ids in the order they are to be shown, at most 500"`
}

// PoolPatch changes what is given.
type PoolPatch struct {
	Name   *string `json:"name,omitempty"`
	Note   *string `json:"note,omitempty"`
	FullAt *int    `json:"full_at,omitempty"`
	Margin *int    `json:"margin,omitempty"`
}

func (p Pool) validate() error {
	switch {
	case p.Name == "" || utf8.RuneCountInString(p.Name) > maxName:
		return crm.Invalid("name", "请填写群池名称，最多 60 个字", "a name of 1 to 60 characters is needed")
	case utf8.RuneCountInString(p.Note) > maxNote:
		return crm.Invalid("note", "备注最多 500 个字", "note: at most 500 characters")
	case p.FullAt < 3 || p.FullAt > mostFullAt:
		return crm.Invalid("full_at", "满员人数须为 3 到 1000", "full_at must be 3 to 1000 people")
	case p.Margin < 0 || p.Margin > p.FullAt/2:
		return crm.Invalid("margin", "余量不能为负，最多是满员人数的一半", "margin must not be negative, and at most half of full_at")
	}
	return nil
}

func validChats(chats []string) ([]string, error) {
	chats = distinct(chats)
	if len(chats) == 0 || len(chats) > mostChats || slices.Contains(chats, "") {
		return nil, crm.Invalid("chats", "请选择 1 到 500 个客户群", "choose 1 to 500 groups")
	}
	return chats, nil
}
