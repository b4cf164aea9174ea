package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// listen takes the address and the socket, so that a clash is an error of the start and not a line in a log.
func (a *App) listen(ctx context.Context) (err error) {
	var lc net.ListenConfig
	if a.listener, err = lc.Listen(ctx, "tcp", a.o.Addr); err != nil {
		return fmt.Errorf("cannot listen at %s: %w", a.o.Addr, err)
	}
	if a.o.MetricsAddr != "" {
		if a.metricsListener, err = lc.Listen(ctx, "tcp", a.o.MetricsAddr); err != nil {
			return fmt.Errorf("cannot listen at %s: %w", a.o.MetricsAddr, err)
		}
	}
	path, short, err := socketPath(a.o.Dir)
	if err != nil {
		return err
	}
	if short != "" {
		if err := os.Mkdir(short, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
		if err := oursAlone(short); err != nil {
			return err
		}
		a.socketDir = short
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) { // left by a process that was killed; we hold the lock
		return err
	}
	if a.socket, err = lc.Listen(ctx, "unix", path); err != nil {
		return fmt.Errorf("cannot listen at the data folder's socket: %w", err)
	}
	return os.Chmod(path, 0o600)
}

// SocketPath is where the server that uses a data folder can be reached by its own machine, if one runs.
func SocketPath(dir string) (string, error) {
	path, short, err := socketPath(dir)
	if err == nil && short != "" {
		if err = oursAlone(short); errors.Is(err, os.ErrNotExist) { // and no server runs
			err = nil
		}
	}
	return path, err
}

// maxSocketPath is how long a socket's path may be on every system we know.
const maxSocketPath = 100

// socketPath is where a data folder's socket is: in the folder, or, where that path is too long for a socket, in a short folder among the
// temporary files, which is there as long as a server runs.
func socketPath(dir string) (path, short string, err error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", "", err
	}
	const name = "menling.sock"
	if path = filepath.Join(abs, name); len(path) <= maxSocketPath {
		return path, "", nil
	}
	sum := sha256.Sum256([]byte(abs))
	short = filepath.Join(os.TempDir(), "menling-"+hex.EncodeToString(sum[:8]))
	return filepath.Join(short, name), short, nil
}

// oursAlone refuses a folder that others may enter or could have made: secrets go through the socket in it.
func oursAlone(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() || info.Mode().Perm() != 0o700 || !ownedByUs(info) {
		return fmt.Errorf("%s is not a folder of ours alone: remove it, or use a data folder with a shorter path", dir)
	}
	return nil
}

func (a *App) serve(fail func(string, error)) []*http.Server {
	public := &http.Server{
		Handler:           a.api.Handler(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          errorLog(a.log),
	}
	own := &http.Server{Handler: a.api.Operator(), ReadHeaderTimeout: 5 * time.Second, ErrorLog: errorLog(a.log)}
	servers := map[*http.Server]net.Listener{public: a.listener, own: a.socket}
	if a.metricsListener != nil {
		asked := &http.Server{Handler: a.metrics.Handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, ErrorLog: errorLog(a.log)}
		servers[asked] = a.metricsListener
	}
	for s, l := range servers {
		go func() {
			if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				fail("http", err)
			}
		}()
	}
	return slices.Collect(maps.Keys(servers))
}

// Operator answers as the command line's operator, without any listener.
func (a *App) Operator() http.Handler { return a.api.Operator() }
