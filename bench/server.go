package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime/pprof"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/menling/menling/console"
	"github.com/menling/menling/internal/app"
	"github.com/menling/menling/internal/crm"
)

// Servers run in processes of their own: this program again, told by the environment what to be.
const (
	childEnv   = "MENLING_BENCH_CHILD" // intake, import, adopt, reconcile, kit, bare or canned
	dirEnv     = "MENLING_BENCH_DIR"
	profileEnv = "MENLING_BENCH_PROFILE" // file for a CPU profile; empty: none
	slug       = "bench"
	cannedFile = "answer.json" // in the folder: what canned answers
)

// child is this process's work if it was started as a server; false: it was not. It ends with its standard input, so
// that nothing is left when whoever started it is gone.
func child() bool {
	role := os.Getenv(childEnv)
	if role == "" {
		return false
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	signal.Ignore(os.Interrupt) // reaches the whole foreground group; the parent ends us
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		defer cancel()
		_, _ = io.Copy(io.Discard, os.Stdin) // however it ends, the parent has let go of it
	}()
	if err := profiled(func() error { return serve(ctx, role) }); err != nil {
		fmt.Fprintln(os.Stderr, role+":", err)
		os.Exit(1)
	}
	return true
}

func serve(ctx context.Context, role string) error {
	switch dir := os.Getenv(dirEnv); role {
	case "bare":
		return serveBare(ctx, "", success)
	case "import":
		return serveImport(ctx, dir)
	case "desk":
		return serveDesk(ctx, dir)
	case "stream":
		return serveStream(ctx)
	case "kit":
		return serveKit(ctx, dir)
	case "adopt":
		return serveAdopt(ctx, dir)
	case "reconcile":
		return serveReconcile(ctx, dir)
	case "canned":
		answer, err := os.ReadFile(filepath.Join(dir, cannedFile))
		if err != nil {
			return err
		}
		return serveBare(ctx, "application/json; charset=UTF-8", answer)
	default:
		return serveIntake(ctx, dir)
	}
}

func profiled(work func() error) error {
	path := os.Getenv(profileEnv)
	if path == "" {
		return work()
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return work()
}

// serveIntake is the real server with one account, which keeps what it receives without applying it.
func serveIntake(ctx context.Context, dir string) error {
	var task deskTask
	if err := readTask(filepath.Join(dir, deskFile), &task); err != nil {
		return err
	}
	app.TuneMemory() // as menling serve does
	a, err := app.New(ctx, app.Options{
		Addr: "127.0.0.1:0", Dir: dir, DatabaseURL: task.DatabaseURL, Console: console.Files(), HoldApplying: true,
		Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		return err
	}
	_, err = a.Ground.AddAccount(ctx, crm.Operator(), crm.Account{
		Kind: crm.WeCom, Slug: slug, PlatformID: corpID, AgentID: "1000002", Secret: "none",
		Keys: crm.PushKeys{Token: pushToken, AESKey: pushKey},
	})
	if err != nil {
		return errors.Join(err, a.Close())
	}
	fmt.Println(a.URL()[len("http://"):])
	return a.Run(ctx)
}

// serveBare is what the same work costs net/http alone: the body is read, and always the same answered.
func serveBare(ctx context.Context, contentType string, answer []byte) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s := &http.Server{ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, err := io.ReadAll(r.Body); err != nil {
				return
			}
			if contentType != "" {
				w.Header().Set("Content-Type", contentType)
			}
			w.Write(answer)
		})}
	go func() { <-ctx.Done(); s.Close() }()
	fmt.Println(l.Addr())
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// process is a server that runs.
type process struct {
	addr  string // host:port
	cmd   *exec.Cmd
	stdin io.Closer
}

// start runs this program as a server and returns when it listens.
func (b *bench) start(ctx context.Context, role, dir, profile string) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), childEnv+"="+role, dirEnv+"="+dir, profileEnv+"="+profile)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd, stdin: stdin}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("the %s server did not start: %w", role, errors.Join(err, p.stop()))
	}
	p.addr = line[:len(line)-1]
	return p, nil
}

// stop ends the server and waits for it.
func (p *process) stop() error {
	p.stdin.Close()
	return p.cmd.Wait()
}

// used is the processor time that a process has taken so far, of both kinds.
func used(cmd *exec.Cmd) (time.Duration, error) {
	path := fmt.Sprintf("/proc/%d/stat", cmd.Process.Pid)
	data, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:])) // the name before it may hold anything
	if len(fields) < 13 {
		return 0, fmt.Errorf("%s is short", path)
	}
	user, err := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	return time.Duration(user+system) * (time.Second / 100), errors.Join(err, err2) // Linux counts hundredths for everyone
}
