package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/menling/menling/internal/crm"
)

// ErrNoSpool: the folder is one of ours, and nothing was ever spooled in it.
var ErrNoSpool = errors.New("there is no spool")

// SpoolFile is the spool of a node that is gone. It is only read: what was brought home twice is recognised, so that nothing has to be
// taken out of a file that may be damaged. At the end it is put aside.
type SpoolFile struct {
	path string
	lock *DirLock // of the folder; nil: there is none, or it is held by who asks
	db   *sql.DB
}

// OpenSpoolFile opens a spool by its data folder or by its file. The folder must be in use by nobody but, perhaps, the caller.
func OpenSpoolFile(path string, held bool) (f *SpoolFile, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	dir := path
	if info.IsDir() {
		path = filepath.Join(path, partSpool)
	} else {
		dir = filepath.Dir(path)
	}
	f = &SpoolFile{path: path}
	_, locked := os.Stat(filepath.Join(dir, lockName))
	if locked == nil && !held {
		if f.lock, err = LockDir(dir); err != nil {
			return nil, err
		}
	}
	if err := f.open(locked == nil); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func (f *SpoolFile) open(ours bool) (err error) {
	if _, err := os.Stat(f.path); errors.Is(err, fs.ErrNotExist) {
		if ours {
			return ErrNoSpool
		}
		return fmt.Errorf("there is no %s: name the data folder of the node that is gone, or its spool.db", f.path)
	}
	f.db, err = openSQLite(f.path, "_pragma=query_only(1)")
	return err
}

// Each hands all pushes to take, oldest first. Where the file is damaged it hands over what can be read, and says how many cannot.
func (f *SpoolFile) Each(ctx context.Context, take func([]crm.Push) error) (unreadable int64, err error) {
	last, err := f.last(ctx)
	if err != nil {
		return 0, err
	}
	for at := int64(0); at < last && err == nil; {
		batch, to, read := f.read(ctx, at, spoolBatch)
		if read != nil {
			batch, to, read = f.read(ctx, at, 1)
		}
		switch {
		case ctx.Err() != nil:
			return unreadable, ctx.Err()
		case read != nil: // the next one may be whole
			unreadable, at = unreadable+1, at+1
		case len(batch) == 0:
			at = last
		default:
			at, err = to, take(batch)
		}
	}
	return unreadable, err
}

func (f *SpoolFile) read(ctx context.Context, after int64, most int) ([]crm.Push, int64, error) {
	rows, err := f.db.QueryContext(ctx, spooledAfter, after, most)
	if err != nil {
		return nil, 0, err
	}
	return spooledBatch(rows)
}

// last is the last id that was ever given: where the table cannot say it, its counter may.
func (f *SpoolFile) last(ctx context.Context) (int64, error) {
	n, err := one[int64](f.db.QueryRowContext(ctx, "SELECT COALESCE(max(id), 0) FROM pushes"))
	if err == nil {
		return n, nil
	}
	n, counter := one[int64](f.db.QueryRowContext(ctx, "SELECT seq FROM sqlite_sequence WHERE name = 'pushes'"))
	if counter == nil {
		return n, nil
	}
	return 0, fmt.Errorf("%s cannot be read at all: %w", f.path, err)
}

// PutAside gives the file another name, so that it is not brought home again, and keeps it.
func (f *SpoolFile) PutAside(at time.Time) (to string, err error) {
	err = f.db.Close()
	f.db = nil
	to = f.path + ".drained-" + at.UTC().Format("20060102T150405")
	for _, part := range []string{"-wal", "-shm", ""} { // what SQLite keeps beside it belongs to it
		if moved := os.Rename(f.path+part, to+part); !errors.Is(moved, fs.ErrNotExist) {
			err = errors.Join(err, moved)
		}
	}
	return to, errors.Join(err, syncDir(filepath.Dir(to)))
}

// Close lets the folder go.
func (f *SpoolFile) Close() (err error) {
	if f.db != nil {
		err = f.db.Close()
	}
	if f.lock != nil {
		err = errors.Join(err, f.lock.Close())
	}
	return err
}
