package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"

	"github.com/menling/menling/internal/app"
	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/store"
)

func lockDir(dir string) (*store.DirLock, error) { return store.LockDir(dir) }

// operator speaks to the server that uses a data folder through its socket, or to a store that no server uses: there are
// never two writers.
type operator struct {
	http  http.RoundTripper
	base  string // the server's address, without /api/v1
	key   string // API key; empty: the operator of this machine
	live  bool   // a server does the work that is left to jobs
	close func() error
}

// ownServer stands for the server behind the socket, or in this process.
const ownServer = "http://menling"

// unknownServer stands in callback URLs until --public-url says how the server will be reached.
const unknownServer = "https://YOUR-SERVER"

func openOperator(ctx context.Context, c config.Data, log *slog.Logger) (*operator, error) {
	path, err := app.SocketPath(c.Data)
	if err != nil {
		return nil, err
	}
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", path)
	}
	if conn, err := dial(ctx, "", ""); err == nil {
		conn.Close()
		return &operator{http: &http.Transport{DialContext: dial}, base: ownServer, live: true, close: func() error { return nil }}, nil
	}
	public := c.PublicURL
	if public == "" { // no server runs that could say where it is
		public = unknownServer
	}
	a, err := app.New(ctx, app.Options{
		Addr: "127.0.0.1:0", Dir: c.Data, DatabaseURL: c.DatabaseURL, MasterKey: c.MasterKey, PublicURL: public, Version: version, Log: log,
	})
	if err != nil {
		return nil, startError(c.Data, err)
	}
	return &operator{http: inProcess{a.Operator()}, base: ownServer, close: a.Close}, nil
}

// inProcess answers requests by a handler, without a wire.
type inProcess struct{ handler http.Handler }

func (p inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r.Body = http.NoBody
	}
	w := &answer{header: http.Header{}, status: http.StatusOK}
	p.handler.ServeHTTP(w, r)
	return &http.Response{
		StatusCode: w.status, Status: http.StatusText(w.status), Header: w.header, Body: io.NopCloser(&w.body), Request: r,
	}, nil
}

// answer keeps what a handler writes.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

// problem is what the API answers when it refuses.
type problem struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// call asks the API; answer may be nil.
func (o *operator) call(ctx context.Context, method, path string, body, answer any) error {
	var data io.Reader = http.NoBody
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		data = bytes.NewReader(b)
	}
	resp, err := o.send(ctx, method, path, "application/json", data)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 8<<20))
	if err != nil || answer == nil || len(text) == 0 {
		return err
	}
	return json.Unmarshal(text, answer)
}

// send makes a request whose answer is read by the caller; a refusal is an error in words.
func (o *operator) send(ctx context.Context, method, path, contentType string, body io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, o.base+"/api/v1"+path, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", contentType)
	if o.key != "" {
		req.Header.Set("Authorization", "Bearer "+o.key)
	}
	resp, err := o.http.RoundTrip(req)
	if err != nil {
		return nil, fmt.Errorf("the server does not answer: %w", err)
	}
	if resp.StatusCode/100 == 2 {
		return resp, nil
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(io.LimitReader(resp.Body, 64<<10)) // the status says enough without it
	var p problem
	if json.Unmarshal(text, &p) == nil && p.EN != "" {
		return nil, errors.New(p.EN + " · " + p.ZH)
	}
	return nil, fmt.Errorf("%s %s: %s", method, path, resp.Status)
}
