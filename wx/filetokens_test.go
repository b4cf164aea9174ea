package wx_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/wx"
)

// A process of its own that renews a token: it prints "fetching" when it is asked
// to fetch, waits for a line, and prints the token it got.
const childFolder = "MENLING_TEST_TOKENS"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		child(dir)
		return
	}
	os.Exit(m.Run())
}

func child(dir string) {
	store, err := wx.NewFileTokens(dir, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	in := bufio.NewReader(os.Stdin)
	token, err := store.Renew(context.Background(), "k", 0, func(context.Context) (wx.Token, error) {
		fmt.Println("fetching")
		line, err := in.ReadString('\n')
		return wx.Token{Value: strings.TrimSpace(line), ExpiresAt: time.Now().Add(time.Hour)}, err
	})
	fmt.Println(token.Value, token.Version, err)
}

// process is a started child.
type process struct {
	*testing.T
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func startChild(t *testing.T, dir string) *process {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childFolder+"="+dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	return &process{t, cmd, in, bufio.NewReader(out)}
}

func (p *process) says(want string) {
	p.Helper()
	line, err := p.out.ReadString('\n')
	if strings.TrimSpace(line) != want {
		p.Fatalf("the process says %q, %v, want %q", line, err, want)
	}
}

func TestProcessesFetchOnce(t *testing.T) {
	dir := t.TempDir()
	first := startChild(t, dir)
	first.says("fetching")
	second := startChild(t, dir) // finds the lock held, or the token there
	fmt.Fprintln(first.in, "ours")
	first.says("ours 1 <nil>")
	second.says("ours 1 <nil>")
}

func TestLockOfADeadProcessIsFree(t *testing.T) {
	dir := t.TempDir()
	first := startChild(t, dir)
	first.says("fetching")
	first.cmd.Process.Kill()
	first.cmd.Wait()
	second := startChild(t, dir)
	second.says("fetching")
	fmt.Fprintln(second.in, "theirs")
	second.says("theirs 1 <nil>")
}

func TestFilesOutliveTheStore(t *testing.T) {
	dir, issuer := t.TempDir(), &issuer{}
	for range 2 {
		store, err := wx.NewFileTokens(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		if token, err := store.Renew(t.Context(), "k", 0, issuer.fetch); err != nil || token.Value != "token1" {
			t.Fatalf("%q, %v", token.Value, err)
		}
	}
	names, _ := filepath.Glob(filepath.Join(dir, "*.json"))
	if len(names) != 1 {
		t.Fatalf("files %v", names)
	}
	if info, err := os.Stat(names[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := os.WriteFile(names[0], []byte("{damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	store, err := wx.NewFileTokens(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token, err := store.Renew(t.Context(), "k", 0, issuer.fetch); err != nil || token.Value != "token2" {
		t.Errorf("after a damaged file: %q, %v", token.Value, err)
	}
}

func TestFolderThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := wx.NewFileTokens(filepath.Join(file, "tokens"), nil); err == nil {
		t.Error("a folder was made in a file")
	}
}
