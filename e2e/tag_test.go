package e2e

import (
	"database/sql"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

var tag = flag.Bool("tag", false, "keep this shape of the database, with the rows of a small story, as a test input of internal/store")

// With -tag, before a release, the shape of both databases and rows as this program writes them are kept: what comes later is held to
// them by TestTaggedShapes of internal/store.
func TestTagThisShape(t *testing.T) {
	if !*tag {
		t.Skip("only with -tag")
	}
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		wecom, _ := r.accounts(lin)
		live := lin.watch("")
		way := createWay(t, lin, live, wecom)
		answer(t, r, lin, live, ring(t, r, lin, live, scan(t, r, lin, live, way)))
		r.stop()
		schema, data := dumpOf(t, d, r.options.Dir, r.options.DatabaseURL)
		dir := filepath.Join("..", "internal", "store", "testdata", "shapes", shapeOf(data))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"schema": schema, "data": data} {
			if err := os.WriteFile(filepath.Join(dir, d.String()+"."+name+".sql"), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func shapeOf(data string) string {
	return regexp.MustCompile(`INTO (?:public\.)?"?installation"? .*VALUES \(1, ?(\d+)`).FindStringSubmatch(data)[1]
}

func dumpOf(t *testing.T, d store.Dialect, dir, address string) (schema, data string) {
	if d == store.SQLite {
		return dumpSQLite(t, filepath.Join(dir, "menling.db"))
	}
	return dumpPostgres(t, address, "--schema-only"), dumpPostgres(t, address, "--data-only", "--column-inserts")
}

func dumpPostgres(t *testing.T, address string, options ...string) string {
	t.Helper()
	program, err := store.PostgresProgram("pg_dump")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), program, append(options, "--no-owner", "--no-privileges", "--dbname", address)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for line := range strings.SplitSeq(string(out), "\n") {
		if line != "" && !strings.HasPrefix(line, "--") && !strings.HasPrefix(line, `\`) && !strings.HasPrefix(line, "SET ") && !strings.Contains(line, "set_config") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n") + "\n"
}

func dumpSQLite(t *testing.T, path string) (schema, data string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	// The index of words makes its tables itself, and has no content to keep.
	const ours = " FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_grams_%'"
	for _, made := range texts(t, db, "SELECT sql"+ours+" ORDER BY type DESC, rowid") {
		schema += made + ";\n"
	}
	for _, table := range texts(t, db, "SELECT name"+ours+" AND type = 'table' AND name NOT LIKE '%_grams' ORDER BY rowid") {
		columns := texts(t, db, fmt.Sprintf("SELECT name FROM pragma_table_info('%s') ORDER BY cid", table))
		quoted := "quote(" + strings.Join(columns, ") || ', ' || quote(") + ")"
		for _, row := range texts(t, db, "SELECT "+quoted+" FROM "+table) {
			data += "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (" + row + ");\n"
		}
	}
	return schema, data
}

func texts(t *testing.T, db *sql.DB, query string) (list []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
