package store

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

var twinOf = ways.list + " WHERE twin_of = $1 AND twin_of <> 0 AND phase <> 'deleted'"

// TwinOf is the way whose code stands for a button.
func (s *Store) TwinOf(ctx context.Context, way int64) (ledger.Way, error) {
	return get(s.ask(ctx), readWay, twinOf, way)
}

// TwinOf is the way whose code stands for a button.
func (tx *Tx) TwinOf(way int64) (ledger.Way, error) {
	return get(tx, readWay, twinOf, way)
}
