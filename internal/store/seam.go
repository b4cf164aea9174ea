package store

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
)

// Each part of the domain declares the store it needs; these are the same store, seen through their eyes.

// Ground is the store as the ground's rules see it.
func (s *Store) Ground() crm.Store { return groundStore{s} }

// Ledger is the store as the ledger's rules see it.
func (s *Store) Ledger() ledger.Store { return ledgerStore{s} }

// Desk is the store as the desk's rules see it.
func (s *Store) Desk() desk.Store { return deskStore{s} }

type (
	groundStore struct{ *Store }
	ledgerStore struct{ *Store }
	deskStore   struct{ *Store }
)

func (s groundStore) Write(ctx context.Context, keys []string, fn func(crm.Tx) error) error {
	return s.Store.Write(ctx, keys, func(tx *Tx) error { return fn(tx) })
}

func (s ledgerStore) Write(ctx context.Context, keys []string, fn func(ledger.Tx) error) error {
	return s.Store.Write(ctx, keys, func(tx *Tx) error { return fn(tx) })
}

func (s deskStore) Write(ctx context.Context, keys []string, fn func(desk.Tx) error) error {
	return s.Store.Write(ctx, keys, func(tx *Tx) error { return fn(tx) })
}
