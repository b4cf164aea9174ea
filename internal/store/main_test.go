package store_test

import (
	"context"
	"testing"

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// note writes one row of the table that most tests here write to.
func note(tx *store.Tx, name, value string) error {
	_, err := tx.Exec("INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, 0)", name, value)
	return err
}

// notes counts the rows whose name begins so.
func notes(t testing.TB, s *store.Store, prefix string) int {
	t.Helper()
	var n int
	row := s.ReadRow(context.WithoutCancel(t.Context()), "SELECT count(*) FROM settings WHERE name LIKE $1", prefix+"%")
	if err := row.Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func put(t testing.TB, s *store.Store, name, value string) {
	t.Helper()
	if err := s.Write(t.Context(), nil, func(tx *store.Tx) error { return note(tx, name, value) }); err != nil {
		t.Fatal(err)
	}
}
