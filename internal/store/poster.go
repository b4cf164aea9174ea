package store

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

var posters = newTable("posters", "id, name, spec, background, created_at, updated_at")

func readPoster(scan scan) (p ledger.Poster, err error) {
	var spec string
	err = scan(&p.ID, &p.Name, &spec, &p.Background, &p.CreatedAt, &p.UpdatedAt)
	p.Spec = []byte(spec)
	return p, err
}

// Poster is one poster.
func (s *Store) Poster(ctx context.Context, id int64) (ledger.Poster, error) {
	return get(s.ask(ctx), readPoster, posters.get, id)
}

// Posters are all of them, by name.
func (s *Store) Posters(ctx context.Context) ([]ledger.Poster, error) {
	return all(s.ask(ctx), readPoster, posters.list+" ORDER BY name, id")
}

// Poster is one poster.
func (tx *Tx) Poster(id int64) (ledger.Poster, error) {
	return get(tx, readPoster, posters.get+tx.s.dialect.lockRows(), id)
}

// PosterByName finds a poster by its name.
func (tx *Tx) PosterByName(name string) (ledger.Poster, error) {
	return get(tx, readPoster, posters.list+" WHERE name = $1", name)
}

// PutPoster adds a poster or stores it as it now is.
func (tx *Tx) PutPoster(p ledger.Poster) error {
	return only(tx.exec(posters.insert+" ON CONFLICT (id) DO UPDATE SET name = excluded.name, spec = excluded.spec, background = excluded.background, updated_at = excluded.updated_at",
		p.ID, p.Name, string(p.Spec), p.Background, p.CreatedAt, p.UpdatedAt))
}

// RemovePoster forgets a poster.
func (tx *Tx) RemovePoster(id int64) error {
	return must(tx.exec("DELETE FROM posters WHERE id = $1", id))
}
