package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"time"
)

// person uses the console's API, over whatever is between.
type person struct {
	base string
	http *http.Client
}

func newPerson(url string) *person {
	jar, _ := cookiejar.New(nil) // without options there is no error
	return &person{url + "/api/v1", &http.Client{
		Jar: jar, Timeout: 8 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 4, IdleConnTimeout: 2 * time.Second},
	}}
}

// refusal is an answer that says no, for good.
type refusal struct {
	status int
	text   string
}

func (r *refusal) Error() string { return fmt.Sprintf("%d %s", r.status, r.text) }

// ask makes a call once.
func (p *person) ask(ctx context.Context, method, path string, body, answer any) error {
	var in io.Reader
	kind := "application/json"
	switch b := body.(type) {
	case nil:
	case string:
		in, kind = bytes.NewReader([]byte(b)), "text/csv"
	default:
		text, err := json.Marshal(b)
		if err != nil {
			return err
		}
		in = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(ctx, method, p.base+path, in)
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", kind)
	resp, err := p.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode/100 != 2 {
		return &refusal{resp.StatusCode, string(text)}
	}
	if answer == nil || len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, answer)
}

// insist makes a call again until somebody answers it: whoever heard nothing does not know whether it was done.
func (p *person) insist(ctx context.Context, method, path string, body, answer any) error {
	for {
		err := p.ask(ctx, method, path, body, answer)
		var no *refusal
		if err == nil || errors.As(err, &no) && no.status < 500 && no.status != http.StatusTooManyRequests {
			return err
		}
		if pause(ctx, 200*time.Millisecond) != nil {
			return err
		}
	}
}

// accept uses a one-time link.
func (p *person) accept(ctx context.Context, token, name string) error {
	return p.insist(ctx, "POST", "/invitation", map[string]any{
		"token": token, "name": name, "email": name + "@example.com", "password": "correct horse battery",
	}, nil)
}
