package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/menling/menling/wx/wire"
)

// maxBotAnswer is the most bytes of a bot's answer.
const maxBotAnswer = 64 << 10

// botCaller reaches bots. Their addresses come from admins: machines of our own network are reached only where the operator allowed
// it, and redirects lead nowhere.
type botCaller struct{ client *http.Client }

func newBotCaller(private bool) botCaller {
	dialer := net.Dialer{Timeout: 5 * time.Second}
	if !private {
		dialer.Control = refusePrivate
	}
	return botCaller{&http.Client{
		Transport:     &http.Transport{DialContext: dialer.DialContext, MaxIdleConnsPerHost: 4, IdleConnTimeout: 30 * time.Second},
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("it led somewhere else") },
	}}
}

// CallBot sends a question and reads the answer.
func (b botCaller) CallBot(ctx context.Context, address string, header map[string]string, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	for name, value := range header {
		req.Header.Set(name, value)
	}
	resp, err := b.client.Do(req)
	var at *url.Error
	if errors.As(err, &at) { // the address is known to who reads it
		err = at.Err
	}
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answered %s", resp.Status)
	}
	return wire.ReadAtMost(resp.Body, maxBotAnswer)
}
