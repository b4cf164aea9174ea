package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/menling/menling/internal/api"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// testTime bounds the test of an account: a person waits for it.
const testTime = 12 * time.Second

// TestAccount tries an account out, step by step: a token by its secret, the right to customer contact, and whether our own
// callback URL answers as the platform will ask it.
func (a *App) TestAccount(ctx context.Context, account crm.Account) []api.TestStep {
	ctx, cancel := context.WithTimeout(ctx, testTime)
	defer cancel()
	token := step("token", a.tryToken(ctx, account))
	steps := []api.TestStep{token}
	if token.OK && account.Kind == crm.WeCom {
		steps = append(steps, step("permission", a.tryPermission(ctx, account)))
	}
	return append(steps, step("callback", a.tryCallback(ctx, account)))
}

func step(name string, err error) api.TestStep {
	if err == nil {
		return api.TestStep{Name: name, OK: true, ZH: "正常", EN: "works"}
	}
	s := api.TestStep{Name: name, ZH: "没有成功：" + err.Error(), EN: "did not work: " + err.Error()}
	var refused *wx.Error
	if errors.As(err, &refused) {
		s.Code = strconv.Itoa(refused.Code)
		if e, ok := refused.Explain(); ok {
			s.ZH, s.EN = e.ZH+"。"+e.DoZH, e.EN+". "+e.DoEN
		}
	}
	return s
}

func (a *App) tryToken(ctx context.Context, account crm.Account) error {
	if account.Kind == crm.Weapp {
		c, err := a.clients.Weapp(ctx, account.ID)
		if err != nil {
			return err
		}
		_, err = c.Token(ctx)
		return err
	}
	c, err := a.clients.WeCom(ctx, account.ID)
	if err != nil {
		return err
	}
	_, err = c.Token(ctx)
	return err
}

func (a *App) tryPermission(ctx context.Context, account crm.Account) error {
	c, err := a.clients.WeCom(ctx, account.ID)
	if err != nil {
		return err
	}
	_, err = c.Customers.FollowUsers(ctx)
	return err
}

// tryCallback asks our own callback URL as the platform does when the URL is saved in its console.
func (a *App) tryCallback(ctx context.Context, account crm.Account) error {
	echo := strconv.FormatInt(a.Ground.IDs.Next(), 10)
	query, err := echoQuery(account, echo, a.clock.Ms()/1000)
	if err != nil {
		return err
	}
	target := a.PublicURL() + "/callbacks/" + string(account.Kind) + "/" + account.Slug + "?" + query.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, target, http.NoBody)
	if err != nil {
		return err
	}
	resp, err := a.clients.http.Do(req)
	if err != nil {
		return fmt.Errorf("the callback URL cannot be reached from here: %w", err)
	}
	defer resp.Body.Close()
	body, err := wire.ReadAtMost(resp.Body, 4<<10)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK || string(body) != echo {
		return fmt.Errorf("the callback URL answered %s, and not what it was asked", resp.Status)
	}
	return nil
}

func echoQuery(account crm.Account, echo string, now int64) (url.Values, error) {
	c, err := crypt(account, account.Keys)
	if err != nil {
		return nil, err
	}
	timestamp, nonce := strconv.FormatInt(now, 10), strconv.FormatInt(now%1000003, 10)
	if account.Kind == crm.Weapp {
		return url.Values{"signature": {c.Signature(timestamp, nonce)}, "timestamp": {timestamp}, "nonce": {nonce}, "echostr": {echo}}, nil
	}
	sealed, err := c.Encrypt([]byte(echo), rand.Reader)
	if err != nil {
		return nil, err
	}
	return url.Values{"msg_signature": {c.Signature(timestamp, nonce, sealed)}, "timestamp": {timestamp}, "nonce": {nonce}, "echostr": {sealed}}, nil
}
