package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// emulator is menling sandbox in a process of its own, and what is known of the ways in it.
type emulator struct {
	server
	addr, token  string
	ids, cursors []string
}

// emulator starts a sandbox that sets no limits to its callers.
func (b *bench) emulator(ctx context.Context) (*emulator, error) {
	path, err := b.binary()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, path, "sandbox", "--addr", "127.0.0.1:0", "--quiet")
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 6 * time.Second
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &emulator{server: server{cmd: cmd}}
	var ready struct{ URL string }
	if err := json.NewDecoder(stdout).Decode(&ready); err != nil {
		return nil, errors.Join(fmt.Errorf("the sandbox did not start: %w", err), s.stop())
	}
	s.addr = strings.TrimPrefix(ready.URL, "http://")
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

// prepare switches the limits off and gets a token.
func (s *emulator) prepare(ctx context.Context) error {
	if err := s.exchange(ctx, http.MethodPut, "/sandbox/v1/switches", `{"rate_limits":false}`, &struct{}{}); err != nil {
		return err
	}
	var got struct {
		AccessToken string `json:"access_token"`
	}
	const path = "/cgi-bin/gettoken?corpid=ww1a2b3c4d5e6f7081&corpsecret=sandbox-contact-secret"
	if err := s.exchange(ctx, http.MethodGet, path, "", &got); err != nil {
		return err
	}
	s.token = got.AccessToken
	return nil
}

// exchange makes one call and reads its answer into v.
func (s *emulator) exchange(ctx context.Context, method, path, body string, v any) error {
	answer, err := s.raw(ctx, method, path, body)
	if err != nil {
		return err
	}
	return json.Unmarshal(answer, v)
}

func (s *emulator) raw(ctx context.Context, method, path, body string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://"+s.addr+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err == nil && (resp.StatusCode != http.StatusOK || bytes.HasPrefix(answer, []byte(`{"errcode":`)) && !isOK(answer)) {
		err = fmt.Errorf("%s answered %s %s", path, resp.Status, answer)
	}
	return answer, err
}

// survey pages through the list of all ways and keeps their ids and the cursors: each of want ways must be there once.
func (s *emulator) survey(ctx context.Context, want int) error {
	s.ids, s.cursors = nil, []string{""}
	seen := make(map[string]bool, want)
	for {
		var page struct {
			ContactWay []struct {
				ConfigID string `json:"config_id"`
			} `json:"contact_way"`
			NextCursor string `json:"next_cursor"`
		}
		body := fmt.Sprintf(`{"limit":%d,"cursor":"%s"}`, wayPage, s.cursors[len(s.cursors)-1])
		if err := s.exchange(ctx, http.MethodPost, listWay+"?access_token="+s.token, body, &page); err != nil {
			return err
		}
		for _, w := range page.ContactWay {
			s.ids, seen[w.ConfigID] = append(s.ids, w.ConfigID), true
		}
		if page.NextCursor == "" {
			break
		}
		s.cursors = append(s.cursors, page.NextCursor)
	}
	if len(s.ids) != want || len(seen) != want {
		return fmt.Errorf("of %d ways the list holds %d, %d different", want, len(s.ids), len(seen))
	}
	return nil
}
