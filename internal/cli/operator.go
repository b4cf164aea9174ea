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
	close func() error
}

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
		return &operator{http: &http.Transport{DialContext: dial}, close: func() error { return nil }}, nil
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
	return &operator{http: inProcess{a.Operator()}, close: a.Close}, nil
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
	req, err := http.NewRequestWithContext(ctx, method, "http://menling/api/v1"+path, data)
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := o.http.RoundTrip(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 8<<20))
	if err != nil {
		return err
	}
	if resp.StatusCode/100 != 2 {
		var p problem
		if json.Unmarshal(text, &p) == nil && p.EN != "" {
			return errors.New(p.EN + " · " + p.ZH)
		}
		return fmt.Errorf("%s %s: %s", method, path, resp.Status)
	}
	if answer == nil || len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, answer)
}
