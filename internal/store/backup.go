package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// A backup is one file that holds everything but the master key: a snapshot of the database with its pictures and files, and the
// pushes that wait in the spool. It is made while a server works, read again to be sure of it, and says what a restore must find.

// BackupInfo is what a backup says of itself. It stands first in the file.
type BackupInfo struct {
	Format         int              `json:"format"`
	Database       string           `json:"database"` // sqlite or postgres
	Program        string           `json:"program"`
	OldestProgram  string           `json:"oldest_program"` // that may use what is in it
	Shape          int64            `json:"shape"`
	KeyFingerprint string           `json:"key_fingerprint"`
	MadeAt         int64            `json:"made_at"` // UTC milliseconds
	Rows           map[string]int64 `json:"rows"`    // of each table
	Parts          []BackupPart     `json:"parts"`
}

// BackupPart is one file of a backup.
type BackupPart struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

const backupFormat = 1

// Names of parts.
const (
	partSQLite   = "menling.db"
	partPostgres = "database.dump"
	partSpool    = "spool.db"
	partKey      = "master.key"
)

// Progress is told what is being done and how far it is, in bytes; total 0: not known.
type Progress func(what BackupStep, done, total int64)

// BackupStep is one part of the work.
type BackupStep string

// The steps of a backup and a restore.
const (
	StepSnapshot BackupStep = "snapshot"
	StepPack     BackupStep = "pack"
	StepVerify   BackupStep = "verify"
	StepUnpack   BackupStep = "unpack"
	StepLoad     BackupStep = "load"
)

// AllRows is how many rows all tables have together.
func (b BackupInfo) AllRows() (n int64) {
	for _, rows := range b.Rows {
		n += rows
	}
	return n
}

// Backup writes the file, whole or not at all, from the database that the options name; a server may be using it. With the key the
// file holds the master key of the data folder too, and is then as good as all secrets.
func Backup(ctx context.Context, o Options, file string, withKey bool, tell Progress) (info BackupInfo, err error) {
	o = o.withDefaults()
	if _, err := os.Stat(file); err == nil {
		return info, fmt.Errorf("%s is there already: choose another name, a backup never replaces one", file)
	}
	dir, err := os.MkdirTemp(filepath.Dir(file), ".menling-backup-")
	if err != nil {
		return info, fmt.Errorf("backup: %w", err)
	}
	defer os.RemoveAll(dir)
	if info, err = snapshot(ctx, o, dir, withKey, tell); err != nil {
		return info, err
	}
	packed := filepath.Join(dir, "packed")
	if err := packBackup(ctx, &info, dir, packed, tell); err != nil {
		return info, fmt.Errorf("backup: %w", err)
	}
	if _, err := VerifyBackup(ctx, packed, tell); err != nil {
		return info, fmt.Errorf("what was just written cannot be read again, so no backup was made; is the disk sound? %w", err)
	}
	return info, errors.Join(os.Rename(packed, file), syncDir(filepath.Dir(file)))
}

// snapshot has all parts in the folder, as they were at one moment.
func snapshot(ctx context.Context, o Options, dir string, withKey bool, tell Progress) (info BackupInfo, err error) {
	info = BackupInfo{Format: backupFormat, Database: o.dialect().String(), Program: o.Version, MadeAt: o.Now().UnixMilli()}
	if err := o.dialect().snapshot(ctx, o, dir, &info, tell); err != nil {
		return info, err
	}
	spooled, err := snapshotSpool(ctx, o, dir)
	if err != nil {
		return info, err
	}
	if spooled {
		info.Parts = append(info.Parts, BackupPart{Name: partSpool})
	}
	if withKey {
		info.Parts = append(info.Parts, BackupPart{Name: partKey})
		err = copyKey(o, dir)
	}
	return info, err
}

func (o Options) dialect() Dialect {
	if o.DatabaseURL != "" {
		return Postgres
	}
	return SQLite
}

// describe fills in what the database says of itself, and counts its rows.
func (b *BackupInfo) describe(ctx context.Context, q rowAsker, tables string) error {
	var print sql.NullString
	err := q.QueryRowContext(ctx, "SELECT schema_version, oldest_program, key_fingerprint FROM installation WHERE id = 1").Scan(&b.Shape, &b.OldestProgram, &print)
	if err != nil {
		return fmt.Errorf("installation: %w", err)
	}
	b.KeyFingerprint = print.String
	b.Rows, err = countRows(ctx, q, tables)
	return err
}

// rowAsker is a database or a transaction of it.
type rowAsker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// countRows counts the rows of all tables that the query names.
func countRows(ctx context.Context, q rowAsker, tables string) (map[string]int64, error) {
	names, err := tableNames(ctx, q, tables)
	if err != nil {
		return nil, fmt.Errorf("tables: %w", err)
	}
	counts := make(map[string]int64, len(names))
	for _, name := range names {
		var n int64
		if err := q.QueryRowContext(ctx, `SELECT count(*) FROM "`+name+`"`).Scan(&n); err != nil {
			return nil, fmt.Errorf("count %s: %w", name, err)
		}
		counts[name] = n
	}
	return counts, nil
}

func tableNames(ctx context.Context, q rowAsker, query string) (names []string, err error) {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

func copyKey(o Options, dir string) error {
	if o.MasterKey != "" {
		return errors.New("the master key comes from the settings, so there is no file of it to keep in the backup: leave --with-key out")
	}
	master, err := findMaster(o)
	if err != nil {
		return err
	}
	if master == nil {
		return fmt.Errorf("there is no %s to keep in the backup: leave --with-key out", o.file("master.key"))
	}
	text, err := os.ReadFile(o.file("master.key"))
	if err != nil {
		return fmt.Errorf("master key: %w", err)
	}
	return os.WriteFile(filepath.Join(dir, partKey), text, 0o600)
}
