package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/menling/menling/sandbox"
)

// platform is the sandbox in this process: both platforms, and all customers.
type platform struct {
	sandbox  *sandbox.Sandbox
	url      string // of the sandbox itself, past the proxy
	answered atomic.Int64
	serving  chan error
	stop     context.CancelFunc
}

// logSize is how many pushes and calls the sandbox remembers: all of any run.
const logSize = 1 << 24

// newPlatform serves on l; clients reach it by the base URL.
func newPlatform(l net.Listener, baseURL string) (_ *platform, err error) {
	p := &platform{url: "http://" + l.Addr().String(), serving: make(chan error, 1)}
	pushing := &http.Client{
		Transport:     &witness{p, &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: 10 * time.Second}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	p.sandbox, err = sandbox.New(sandbox.Options{LogSize: logSize, HTTPClient: pushing, BaseURL: baseURL})
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	ctx, cancel := context.WithCancel(context.Background())
	p.stop = cancel
	go func() { p.serving <- p.sandbox.Serve(ctx, l) }()
	return p, nil
}

func (p *platform) close() {
	p.sandbox.Close()
	p.stop()
	if err := <-p.serving; err != nil {
		fmt.Fprintln(os.Stderr, "the platform ended with", err)
	}
}

// witness counts the pushes that were answered well.
type witness struct {
	p    *platform
	next http.RoundTripper
}

func (w *witness) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := w.next.RoundTrip(r)
	if err == nil && resp.StatusCode == http.StatusOK {
		w.p.answered.Add(1)
	}
	return resp, err
}

// control calls the sandbox's control API.
func (p *platform) control(ctx context.Context, method, path string, body, answer any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, p.url+"/sandbox/v1"+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	text, err = io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("sandbox: %s %s: %d %s", method, path, resp.StatusCode, text)
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(text, answer)
}

// pageSize is how much of a list is asked for at once.
const pageSize = 2000

type pushRecord struct {
	ID        int64  `json:"id,string"`
	Kind      string `json:"kind"`
	Event     string `json:"event"`
	Customer  string `json:"customer"`
	ChatID    string `json:"chat_id"`
	Plaintext string `json:"plaintext"`
	Status    string `json:"status"`
}

// acknowledged is every push that was answered well.
func (p *platform) acknowledged(ctx context.Context) (list []pushed, err error) {
	for after := int64(0); ; {
		var page []pushRecord
		if err := p.control(ctx, "GET", "/pushes?limit="+strconv.Itoa(pageSize)+"&after="+strconv.FormatInt(after, 10), nil, &page); err != nil {
			return nil, err
		}
		for _, r := range page {
			if r.Status == "delivered" {
				list = append(list, pushed{ID: r.ID, Kind: r.Kind, Event: r.Event, Customer: r.Customer + r.ChatID, Plaintext: r.Plaintext})
			}
			after = r.ID
		}
		if len(page) < pageSize {
			return list, nil
		}
	}
}

// ways is every way that the platform holds.
func (p *platform) ways(ctx context.Context) (list []platformWay, err error) {
	for after := ""; ; {
		var page []platformWay
		if err := p.control(ctx, "GET", "/ways?limit="+strconv.Itoa(pageSize)+"&after="+after, nil, &page); err != nil {
			return nil, err
		}
		list = append(list, page...)
		if len(page) < pageSize {
			return list, nil
		}
		after = page[len(page)-1].ConfigID
	}
}

// phones is every message of ours that customers see.
func (p *platform) phones(ctx context.Context, customers []string) (list []onPhone, err error) {
	for _, c := range customers {
		var chat []struct {
			From    string `json:"from"`
			Content string `json:"content"`
		}
		if err := p.control(ctx, "GET", "/weapp/messages?customer="+c, nil, &chat); err != nil {
			return nil, err
		}
		for _, m := range chat {
			if m.From == "api" {
				list = append(list, onPhone{c, m.Content})
			}
		}
	}
	return list, nil
}

// waiting is how many pushes are still to be delivered.
func (p *platform) waiting(ctx context.Context) (int, error) {
	var state struct {
		Waiting int `json:"pushes_waiting"`
	}
	err := p.control(ctx, "GET", "/state", nil, &state)
	return state.Waiting, err
}

// takeToken ends the mini program's token at once, as another program with its secret would. The platform allows it every half minute.
func (p *platform) takeToken(ctx context.Context) error {
	f := sandbox.DefaultFixture().MiniProgram
	text, err := json.Marshal(map[string]any{"grant_type": "client_credential", "appid": f.AppID, "secret": f.Secret, "force_refresh": true})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+"/cgi-bin/stable_token", bytes.NewReader(text))
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
