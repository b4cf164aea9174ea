package store

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

var quickReplies = newTable("quick_replies", "id, shortcut, text, owner_id, folder_id, used, used_at, created_at, updated_at")

func readQuickReply(scan scan) (q desk.QuickReply, err error) {
	return q, scan(&q.ID, &q.Shortcut, &q.Text, &q.OwnerID, &q.FolderID, &q.Used, &q.UsedAt, &q.CreatedAt, &q.UpdatedAt)
}

func quickReplyArgs(q desk.QuickReply) []any {
	return []any{q.ID, q.Shortcut, q.Text, q.OwnerID, q.FolderID, q.Used, q.UsedAt, q.CreatedAt, q.UpdatedAt}
}

// QuickReplies are all quick replies, those used most first.
func (s *Store) QuickReplies(ctx context.Context) ([]desk.QuickReply, error) {
	return all(s.ask(ctx), readQuickReply, quickReplies.list+" ORDER BY used DESC, shortcut, id")
}

// QuickReply is one quick reply.
func (tx *Tx) QuickReply(id int64) (desk.QuickReply, error) {
	return get(tx, readQuickReply, quickReplies.get, id)
}

// AddQuickReply adds a quick reply.
func (tx *Tx) AddQuickReply(q desk.QuickReply) error {
	return only(tx.exec(quickReplies.insert, quickReplyArgs(q)...))
}

// UpdateQuickReply stores a quick reply as it now is.
func (tx *Tx) UpdateQuickReply(q desk.QuickReply) error {
	return must(tx.exec(quickReplies.update, quickReplyArgs(q)...))
}

// RemoveQuickReply takes one away.
func (tx *Tx) RemoveQuickReply(id int64) error {
	return must(tx.exec("DELETE FROM quick_replies WHERE id = $1", id))
}

// CountQuickReplies counts those of everybody (0) or of an agent.
func (tx *Tx) CountQuickReplies(owner int64) (int, error) {
	return one[int](tx.row("SELECT count(*) FROM quick_replies WHERE owner_id = $1", owner))
}

var quickReplyFolders = newTable("quick_reply_folders", "id, owner_id, name, created_at, updated_at")

func readQuickReplyFolder(scan scan) (f desk.QuickReplyFolder, err error) {
	return f, scan(&f.ID, &f.OwnerID, &f.Name, &f.CreatedAt, &f.UpdatedAt)
}

// QuickReplyFolders are all folders by name.
func (s *Store) QuickReplyFolders(ctx context.Context) ([]desk.QuickReplyFolder, error) {
	return all(s.ask(ctx), readQuickReplyFolder, quickReplyFolders.list+" ORDER BY name, id")
}

// QuickReplyFolder is one folder.
func (tx *Tx) QuickReplyFolder(id int64) (desk.QuickReplyFolder, error) {
	return get(tx, readQuickReplyFolder, quickReplyFolders.get, id)
}

// AddQuickReplyFolder adds a folder.
func (tx *Tx) AddQuickReplyFolder(f desk.QuickReplyFolder) error {
	return only(tx.exec(quickReplyFolders.insert, f.ID, f.OwnerID, f.Name, f.CreatedAt, f.UpdatedAt))
}

// UpdateQuickReplyFolder stores a folder as it now is.
func (tx *Tx) UpdateQuickReplyFolder(f desk.QuickReplyFolder) error {
	return must(tx.exec(quickReplyFolders.update, f.ID, f.OwnerID, f.Name, f.CreatedAt, f.UpdatedAt))
}

// RemoveQuickReplyFolder takes a folder away; what lay in it lies in none.
func (tx *Tx) RemoveQuickReplyFolder(id int64) error {
	if _, err := tx.exec("UPDATE quick_replies SET folder_id = 0 WHERE folder_id = $1", id); err != nil {
		return err
	}
	return must(tx.exec("DELETE FROM quick_reply_folders WHERE id = $1", id))
}
