package main

import (
	"os"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == natsRole { // as main does
		_ = serveNATS(os.Args[2])
		return
	}
	os.Exit(m.Run())
}

// A dozen seconds of torture on one node: it runs, finds nothing, and leaves nothing behind.
func TestADozenSeconds(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program and takes a quarter of a minute")
	}
	dir, err := os.MkdirTemp("", "menling-torture-test-") // kept when it fails
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", dir)
	good, err := all(t.Context(), options{minutes: 12 * time.Second, modes: []string{sqliteMode}, seed: smokeSeed, rate: 40})
	if err != nil || !good {
		t.Fatalf("good: %v, %v", good, err)
	}
	if err := os.Remove(dir); err != nil {
		t.Errorf("something is left behind: %v", err)
	}
}

// smokeSeed begins with a node that is killed, answers that are cut, and a full disk.
const smokeSeed = 431
