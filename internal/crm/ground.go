package crm

import (
	"context"
	"io"
	"log/slog"
)

// Store is what the ground needs kept.
type Store interface {
	Reader
	Write(ctx context.Context, keys []string, fn func(Tx) error) error
	Agents(ctx context.Context) ([]Agent, error)
	AgentByEmail(ctx context.Context, email string) (Agent, error)
	SessionAgent(ctx context.Context, hash [32]byte, now int64) (Agent, error)
	Invitation(ctx context.Context, hash [32]byte, now int64) (Invitation, error)
	ParkedWork(ctx context.Context) ([]Parked, error)
	APIKeys(ctx context.Context) ([]APIKey, error)
	APIKeyByHash(ctx context.Context, hash [32]byte) (APIKey, error)
}

// Ground holds the rules that belong to neither the ledger nor the desk: who may come in, and which accounts we act for.
type Ground struct {
	Store  Store
	Clock  Clock
	IDs    *IDs
	Random io.Reader
	Waker  Waker
	Log    *slog.Logger

	hashing chan struct{} // one password at a time: each takes 19 MiB
}

// NewGround makes the ground.
func NewGround(g Ground) *Ground {
	g.hashing = make(chan struct{}, 1)
	return &g
}

func (g *Ground) stamp() Stamp { return NewStamp(g.Clock, g.IDs) }
