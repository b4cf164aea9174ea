package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// FTS keeps its own tables behind a virtual one; what is in them counts as the virtual table.
const sqliteTables = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%' ORDER BY name"

// snapshot copies the database in one read transaction. Writers go on meanwhile.
func (sqliteDialect) snapshot(ctx context.Context, o Options, dir string, info *BackupInfo, tell Progress) error {
	copied := filepath.Join(dir, partSQLite)
	if err := vacuumInto(ctx, o.file("menling.db"), copied, tell); err != nil {
		return err
	}
	info.Parts = append(info.Parts, BackupPart{Name: partSQLite})
	db, err := openSQLite(copied, "_pragma=query_only(1)")
	if err != nil {
		return err
	}
	return errors.Join(info.describe(ctx, db, sqliteTables), db.Close())
}

func vacuumInto(ctx context.Context, from, to string, tell Progress) error {
	size, err := existing(from)
	if err != nil {
		return err
	}
	db, err := openSQLite(from)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	stop := watchSize(to, size.Size(), StepSnapshot, tell)
	_, err = db.ExecContext(ctx, "VACUUM INTO $1", to)
	stop()
	return wrap(errors.Join(err, db.Close()), "snapshot")
}

// existing is a database's file. One that is not there is refused: opening it would make it.
func existing(path string) (os.FileInfo, error) {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no %s in %s: say with --data where the data is", filepath.Base(path), filepath.Dir(path))
	}
	return info, wrap(err, "database file")
}

// snapshotSpool copies the spool, where pushes wait in it.
func snapshotSpool(ctx context.Context, o Options, dir string) (bool, error) {
	if o.Dir == "" {
		return false, nil
	}
	if _, err := os.Stat(o.file(partSpool)); err != nil {
		return false, nil
	}
	copied := filepath.Join(dir, partSpool)
	if err := vacuumInto(ctx, o.file(partSpool), copied, func(BackupStep, int64, int64) {}); err != nil {
		return false, err
	}
	waiting, err := waitingIn(ctx, copied)
	return waiting > 0, err
}

// watchSize tells how large a file has become until it is stopped.
func watchSize(file string, total int64, step BackupStep, tell Progress) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				if info, err := os.Stat(file); err == nil {
					tell(step, min(info.Size(), total), total)
				}
			}
		}
	}()
	return func() {
		close(done)
		<-ended
	}
}

// load takes the database out of the unpacked backup into the data folder.
func (sqliteDialect) load(ctx context.Context, o Options, dir string, info BackupInfo, _ Progress) error {
	unpacked := filepath.Join(dir, partSQLite)
	db, err := openSQLite(unpacked)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	err = errors.Join(quickCheck(ctx, db), info.compare(ctx, db, sqliteTables), newEpoch(ctx, db))
	if err == nil {
		_, err = db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	return errors.Join(syncFile(unpacked), os.Rename(unpacked, o.file("menling.db")), syncDir(o.Dir))
}

func quickCheck(ctx context.Context, db *sql.DB) error {
	var said string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&said); err != nil {
		return fmt.Errorf("check of the database: %w", err)
	}
	if said != "ok" {
		return fmt.Errorf("the database in the backup is damaged: %s", said)
	}
	return nil
}

// vacant refuses a data folder that holds a database.
func (sqliteDialect) vacant(_ context.Context, o Options) error {
	if _, err := os.Stat(o.file("menling.db")); err == nil {
		return fmt.Errorf("%s holds a menling.db already: name an empty folder with --data, or move that one away; a restore never replaces data", o.Dir)
	}
	return nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
