package app

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Where the data folder's path is too long for a socket, its socket is among the temporary files as long as a server runs, and nothing after.
func TestALongDataFolderLeavesNothingAmongTemporaryFiles(t *testing.T) {
	tmp, err := os.MkdirTemp("", "m-") // short: the socket stands in it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(tmp) })
	dir := filepath.Join(t.TempDir(), strings.Repeat("long", 30))
	t.Setenv("TMPDIR", tmp)
	left := func() []os.DirEntry {
		t.Helper()
		entries, err := os.ReadDir(tmp)
		if err != nil {
			t.Fatal(err)
		}
		return entries
	}
	if _, err := SocketPath(dir); err != nil { // a command that looks for a server
		t.Fatal(err)
	}
	if names := left(); len(names) != 0 {
		t.Errorf("who only asks left %v", names)
	}
	a, err := New(t.Context(), Options{Addr: "127.0.0.1:0", Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	path, err := SocketPath(dir)
	if err != nil {
		t.Fatal(err)
	}
	if conn, err := net.Dial("unix", path); err != nil {
		t.Errorf("the server cannot be reached: %v", err)
	} else {
		conn.Close()
	}
	if _, err := New(t.Context(), Options{Addr: "127.0.0.1:0", Dir: dir}); err == nil { // refused, and takes nothing away
		t.Error("two servers on one data folder")
	}
	if names := left(); len(names) != 1 {
		t.Errorf("while the server runs there are %v", names)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if names := left(); len(names) != 0 {
		t.Errorf("the server left %v", names)
	}

	other := filepath.Dir(path)
	if err := os.Mkdir(other, 0o755); err != nil { // as if somebody else had been first
		t.Fatal(err)
	}
	if _, err := New(t.Context(), Options{Addr: "127.0.0.1:0", Dir: dir}); err == nil || !strings.Contains(err.Error(), other) {
		t.Errorf("a folder that others may enter was used: %v", err)
	}
	if _, err := SocketPath(dir); err == nil {
		t.Error("a folder that others may enter was asked for a server")
	}
	if names := left(); len(names) != 1 {
		t.Errorf("somebody else's folder was taken away: %v", names)
	}
}
