package store

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

var labels = newTable("labels", "id, name, color, created_at, updated_at")

func readLabel(scan scan) (b ledger.Label, err error) {
	return b, scan(&b.ID, &b.Name, &b.Color, &b.CreatedAt, &b.UpdatedAt)
}

func labelArgs(b ledger.Label) []any {
	return []any{b.ID, b.Name, b.Color, b.CreatedAt, b.UpdatedAt}
}

// Labels are all labels by name.
func (s *Store) Labels(ctx context.Context) ([]ledger.Label, error) {
	return all(s.ask(ctx), readLabel, labels.list+" ORDER BY name, id")
}

// Label is one label, which stays until the transaction ends.
func (tx *Tx) Label(id int64) (ledger.Label, error) {
	return get(tx, readLabel, labels.get+tx.s.dialect.shareRows(), id)
}

// LabelByName finds a label by its name.
func (tx *Tx) LabelByName(name string) (ledger.Label, error) {
	return get(tx, readLabel, labels.list+" WHERE name = $1", name)
}

// CountLabels is how many there are.
func (tx *Tx) CountLabels() (int, error) { return one[int](tx.row("SELECT count(*) FROM labels")) }

// AddLabel adds a label.
func (tx *Tx) AddLabel(b ledger.Label) error { return only(tx.exec(labels.insert, labelArgs(b)...)) }

// UpdateLabel stores a label as it now is.
func (tx *Tx) UpdateLabel(b ledger.Label) error {
	if err := tx.renamed("label", "labels", b.ID, b.Name); err != nil {
		return err
	}
	return must(tx.exec(labels.update, labelArgs(b)...))
}

// RemoveLabel takes a label away that no way has any more.
func (tx *Tx) RemoveLabel(id int64) error {
	return must(tx.exec("DELETE FROM labels WHERE id = $1", id))
}

// LabelWays are a few of the ways that have a label. Who puts it to others meanwhile waits.
func (tx *Tx) LabelWays(id int64, limit int) ([]int64, error) {
	if _, err := get(tx, readID, "SELECT id FROM labels WHERE id = $1"+tx.s.dialect.lockRows(), id); err != nil {
		return nil, err
	}
	return all(tx, readID, "SELECT way_id FROM way_labels WHERE label_id = $1 ORDER BY way_id LIMIT $2", id, limit)
}
