package desk

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// QuickReplyFolder holds quick replies of everybody, or of one agent.
type QuickReplyFolder struct {
	ID        int64  `json:"id"`
	Name      string `json:"name"`
	OwnerID   int64  `json:"owner_id" doc:"The agent whose own it is; 0: everybody's"`
	CreatedAt int64  `json:"-"`
	UpdatedAt int64  `json:"-"`
}

// QuickReplyFoldersOf are everybody's and an agent's own.
func (k *Desk) QuickReplyFoldersOf(ctx context.Context, who crm.Actor) ([]QuickReplyFolder, error) {
	all, err := k.Store.QuickReplyFolders(ctx)
	return slices.DeleteFunc(all, func(f QuickReplyFolder) bool { return !ownOrShared(f.OwnerID, who) }), err
}

// PutQuickReplyFolder adds a folder (id 0) or renames one; own says whose a new one is.
func (k *Desk) PutQuickReplyFolder(ctx context.Context, who crm.Actor, id int64, name string, own bool) (QuickReplyFolder, error) {
	name = strings.TrimSpace(name)
	if n := utf8.RuneCountInString(name); n == 0 || n > 20 {
		return QuickReplyFolder{}, crm.Invalid("name", "请填写文件夹名称，最多 20 个字", "a name of 1 to 20 characters is needed")
	}
	if own && who.Kind != "agent" {
		return QuickReplyFolder{}, crm.Invalid("own", "只有客服可以有个人文件夹", "only a person can have folders of their own")
	}
	stamp := k.stamp()
	var f QuickReplyFolder
	err := k.Store.Write(ctx, []string{"quick_replies"}, func(tx Tx) error {
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "quick_reply_folder.create", Subject: "quick_reply_folder"}
		f = QuickReplyFolder{ID: stamp.Draw().ID(), CreatedAt: stamp.At}
		if own {
			f.OwnerID = who.ID
		}
		store := tx.AddQuickReplyFolder
		if id != 0 {
			var err error
			if f, err = theirFolder(tx, id, who); err != nil {
				return err
			}
			audit.Operation, audit.Before, store = "quick_reply_folder.edit", f, tx.UpdateQuickReplyFolder
		}
		f.Name, f.UpdatedAt = name, stamp.At
		if err := store(f); err != nil {
			return err
		}
		audit.SubjectID, audit.After = f.ID, f
		return noteFolder(tx, audit)
	})
	return f, err
}

func theirFolder(tx Tx, id int64, who crm.Actor) (QuickReplyFolder, error) {
	f, err := tx.QuickReplyFolder(id)
	if err == nil && !ownOrShared(f.OwnerID, who) {
		return QuickReplyFolder{}, crm.ErrNotFound
	}
	return f, err
}

func noteFolder(tx Tx, audit crm.Audit) error {
	if err := tx.AddAudit(audit); err != nil {
		return err
	}
	return tx.AddChange(crm.Stale("quick_reply", audit.SubjectID, audit.At))
}

// RemoveQuickReplyFolder takes a folder away; what lay in it lies in none.
func (k *Desk) RemoveQuickReplyFolder(ctx context.Context, who crm.Actor, id int64) error {
	stamp := k.stamp()
	return k.Store.Write(ctx, []string{"quick_replies"}, func(tx Tx) error {
		f, err := theirFolder(tx, id, who)
		if err != nil {
			return err
		}
		if err := tx.RemoveQuickReplyFolder(id); err != nil {
			return err
		}
		return noteFolder(tx, crm.Audit{At: stamp.At, Actor: who, Operation: "quick_reply_folder.remove", Subject: "quick_reply_folder", SubjectID: id, Before: f})
	})
}
