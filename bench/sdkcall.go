package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

const addedReply = `{"errcode":0,"errmsg":"ok","config_id":"42b34949e138eb6e027c123cba77fad7","qr_code":"https://wework.qpic.cn/wwpic/100200_Ab3dEfGhIj_1700000000/0"}`

// sdkCall compares a call of the client with the same exchange written out by hand. The server stands in this process, so
// that its work is in both figures.
func sdkCall(ctx context.Context, b *bench) (Row, error) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		if r.URL.Path == "/cgi-bin/gettoken" {
			_, _ = io.WriteString(w, `{"errcode":0,"errmsg":"ok","access_token":"T","expires_in":7200}`)
			return
		}
		_, _ = io.WriteString(w, addedReply)
	}))
	defer server.Close()
	client, err := wecom.New(corpID, wecom.WithBaseURL(server.URL), wecom.WithHTTPClient(server.Client()),
		wecom.WithLimiter(wx.NewLimiter(nil, wx.Limits{PerMinute: 1 << 30, PerHour: 1 << 30})))
	if err != nil {
		return Row{}, err
	}
	c := &sdkCalls{ctx: ctx, app: client.App("secret"), http: server.Client(), url: server.URL}
	c.ours()
	c.bare()
	rounds := pick(b, 15, 2)
	all := inTurns(rounds, pick(b, 300*time.Millisecond, 2*time.Millisecond), c.ours, c.bare)
	row := alone("one add_contact_way over a kept connection to a server in this process, its work included", "ns/op", lower, median(all[0].ns())).
		against("bare net/http and encoding/json, the same request and answer", median(all[1].ns()))
	row.Conditions = fmt.Sprintf("processor time, garbage collection included, client and server; the client counts its calls as it does for the vendor's limits, set so high that it never waits; median of %d rounds, in turns; ours %s, rounds %s ns; reference %s",
		rounds, all[0].allocs(), spread(all[0].ns()), all[1].allocs())
	return row, c.err
}

type sdkCalls struct {
	ctx  context.Context
	app  *wecom.App
	http *http.Client
	url  string
	err  error
}

func (c *sdkCalls) ours() {
	added, err := c.app.ContactWays.Add(c.ctx, wecom.ContactWayAdd{
		Type: wecom.TypeMulti, Scene: wecom.SceneQRCode, Remark: "展会 A 馆", State: "spring-a1", User: []string{"zhangsan", "lisi"},
	})
	if err != nil || added.ConfigID == "" {
		c.err = fmt.Errorf("ours: %+v, %w", added, err)
	}
}

type bareWay struct {
	Type   int      `json:"type"`
	Scene  int      `json:"scene"`
	Remark string   `json:"remark"`
	State  string   `json:"state"`
	User   []string `json:"user"`
}

type bareAdded struct {
	ErrCode  int    `json:"errcode"`
	ErrMsg   string `json:"errmsg"`
	ConfigID string `json:"config_id"`
	QRCode   string `json:"qr_code"`
}

func (c *sdkCalls) bare() {
	added, err := c.exchange(bareWay{2, 2, "展会 A 馆", "spring-a1", []string{"zhangsan", "lisi"}})
	if err != nil || added.ConfigID == "" {
		c.err = fmt.Errorf("bare: %+v, %w", added, err)
	}
}

func (c *sdkCalls) exchange(way bareWay) (added bareAdded, err error) {
	body, err := json.Marshal(way)
	if err != nil {
		return added, err
	}
	req, err := http.NewRequestWithContext(c.ctx, http.MethodPost, c.url+"/cgi-bin/externalcontact/add_contact_way?access_token=T", bytes.NewReader(body))
	if err != nil {
		return added, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.http.Do(req)
	if err != nil {
		return added, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		return added, err
	}
	return added, json.Unmarshal(answer, &added)
}
