package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"strconv"

	"github.com/menling/menling/internal/desk"
)

var materials = newTable("materials", "id, account_id, folder, name, kind, text, card, blob, uses, used_at, created_at, updated_at")

func readMaterial(scan scan) (m desk.Material, err error) {
	var card string
	err = scan(&m.ID, &m.AccountID, &m.Folder, &m.Name, &m.Kind, &m.Text, &card, &m.Blob, &m.Uses, &m.UsedAt, &m.CreatedAt, &m.UpdatedAt)
	if err == nil && card != "" {
		err = json.Unmarshal([]byte(card), &m.Card)
	}
	return m, err
}

func materialArgs(m desk.Material) []any {
	card := ""
	if m.Card != nil {
		card = mustText(m.Card)
	}
	return []any{m.ID, m.AccountID, m.Folder, m.Name, string(m.Kind), m.Text, card, m.Blob, m.Uses, m.UsedAt, m.CreatedAt, m.UpdatedAt}
}

// Material is one material.
func (tx *Tx) Material(id int64) (desk.Material, error) {
	return get(tx, readMaterial, materials.get+tx.s.dialect.lockRows(), id)
}

// AddMaterial adds a material.
func (tx *Tx) AddMaterial(m desk.Material) error {
	return only(tx.exec(materials.insert, materialArgs(m)...))
}

// UpdateMaterial stores a material as it now is.
func (tx *Tx) UpdateMaterial(m desk.Material) error {
	return must(tx.exec(materials.update, materialArgs(m)...))
}

// RemoveMaterial takes one away.
func (tx *Tx) RemoveMaterial(id int64) error {
	return must(tx.exec("DELETE FROM materials WHERE id = $1", id))
}

// UseMaterial counts a use; one that is gone counts nothing.
func (tx *Tx) UseMaterial(id, at int64) error {
	return only(tx.exec("UPDATE materials SET uses = uses + 1, used_at = $2 WHERE id = $1", id, at))
}

const materialRow = `SELECT m.id, m.account_id, m.folder, m.name, m.kind, m.text, m.card, m.blob, COALESCE(b.type, ''), COALESCE(b.size, 0), COALESCE(b.width, 0), COALESCE(b.height, 0),
	m.uses, m.used_at, m.updated_at FROM materials m LEFT JOIN blobs b ON b.hash = m.blob`

func readMaterialRow(scan scan) (r desk.MaterialRow, err error) {
	var card string
	var blob []byte
	media := desk.MediaRow{State: desk.MediaReady}
	err = scan(&r.ID, &r.AccountID, &r.Folder, &r.Name, &r.Kind, &r.Text, &card, &blob, &media.Type, &media.Size, &media.Width, &media.Height, &r.Uses, &r.UsedAt, &r.UpdatedAt)
	if err == nil && card != "" {
		err = json.Unmarshal([]byte(card), &r.Card)
	}
	if blob != nil {
		media.ID = hex.EncodeToString(blob)
		r.Media = &media
	}
	return r, err
}

// MaterialRow is a material as lists show it.
func (tx *Tx) MaterialRow(id int64) (desk.MaterialRow, error) {
	return get(tx, readMaterialRow, materialRow+" WHERE m.id = $1", id)
}

// MaterialRows is a page of materials, newest first.
func (s *Store) MaterialRows(ctx context.Context, q desk.MaterialQuery) ([]desk.MaterialRow, error) {
	w := s.materialsOf(q)
	if q.Kind != "" {
		w.and("m.kind = %", string(q.Kind))
	}
	if q.Folder != "" || q.InNone {
		w.and("m.folder = %", q.Folder)
	}
	if q.Words != "" {
		w.args = append(w.args, like(q.Words))
		n := "$" + strconv.Itoa(len(w.args))
		w.conditions = append(w.conditions, `(lower(m.name) LIKE `+n+` ESCAPE '\' OR lower(m.text) LIKE `+n+` ESCAPE '\' OR lower(m.card) LIKE `+n+` ESCAPE '\')`)
	}
	if q.Before != 0 {
		w.and("m.id < %", q.Before)
	}
	return all(s.ask(ctx), readMaterialRow, materialRow+w.clause()+" ORDER BY m.id DESC LIMIT "+strconv.Itoa(q.Limit), w.args...)
}

func (s *Store) materialsOf(q desk.MaterialQuery) (w where) {
	if q.AccountID != 0 {
		w.and("m.account_id IN (0, %)", q.AccountID)
	}
	if q.Accounts != nil {
		w.and("(m.account_id = 0 OR "+s.dialect.in("m.account_id", "%")+")", s.dialect.list(q.Accounts))
	}
	return w
}

// MaterialFolders are the folders in use by the accounts of a query, with how much is in each; that of no name is none.
func (s *Store) MaterialFolders(ctx context.Context, q desk.MaterialQuery) ([]desk.MaterialFolder, error) {
	w := s.materialsOf(q)
	return all(s.ask(ctx), func(scan scan) (f desk.MaterialFolder, err error) { return f, scan(&f.Name, &f.Count) },
		"SELECT folder, count(*) FROM materials m"+w.clause()+" GROUP BY folder ORDER BY folder", w.args...)
}
