// Package callback receives what WeCom pushes about customers: it verifies,
// decrypts and reads a delivery, hands it to a function, and answers.
//
//	http.Handle("/callbacks/wecom", &callback.Handler{
//		Keys:   func(*http.Request) (callback.Keys, error) { return callback.Keys{Current: crypt}, nil },
//		Accept: func(ctx context.Context, p *callback.Push) error { return store(ctx, p) },
//	})
//
// Push.Event is one of the types of this package, such as AddExternalContact or
// ChatUpdate, or Unknown for whatever has no type; Push.Raw keeps what came.
// WeCom may deliver a push several times: such deliveries have the same
// Push.Hash.
//
// The same handler serves third-party suites: their receive id is the suite id,
// and empty for the suites of individuals. They get the companies' events as the
// same types, and SuiteTicket, CreateAuth and the like, which no company gets.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90930
package callback

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/receive"
)

// ErrUnknownReceiver is returned by Handler.Keys for a request to an account
// that does not exist.
var ErrUnknownReceiver = receive.ErrUnknownReceiver

// Keys are what one receiver's pushes are signed and encrypted with. Previous
// is tried second while keys are being changed, and may be nil.
type Keys struct {
	Current  *wx.Crypt
	Previous *wx.Crypt
}

// Handler is the address that WeCom calls. GET verifies the address, POST
// delivers a push.
//
// A bad signature or receive id and a timestamp beyond MaxSkew are answered 403,
// a damaged or malformed request 400, an unknown receiver 404, a body above
// MaxBody 413, another method 405, each with one log line and without calling
// Accept.
type Handler struct {
	// Keys finds the keys of the receiver that a request is for. Any error but
	// ErrUnknownReceiver ends the connection as a failing Accept does.
	Keys func(*http.Request) (Keys, error)

	// Accept must return nil only when the push is safely kept: "success" is
	// answered then, and the push will not come again. When it fails the
	// connection is cut without an answer, as WeCom promises to deliver again
	// after a broken connection and says nothing certain about a 5xx. It must
	// return within 5 s.
	Accept func(context.Context, *Push) error

	Log     *slog.Logger // nil logs nothing
	MaxBody int64        // bytes; 0 means 1 MiB

	// MaxSkew refuses requests whose signed timestamp lies further from Now, so
	// that old ones cannot be played again. 0 refuses none: repeated pushes are
	// harmless to who knows them by their Hash.
	MaxSkew time.Duration
	Now     func() time.Time // nil means time.Now
}

// ServeHTTP implements http.Handler.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := h.serve(w, r)
	if err != nil {
		receive.Fail(w, r, h.Log, err)
		return
	}
	receive.OK(w, answer)
}

var success = []byte("success")

func (h *Handler) serve(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.Method != http.MethodGet && r.Method != http.MethodPost {
		return nil, receive.ErrMethod
	}
	keys, err := h.Keys(r)
	if err != nil {
		return nil, fmt.Errorf("finding the receiver's keys: %w", err)
	}
	params := receive.Query(r.URL.Query())
	if r.Method == http.MethodGet {
		echo, err := verify(keys, params)
		if err == nil {
			err = params.CheckSkew(receive.Clock(h.Now), h.MaxSkew)
		}
		return echo, err
	}
	body, err := receive.Read(w, r, h.MaxBody)
	if err != nil {
		return nil, err
	}
	push, err := open(keys, params, body)
	if err == nil {
		err = params.CheckSkew(receive.Clock(h.Now), h.MaxSkew)
	}
	if err != nil {
		return nil, err
	}
	if err := h.Accept(r.Context(), push); err != nil {
		return nil, receive.Ours("keeping the push", err)
	}
	return success, nil
}

// verify answers the check of the address: the decrypted echo, byte for byte.
func verify(keys Keys, p receive.Params) ([]byte, error) {
	if p.MsgSignature == "" || p.Timestamp == "" || p.Nonce == "" || p.Echo == "" {
		return nil, receive.ErrQuery
	}
	msg, _, err := receive.Decrypt(p, p.Echo, keys.Current, keys.Previous)
	return msg, err
}
