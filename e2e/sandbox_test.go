package e2e

import (
	"bytes"
	"encoding/json"
	"runtime/pprof"
	"strings"
	"testing"
	"time"
)

// What the sandbox says, as far as the tests read it.
type (
	sandboxCustomer struct {
		ID             string `json:"id"`
		Name           string `json:"name"`
		OpenID         string `json:"openid"`
		UnionID        string `json:"unionid"`
		ExternalUserID string `json:"external_userid"`
	}
	phoneMessage struct {
		From    string `json:"from"`
		MsgType string `json:"msgtype"`
		Content string `json:"content"`
	}
	platformCall struct {
		Path    string          `json:"path"`
		ErrCode int             `json:"errcode"`
		Request json.RawMessage `json:"request"`
	}
)

func (r *rig) sandboxCustomer(id string) sandboxCustomer {
	r.t.Helper()
	var all []sandboxCustomer
	r.control("GET", "/customers", nil, &all)
	for _, c := range all {
		if c.ID == id {
			return c
		}
	}
	r.t.Fatalf("the sandbox has no customer %s", id)
	return sandboxCustomer{}
}

// fromAPI is what the customer's phone got from us, in order.
func (r *rig) fromAPI(customer string) (list []phoneMessage) {
	r.t.Helper()
	var all []phoneMessage
	r.control("GET", "/weapp/messages?customer="+customer, nil, &all)
	for _, m := range all {
		if m.From == "api" {
			list = append(list, m)
		}
	}
	return list
}

func (r *rig) calls(path string) (list []platformCall) {
	r.t.Helper()
	var all []platformCall
	r.control("GET", "/calls?limit=10000", nil, &all)
	for _, c := range all {
		if c.Path == path {
			list = append(list, c)
		}
	}
	return list
}

// ours is where our own goroutines stand: what hangs is told by it.
func ours() string {
	var all bytes.Buffer
	if err := pprof.Lookup("goroutine").WriteTo(&all, 2); err != nil {
		return err.Error()
	}
	var list []string
	for stack := range strings.SplitSeq(all.String(), "\n\n") {
		if strings.Contains(stack, "menling/internal/") {
			list = append(list, stack)
		}
	}
	return strings.Join(list, "\n\n")
}

// eventually asks again and again until it is so; for what no stream tells.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	late := time.After(patience)
	for !so() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("waited %v for %s; meanwhile:\n%s", patience, what, ours())
		}
	}
}
