package ledger

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// Folder is where ways are put. Folders lie in folders.
type Folder struct {
	ID        int64  `json:"id"`
	ParentID  int64  `json:"parent_id" doc:"0: it lies in none"`
	Name      string `json:"name"`
	CreatedAt int64  `json:"created_at"`
	UpdatedAt int64  `json:"-"`
}

// FolderReader reads folders.
type FolderReader interface {
	Folders(ctx context.Context) ([]Folder, error)
}

// FolderTx changes folders.
type FolderTx interface {
	// Folder is one folder, which stays until this transaction ends.
	Folder(id int64) (Folder, error)
	AllFolders() ([]Folder, error)
	AddFolder(Folder) error
	UpdateFolder(Folder) error
	RemoveFolder(id int64) error
	// LiftWays puts a few ways of a folder into another one, and says how many.
	LiftWays(from, into int64, limit int) (int, error)
	// IndexFolder has the ways of a folder indexed anew: its place is another.
	IndexFolder(id int64) error
}

// Limits of folders.
const (
	maxFolders    = 2000
	maxFolderName = 40
	maxDepth      = 10
)

// Why a folder cannot be as it is asked for.
const (
	CodeFolderDeep crm.Code = "folder_too_deep"
	CodeFolderLoop crm.Code = "folder_in_itself"
)

// FolderEdit changes what is given.
type FolderEdit struct {
	Name     *string `json:"name,omitempty" doc:"1 to 40 characters without /"`
	ParentID *int64  `json:"parent_id,omitempty" doc:"The folder it is to lie in; 0: none"`
}

// keyFolders: changes of folders go one after the other, so that no two of them make a loop.
const keyFolders = "folders"

// PutFolder adds a folder (id 0) or changes one.
func (l *Ledger) PutFolder(ctx context.Context, who crm.Actor, id int64, edit FolderEdit) (f Folder, err error) {
	stamp := l.stamp()
	err = l.Store.Write(ctx, []string{keyFolders}, func(tx Tx) error {
		all, err := tx.AllFolders()
		if err != nil {
			return err
		}
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "folder.create", Subject: "folder"}
		f = Folder{ID: stamp.Draw().ID(), CreatedAt: stamp.At}
		put := tx.AddFolder
		if id != 0 {
			if f, err = tx.Folder(id); err != nil {
				return err
			}
			audit.Operation, audit.Before, put = "folder.edit", f, tx.UpdateFolder
		} else if len(all) >= maxFolders {
			return crm.Invalid("name", "最多 2000 个文件夹", "at most 2000 folders")
		}
		was := f.ParentID
		edit.onto(&f)
		f.UpdatedAt = stamp.At
		if err := f.fits(all); err != nil {
			return err
		}
		if err := put(f); err != nil {
			return err
		}
		audit.SubjectID, audit.After = f.ID, f
		return errors.Join(indexFolders(tx, all, f, was != f.ParentID), tx.AddAudit(audit), tx.AddChange(crm.Stale("folder", f.ID, stamp.At)))
	})
	return f, err
}

func (e FolderEdit) onto(f *Folder) {
	if e.Name != nil {
		f.Name = strings.TrimSpace(*e.Name)
	}
	if e.ParentID != nil {
		f.ParentID = *e.ParentID
	}
}

// indexFolders has the ways below a folder indexed anew: their paths are others. Those in itself are noted with its name.
func indexFolders(tx Tx, all []Folder, f Folder, moved bool) error {
	for _, id := range below(all, f.ID) {
		if err := tx.IndexFolder(id); err != nil {
			return err
		}
	}
	if !moved {
		return nil
	}
	return tx.IndexFolder(f.ID)
}

// fits says what is wrong with a folder among all.
func (f Folder) fits(all []Folder) error {
	if f.Name == "" || utf8.RuneCountInString(f.Name) > maxFolderName || strings.Contains(f.Name, "/") {
		return crm.Invalid("name", "请填写文件夹名称，1 到 40 个字，不能有 /", "a folder's name takes 1 to 40 characters without /")
	}
	parents := map[int64]int64{}
	for _, other := range all {
		parents[other.ID] = other.ParentID
		if other.ID != f.ID && other.ParentID == f.ParentID && other.Name == f.Name {
			return crm.Refuse(crm.CodeTaken, "field", "name", "name", f.Name)
		}
	}
	if _, ok := parents[f.ParentID]; !ok && f.ParentID != 0 {
		return crm.Invalid("parent_id", "上级文件夹不存在", "there is no such folder to put it in")
	}
	depth := 1
	for p := f.ParentID; p != 0; p = parents[p] {
		if depth++; p == f.ID {
			return crm.Refuse(CodeFolderLoop)
		}
	}
	if depth+height(all, f.ID) > maxDepth {
		return crm.Refuse(CodeFolderDeep, "most", maxDepth)
	}
	return nil
}

// height is how many folders lie in each other below one.
func height(all []Folder, id int64) int {
	most := 0
	for _, f := range all {
		if f.ParentID == id && id != 0 {
			most = max(most, 1+height(all, f.ID))
		}
	}
	return most
}

// below are the folders within one, at any depth.
func below(all []Folder, id int64) (inside []int64) {
	for _, f := range all {
		if f.ParentID == id {
			inside = append(append(inside, f.ID), below(all, f.ID)...)
		}
	}
	return inside
}
