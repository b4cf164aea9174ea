package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
)

// oldestProgram may use the newest shape below. A migration that an older program would break raises it.
const oldestProgram = "0.1.0"

//go:embed schema
var schemas embed.FS

// migrate brings the database to the newest shape this program knows, unless a newer program has already been here.
func migrate(ctx context.Context, s *Store, db *sql.DB) error {
	fsys, err := migrations(s.dialect)
	if err != nil {
		return err
	}
	newest, err := newestMigration(fsys)
	if err != nil {
		return err
	}
	in, err := readInstallation(ctx, s.dialect, db)
	if err != nil {
		return err
	}
	if err := in.allows(s.opts.Version, newest); err != nil {
		return err
	}
	if in.version >= newest {
		return nil
	}
	if in.version > 0 {
		s.log.Info("bringing the database to a new shape", "from", in.version, "to", newest)
	}
	if err := runMigrations(ctx, s.dialect, db, fsys); err != nil {
		return err
	}
	s.log.Info("database migrated", "from", in.version, "to", newest)
	return writeInstallation(ctx, s, db, newest)
}

func migrations(d Dialect) (fs.FS, error) {
	fsys, err := fs.Sub(schemas, "schema/"+d.String())
	return fsys, wrap(err, "migrations")
}

// newestShape is the newest shape this program knows.
func newestShape(d Dialect) (int64, error) {
	fsys, err := migrations(d)
	if err != nil {
		return 0, err
	}
	return newestMigration(fsys)
}

func runMigrations(ctx context.Context, d Dialect, db *sql.DB, fsys fs.FS) error {
	dialect := goose.DialectPostgres
	if d == SQLite {
		dialect = goose.DialectSQLite3
	}
	p, err := goose.NewProvider(dialect, db, fsys)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	return nil
}

// newestMigration is the highest number a migration's file name begins with.
func newestMigration(fsys fs.FS) (int64, error) {
	names, err := fs.Glob(fsys, "*.sql")
	if err != nil || len(names) == 0 {
		return 0, fmt.Errorf("migrations: none found: %w", err)
	}
	number, _, _ := strings.Cut(names[len(names)-1], "_")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("migrations: %w", err)
	}
	return n, nil
}

// installation is what the database says about itself.
type installation struct {
	version int64  // of its shape; 0: empty
	oldest  string // program that may use it
}

func readInstallation(ctx context.Context, d Dialect, db *sql.DB) (installation, error) {
	var in installation
	found, err := d.hasTable(ctx, db, "installation")
	if err != nil || !found {
		return in, err
	}
	err = db.QueryRowContext(ctx, "SELECT schema_version, oldest_program FROM installation WHERE id = 1").Scan(&in.version, &in.oldest)
	if err != nil && !noRows(err) {
		return in, fmt.Errorf("installation: %w", err)
	}
	return in, nil
}

func writeInstallation(ctx context.Context, s *Store, db *sql.DB, version int64) error {
	_, err := db.ExecContext(ctx, `INSERT INTO installation (id, schema_version, oldest_program, epoch, created_at)
		VALUES (1, $1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET schema_version = excluded.schema_version, oldest_program = excluded.oldest_program`,
		version, oldestProgram, rand.Text(), s.now().UnixMilli())
	if err != nil {
		return fmt.Errorf("installation: %w", err)
	}
	return nil
}

// allows refuses a program that is older than the data permits.
func (in installation) allows(program string, known int64) error {
	if in.oldest == "" || compareVersions(program, in.oldest) >= 0 {
		return nil
	}
	return fmt.Errorf("%w (shape %d, this program knows %d) and needs menling %s or newer, "+
		"but this is %s: install menling %s or newer, or restore a backup made before the upgrade",
		ErrNewerData, in.version, known, in.oldest, program, in.oldest)
}

// ErrNewerData refuses a program that is older than the data permits.
var ErrNewerData = errors.New("this data was written by a newer menling")

const devVersion = "dev"

// compareVersions orders two versions as semantic versioning does. What is no release (dev, a build of some commit) is
// newer than any.
func compareVersions(a, b string) int {
	va, oka := parseVersion(a)
	vb, okb := parseVersion(b)
	if !oka || !okb {
		return cmp.Compare(boolInt(!oka), boolInt(!okb))
	}
	if c := cmp.Or(cmp.Compare(va.n[0], vb.n[0]), cmp.Compare(va.n[1], vb.n[1]), cmp.Compare(va.n[2], vb.n[2])); c != 0 {
		return c
	}
	if va.pre == "" || vb.pre == "" {
		return cmp.Compare(boolInt(va.pre == ""), boolInt(vb.pre == ""))
	}
	return cmp.Compare(va.pre, vb.pre)
}

type version struct {
	n   [3]int
	pre string
}

func parseVersion(s string) (version, bool) {
	var v version
	s, _, _ = strings.Cut(strings.TrimPrefix(s, "v"), "+")
	s, v.pre, _ = strings.Cut(s, "-")
	parts := strings.Split(s, ".")
	if len(parts) != 3 {
		return v, false
	}
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil {
			return v, false
		}
		v.n[i] = n
	}
	return v, v.n != [3]int{} // 0.0.0-… is what Go calls a build of a commit
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
