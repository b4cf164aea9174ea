package e2e

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// builds is the folder that the program is built in; whoever runs the tests removes it.
var builds string

var build = sync.OnceValues(func() (string, error) {
	var err error
	if builds, err = os.MkdirTemp("", "menling-binary-"); err != nil {
		return "", err
	}
	path := filepath.Join(builds, "menling")
	cmd := exec.Command("go", "build", "-o", path, "..")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", errors.New(string(out))
	}
	return path, nil
})

// binary builds the program once for all tests.
func binary(t *testing.T) string {
	t.Helper()
	path, err := build()
	if err != nil {
		t.Fatalf("the program does not build: %v", err)
	}
	return path
}

// program is a running menling.
type program struct {
	t      *testing.T
	cmd    *exec.Cmd
	stdout *bufio.Scanner
	said   *output
	ended  chan error
}

// output keeps what is written, for whoever waits for a line.
type output struct {
	mu  sync.Mutex
	b   bytes.Buffer
	new chan struct{}
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.b.Write(b)
	select {
	case o.new <- struct{}{}:
	default:
	}
	return len(b), nil
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// launch starts the program; it is killed when the test ends, unless it ended before.
func launch(t *testing.T, args ...string) *program { t.Helper(); return launchWith(t, nil, args...) }

// launchWith starts it with settings in its environment.
func launchWith(t *testing.T, env []string, args ...string) *program {
	t.Helper()
	p := &program{t: t, cmd: exec.Command(binary(t), args...), said: &output{new: make(chan struct{}, 1)}, ended: make(chan error, 1)}
	p.cmd.Stderr = p.said
	p.cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}, env...)
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.stdout = bufio.NewScanner(out)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.cmd.Process.Kill()
		p.cmd.Wait()
	})
	return p
}

// line is the next line on stdout.
func (p *program) line() string {
	p.t.Helper()
	if !p.stdout.Scan() {
		p.t.Fatalf("no line on stdout; stderr says:\n%s", p.said)
	}
	return p.stdout.Text()
}

// says waits until stderr holds a text and gives everything up to then.
func (p *program) says(text string) string {
	p.t.Helper()
	late := time.After(patience)
	for !strings.Contains(p.said.String(), text) {
		select {
		case <-p.said.new:
		case <-late:
			p.t.Fatalf("stderr never said %q:\n%s", text, p.said)
		}
	}
	return p.said.String()
}

// stopPatience is what the product promises, 5 seconds, and room for a machine that is busy with other tests.
const stopPatience = 15 * time.Second

// stop asks the program to end and wants it to, cleanly and soon; nothing more may be on stdout.
func (p *program) stop(signal os.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(signal); err != nil {
		p.t.Fatal(err)
	}
	go func() {
		for p.stdout.Scan() {
			p.t.Errorf("more on stdout: %s", p.stdout.Text())
		}
		p.ended <- p.cmd.Wait()
	}()
	select {
	case err := <-p.ended:
		if err != nil {
			p.t.Errorf("it ended with %v:\n%s", err, p.said)
		}
	case <-time.After(stopPatience):
		p.t.Errorf("it did not end within %v of %v:\n%s", stopPatience, signal, p.said)
	}
}

func (p *program) terminate() { p.t.Helper(); p.stop(syscall.SIGTERM) }

// run runs a command to its end.
func run(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	ctx, cancel := context.WithTimeout(t.Context(), 3*patience) // what should end and serves instead
	defer cancel()
	cmd := exec.CommandContext(ctx, binary(t), args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &errs
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}
