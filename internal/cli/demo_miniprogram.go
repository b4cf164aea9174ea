package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// miniProgram is what the demo's mini program does by itself, as a real one would when it is opened: wx.login, and the code
// to its server. It learns from the sandbox's event stream who opened it, and speaks HTTP only.
func (d *demo) miniProgram(ctx context.Context) {
	for ctx.Err() == nil {
		if err := d.watchPhones(ctx); err != nil && ctx.Err() == nil {
			d.log.Warn("the demo's mini program lost the phone", "err", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(500 * time.Millisecond):
		}
	}
}

func (d *demo) watchPhones(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.sandbox.URL()+"/sandbox/v1/events", http.NoBody)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	lines, event := bufio.NewScanner(resp.Body), ""
	lines.Buffer(nil, 8<<20)
	for lines.Scan() {
		if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
			event = name
		}
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok || event != "enter" {
			continue
		}
		var opened struct {
			Customer string `json:"customer"`
		}
		if err := json.Unmarshal([]byte(data), &opened); err != nil {
			return err
		}
		if err := d.signIn(ctx, opened.Customer); err != nil {
			d.log.Warn("the demo's mini program could not sign in", "customer", opened.Customer, "err", err)
		}
	}
	return lines.Err()
}

// signIn is wx.login on the customer's phone, and the code sent to menling.
func (d *demo) signIn(ctx context.Context, customer string) error {
	var login struct {
		Code string `json:"code"`
	}
	if err := post(ctx, d.sandbox.URL()+"/sandbox/v1/weapp/login", map[string]string{"customer": customer}, &login); err != nil {
		return err
	}
	return post(ctx, d.app.URL()+"/api/v1/weapp/demo/sign-in", login, nil)
}

func post(ctx context.Context, url string, body, answer any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(data))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	data, err = io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return err
	}
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("%s: %s", resp.Status, data)
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(data, answer)
}
