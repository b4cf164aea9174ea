package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const megabyte = 1e6 // bytes

// build makes the program as it is released. A quick run leaves -trimpath out: it would compile everything anew.
func (b *bench) build() (string, error) {
	path := filepath.Join(b.dir, "menling")
	args := []string{"build", "-ldflags", "-s -w", "-o", path}
	if !b.quick {
		args = append(args, "-trimpath")
	}
	cmd := exec.Command("go", append(args, ".")...)
	cmd.Dir = ".." // the product's own module: its go.sum knows what this one needs not
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building menling: %w\n%s", err, out)
	}
	return path, nil
}

func binarySize(_ context.Context, b *bench) (Row, error) {
	path, err := b.binary()
	if err != nil {
		return Row{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return Row{}, err
	}
	row := alone("size of the menling program, web console included", "MB", lower, float64(info.Size())/megabyte)
	row.Conditions = `go build -trimpath -ldflags "-s -w"; 1 MB is 10^6 bytes`
	return row, nil
}

// startMS measures from exec to the first 200 on /readyz, on a data folder that is there already.
func startMS(ctx context.Context, b *bench) (Row, error) {
	dir := filepath.Join(b.dir, "start")
	var first, later []float64
	for i := range pick(b, 5, 1) {
		took, err := b.startOnce(ctx, fmt.Sprint(dir, i))
		if err != nil {
			return Row{}, err
		}
		first = append(first, took)
	}
	for range pick(b, 21, 2) {
		took, err := b.startOnce(ctx, dir+"0")
		if err != nil {
			return Row{}, err
		}
		later = append(later, took)
	}
	row := alone("from exec of menling serve to the first 200 on /readyz", "ms", lower, median(later))
	row.Conditions = fmt.Sprintf("SQLite, a migrated data folder without accounts, program and files in the page cache, asked every millisecond; median of %d starts, %s ms; "+
		"the very first start on an empty folder, which makes the database, takes %s ms (median of %d)", len(later), spread(later), figure(round(median(first))), len(first))
	return row, nil
}

func (b *bench) startOnce(ctx context.Context, dir string) (float64, error) {
	s, err := b.menling(ctx, dir)
	if err != nil {
		return 0, err
	}
	return float64(s.ready.Microseconds()) / 1000, s.stop()
}

// idleRSS measures the memory of a server that nobody uses.
func idleRSS(ctx context.Context, b *bench) (row Row, err error) {
	idle := pick(b, 10*time.Second, 100*time.Millisecond)
	var now, peak []float64
	for i := range pick(b, 3, 1) {
		s, err := b.menling(ctx, filepath.Join(b.dir, fmt.Sprint("idle", i)))
		if err != nil {
			return row, err
		}
		select {
		case <-time.After(idle):
		case <-ctx.Done():
		}
		rss, high, err := s.memory()
		if err := errors.Join(err, s.stop(), ctx.Err()); err != nil {
			return row, err
		}
		now, peak = append(now, rss), append(peak, high)
	}
	row = alone("resident memory of menling serve after 10 s without work", "MB", lower, median(now))
	row.Conditions = fmt.Sprintf("SQLite, first start on an empty data folder; VmRSS, median of %d processes, %s MB, highest until then %s MB; 1 MB is 10^6 bytes",
		len(now), spread(now), figure(round(median(peak))))
	return row, nil
}

// server is menling serve.
type server struct {
	addr  string // host:port
	cmd   *exec.Cmd
	ready time.Duration // from exec to the first 200 on /readyz
}

const startLimit = 30 * time.Second

// menling starts the server on dir and returns when it is ready.
func (b *bench) menling(ctx context.Context, dir string) (*server, error) {
	return b.serving(ctx, os.Environ(), dir)
}

// node starts one of several servers on a PostgreSQL, with a folder of its own and the key that another one made.
func (b *bench) node(ctx context.Context, dir, other, address string) (*server, error) {
	key, err := os.ReadFile(filepath.Join(other, "master.key"))
	if err != nil {
		return nil, err
	}
	return b.serving(ctx, append(os.Environ(), "MENLING_MASTER_KEY="+strings.TrimSpace(string(key))), dir, "--database-url", address)
}

func (b *bench) serving(ctx context.Context, env []string, dir string, flags ...string) (*server, error) {
	path, err := b.binary()
	if err != nil {
		return nil, err
	}
	addr, err := freeAddr()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, path, append([]string{"serve", "--addr", addr, "--data", dir, "--log-level", "error"}, flags...)...)
	cmd.Env = env
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 6 * time.Second
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{addr: addr, cmd: cmd}
	for client := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}); ; time.Sleep(time.Millisecond) {
		if resp, err := client.Get("http://" + addr + "/readyz"); err == nil {
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				s.ready = time.Since(began)
				return s, nil
			}
		}
		if time.Since(began) > startLimit || ctx.Err() != nil {
			return nil, errors.Join(fmt.Errorf("menling was not ready within %s", startLimit), s.stop(), ctx.Err())
		}
	}
}

func (s *server) pid() string { return strconv.Itoa(s.cmd.Process.Pid) }

// stop asks the server to stop and waits for it.
func (s *server) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return s.cmd.Wait()
}

// memory is what the server has resident now, and the most it ever had, in MB.
func (s *server) memory() (now, peak float64, err error) {
	status := fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid)
	now, err = kilobytes(status, "VmRSS")
	if err != nil {
		return 0, 0, err
	}
	peak, err = kilobytes(status, "VmHWM")
	return now * 1024 / megabyte, peak * 1024 / megabyte, err
}

// ownMemory is what a process has for itself now, and about the most it ever had, in MB: without the files that it maps, the database
// among them, which the system keeps while it has room.
func ownMemory(status string) (now, peak float64, err error) {
	var sizes [3]float64
	for i, name := range []string{"VmRSS", "VmHWM", "RssFile"} {
		if sizes[i], err = kilobytes(status, name); err != nil {
			return 0, 0, err
		}
	}
	return (sizes[0] - sizes[2]) * 1024 / megabyte, (sizes[1] - sizes[2]) * 1024 / megabyte, nil
}

func kilobytes(path, name string) (float64, error) {
	n, err := strconv.ParseFloat(strings.TrimSuffix(field(path, name, ":"), " kB"), 64)
	if err != nil {
		return 0, fmt.Errorf("%s of a process, which only Linux tells: %w", name, err)
	}
	return n, nil
}

// freeAddr is a loopback address that nobody listens at.
func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
