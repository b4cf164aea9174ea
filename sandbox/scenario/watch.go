package scenario

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// watch follows the sandbox's event stream. Whoever waits looks again when something happened.
type watch struct {
	happened chan struct{} // holds one note that something happened since it was last read
	cancel   context.CancelFunc
	done     chan struct{}
}

func watchEvents(ctx context.Context, client *http.Client, address string) *watch {
	ctx, cancel := context.WithCancel(ctx)
	w := &watch{make(chan struct{}, 1), cancel, make(chan struct{})}
	go func() {
		defer close(w.done)
		for ctx.Err() == nil {
			w.follow(ctx, client, address) // a stream that fell behind is ended: begin another
		}
	}()
	return w
}

func (w *watch) stop() {
	w.cancel()
	<-w.done
}

func (w *watch) follow(ctx context.Context, client *http.Client, address string) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return
	}
	res, err := client.Do(req)
	if err != nil {
		return
	}
	defer res.Body.Close()
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if !strings.HasPrefix(lines.Text(), "event: ") {
			continue
		}
		select {
		case w.happened <- struct{}{}:
		default:
		}
	}
}

const (
	serverPatience = 10 * time.Second
	dialAgain      = 50 * time.Millisecond
)

// waitForServers waits until the callback addresses accept connections, so that a server may be
// started at the same time as the scenario.
func waitForServers(ctx context.Context, addresses ...string) error {
	ctx, cancel := context.WithTimeout(ctx, serverPatience)
	defer cancel()
	for _, address := range addresses {
		if address == "" {
			continue
		}
		if err := waitForServer(ctx, address); err != nil {
			return err
		}
	}
	return nil
}

func waitForServer(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return fmt.Errorf("%q is no callback URL; write http://127.0.0.1:8080/callback", address)
	}
	host := u.Host
	if u.Port() == "" {
		host = net.JoinHostPort(u.Hostname(), map[string]string{"https": "443"}[u.Scheme])
		if u.Scheme != "https" {
			host = net.JoinHostPort(u.Hostname(), "80")
		}
	}
	again := time.NewTicker(dialAgain)
	defer again.Stop()
	for {
		conn, err := new(net.Dialer).DialContext(ctx, "tcp", host)
		if err == nil {
			return conn.Close()
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return fmt.Errorf("no server answers at %s: %w", address, err)
		}
	}
}
