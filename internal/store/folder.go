package store

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

var folders = newTable("folders", "id, parent_id, name, created_at, updated_at")

func readFolder(scan scan) (f ledger.Folder, err error) {
	return f, scan(&f.ID, &f.ParentID, &f.Name, &f.CreatedAt, &f.UpdatedAt)
}

func folderArgs(f ledger.Folder) []any {
	return []any{f.ID, f.ParentID, f.Name, f.CreatedAt, f.UpdatedAt}
}

// Folders are all folders by name.
func (s *Store) Folders(ctx context.Context) ([]ledger.Folder, error) {
	return all(s.ask(ctx), readFolder, folders.list+" ORDER BY name, id")
}

// AllFolders are all folders by name.
func (tx *Tx) AllFolders() ([]ledger.Folder, error) {
	return all(tx, readFolder, folders.list+" ORDER BY name, id")
}

// Folder is one folder, which stays until the transaction ends.
func (tx *Tx) Folder(id int64) (ledger.Folder, error) {
	return get(tx, readFolder, folders.get+tx.s.dialect.shareRows(), id)
}

// AddFolder adds a folder.
func (tx *Tx) AddFolder(f ledger.Folder) error {
	return only(tx.exec(folders.insert, folderArgs(f)...))
}

// UpdateFolder stores a folder as it now is.
func (tx *Tx) UpdateFolder(f ledger.Folder) error {
	if err := tx.renamed("folder", "folders", f.ID, f.Name); err != nil {
		return err
	}
	return must(tx.exec(folders.update, folderArgs(f)...))
}

// RemoveFolder takes a folder away.
func (tx *Tx) RemoveFolder(id int64) error {
	return must(tx.exec("DELETE FROM folders WHERE id = $1", id))
}

// LiftWays puts a few ways of a folder into another one, and says how many. Who puts ways there meanwhile waits.
func (tx *Tx) LiftWays(from, into int64, limit int) (int, error) {
	if _, err := get(tx, readID, "SELECT id FROM folders WHERE id = $1"+tx.s.dialect.lockRows(), from); err != nil {
		return 0, err
	}
	ids, err := all(tx, readID, "SELECT id FROM ways WHERE folder_id = $1 AND folder_id <> 0 ORDER BY id LIMIT $2", from, limit)
	if err != nil {
		return 0, err
	}
	if _, err := tx.exec("UPDATE ways SET folder_id = $1 WHERE "+tx.s.dialect.in("id", "$2"), into, tx.s.dialect.list(ids)); err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := tx.indexSoon(id); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}

// IndexFolder has the ways of a folder indexed anew.
func (tx *Tx) IndexFolder(id int64) error { return tx.indexLater("folder", id, "") }
