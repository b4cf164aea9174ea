package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Restored is what a restore brought back.
type Restored struct {
	BackupInfo
	// KeyMissing says that the secrets cannot be opened before the master key of this fingerprint is put back.
	KeyMissing bool
}

// Restore fills an empty data folder or database from a backup, checks that every row is there, and gives the installation a new
// epoch, so that no console goes on from changes that never were. What is there already is never replaced.
func Restore(ctx context.Context, o Options, file string, tell Progress) (r Restored, err error) {
	o = o.withDefaults()
	lock, err := LockDir(o.Dir)
	if err != nil {
		return r, err
	}
	defer lock.Close()
	if err := o.dialect().vacant(ctx, o); err != nil {
		return r, err
	}
	if _, err := os.Stat(o.file(partSpool)); err == nil {
		return r, fmt.Errorf("%s holds pushes that were never applied (spool.db): name an empty folder with --data", o.Dir)
	}
	dir, err := os.MkdirTemp(o.Dir, ".restore-")
	if err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	defer os.RemoveAll(dir)
	if r.BackupInfo, err = unpackBackup(ctx, o, file, dir, tell); err != nil {
		return r, err
	}
	if err := o.dialect().load(ctx, o, dir, r.BackupInfo, tell); err != nil {
		return r, err
	}
	if err := bringBack(o, dir, r.BackupInfo); err != nil {
		return r, err
	}
	master, err := findMaster(o)
	r.KeyMissing = r.KeyFingerprint != "" && (master == nil || fingerprint(master) != r.KeyFingerprint)
	return r, err
}

func unpackBackup(ctx context.Context, o Options, file, dir string, tell Progress) (info BackupInfo, err error) {
	if info, err = peekBackup(file); err != nil {
		return info, err
	}
	if err := info.suits(o); err != nil {
		return info, err
	}
	return readBackup(ctx, file, StepUnpack, tell, func(part BackupPart) (io.WriteCloser, error) {
		return os.OpenFile(filepath.Join(dir, part.Name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	})
}

// suits refuses a backup of the other database, or of a newer program.
func (b BackupInfo) suits(o Options) error {
	if want := o.dialect().String(); b.Database != want {
		return fmt.Errorf("this is a backup of %s, and the target is %s: restore it to its own kind", b.Database, want)
	}
	newest, err := newestShape(o.dialect())
	if err != nil {
		return err
	}
	return installation{version: b.Shape, oldest: b.OldestProgram}.allows(o.Version, newest)
}

// bringBack puts the spool and the key where a server looks for them. A key that is there stays.
func bringBack(o Options, dir string, info BackupInfo) error {
	for _, part := range info.Parts {
		switch part.Name {
		case partKey:
			if _, err := os.Stat(o.file(partKey)); err == nil || o.MasterKey != "" {
				continue
			}
		case partSpool:
		default:
			continue
		}
		if err := errors.Join(syncFile(filepath.Join(dir, part.Name)), os.Rename(filepath.Join(dir, part.Name), o.file(part.Name))); err != nil {
			return fmt.Errorf("restore: %w", err)
		}
	}
	return syncDir(o.Dir)
}

// compare finds a table with other rows than the backup counted.
func (b BackupInfo) compare(ctx context.Context, q rowAsker, tables string) error {
	got, err := countRows(ctx, q, tables)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(b.Rows)) {
		if n, there := got[name]; !there || n != b.Rows[name] {
			return fmt.Errorf("the table %s has %d rows after the restore and had %d in the backup: do not use this data", name, n, b.Rows[name])
		}
	}
	return nil
}

func newEpoch(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, "UPDATE installation SET epoch = $1 WHERE id = 1", rand.Text())
	return wrap(err, "installation")
}
