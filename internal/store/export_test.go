package store

import (
	"cmp"
	"context"
	"database/sql"
	"runtime"
	"slices"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// What tests of this folder may reach.

const (
	MoveLock        = moveLock
	CustomerHistory = customerHistory
	AttachEntries   = attachEntries
)

func LastSaid(d Dialect) string { return lastSaid + d.saidBetween() }

var LatestConversation = conversations.list + latestConversation

func (tx *Tx) AddPush(p crm.Push) error {
	_, _, err := tx.addPush(p)
	return err
}

func (tx *Tx) Exec(query string, args ...any) (int64, error) { return tx.exec(query, args...) }
func (tx *Tx) Row(query string, args ...any) *sql.Row        { return tx.row(query, args...) }
func (tx *Tx) Query(query string, args ...any) (*sql.Rows, error) {
	return tx.query(query, args...)
}

func (s *Store) ReadRow(ctx context.Context, query string, args ...any) *sql.Row {
	return s.readRow(ctx, query, args...)
}

func (s *Store) FoundIDs(ctx context.Context, q desk.MessageSearch) ([]int64, int64, error) {
	return s.foundIDs(ctx, q)
}

func (s *Store) Seal(purpose string, id any, plain []byte) ([]byte, error) {
	return s.seal(purpose, id, plain)
}

func (s *Store) Unseal(purpose string, id any, sealed []byte) ([]byte, error) {
	return s.open(purpose, id, sealed)
}

func InDialect(d Dialect, column, placeholder string) string { return d.in(column, placeholder) }
func ListOf(d Dialect, values any) any                       { return d.list(values) }

var CompareVersions = compareVersions

// Sift looks through the rows of a page as a search of messages does.
func Sift(text string, before int64, limit int, page func(before int64) map[int64]string) ([]int64, int64, error) {
	return sift(text, before, limit, candidatesMost, func(before int64, _, _ int) (list []worded, err error) {
		for id, words := range page(before) {
			list = append(list, worded{id, words})
		}
		slices.SortFunc(list, func(a, b worded) int { return cmp.Compare(b.id, a.id) })
		return list, nil
	})
}

const CandidatesMost = candidatesMost

const (
	ReserveSize = reserveSize
	BlobChunk   = blobChunk
	BlobPart    = blobPart
)

// AwaitQueued returns when a push waits behind the one writer; false where pushes have a connection of their own.
func AwaitQueued(s *Store) bool {
	w, ok := s.writer.(*sqliteWriter)
	for ok && len(w.pushes) == 0 {
		runtime.Gosched()
	}
	return ok
}

// QueuedOthers is how many writes wait behind the one writer.
func QueuedOthers(s *Store) int { return len(s.writer.(*sqliteWriter).others) }

func QueuedPushes(s *Store) int { return len(s.writer.(*sqliteWriter).pushes) }

func ClockOf(d Dialect) string { return d.clock() }
