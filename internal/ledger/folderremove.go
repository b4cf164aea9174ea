package ledger

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
)

// liftAtOnce is how many ways one transaction takes out of a folder.
const liftAtOnce = 200

// RemoveFolder takes a folder away. What lies in it goes to the folder that it lay in.
func (l *Ledger) RemoveFolder(ctx context.Context, who crm.Actor, id int64) error {
	for {
		stamp, more := l.stamp(), false
		err := l.Store.Write(ctx, []string{keyFolders}, func(tx Tx) error {
			f, err := tx.Folder(id)
			if err != nil {
				return err
			}
			n, err := tx.LiftWays(f.ID, f.ParentID, liftAtOnce)
			if more = n == liftAtOnce; err != nil || more {
				return err
			}
			return removeFolder(tx, who, f, stamp.At)
		})
		if err != nil || !more {
			return err
		}
	}
}

// removeFolder takes an empty folder away, and puts the folders in it where it was.
func removeFolder(tx Tx, who crm.Actor, f Folder, at int64) error {
	all, err := tx.AllFolders()
	if err != nil {
		return err
	}
	for _, id := range below(all, f.ID) {
		if err := tx.IndexFolder(id); err != nil {
			return err
		}
	}
	if err := tx.RemoveFolder(f.ID); err != nil { // first, so that its name is free for one that lay in it
		return err
	}
	for _, inner := range all {
		if inner.ParentID != f.ID {
			continue
		}
		inner.ParentID, inner.UpdatedAt = f.ParentID, at
		inner.Name = freeName(all, inner, f.ID)
		if err := errors.Join(tx.UpdateFolder(inner), tx.AddChange(crm.Stale("folder", inner.ID, at))); err != nil {
			return err
		}
	}
	return errors.Join(
		tx.AddAudit(crm.Audit{At: at, Actor: who, Operation: "folder.remove", Subject: "folder", SubjectID: f.ID, Before: f}),
		tx.AddChange(crm.Change{Kind: "folder", SubjectID: f.ID, At: at}),
	)
}

// freeName is the folder's name, with a number when there is one of that name where it goes to.
func freeName(all []Folder, f Folder, gone int64) string {
	taken := map[string]bool{}
	for _, other := range all {
		if other.ParentID == f.ParentID && other.ID != gone && other.ID != f.ID {
			taken[other.Name] = true
		}
	}
	name := f.Name
	for n := int64(2); taken[name]; n++ {
		name = f.Name + " " + itoa(n)
	}
	return name
}
