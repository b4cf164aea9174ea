// Package push receives what the mini-program platform pushes: customers'
// messages and the event of opening a chat. It verifies, decrypts and reads a
// delivery, hands it to a function, and answers.
//
//	http.Handle("/callbacks/weapp", &push.Handler{
//		Config: func(*http.Request) (push.Config, error) { return config, nil },
//		Accept: func(ctx context.Context, p *push.Push) (push.Reply, error) {
//			return push.Reply{}, store(ctx, p)
//		},
//	})
//
// Push.Event is one of the types of this package, such as Text or
// EnterTempSession, or Unknown for whatever has no type; Push.Raw keeps what
// came. XML and JSON come out alike, in each of the three modes. The platform
// delivers a push again when it misses the answer: such deliveries have the same
// Push.Hash.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
package push

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/menling/menling/wx/receive"
)

// ErrUnknownReceiver is returned by Handler.Config for a request to an account
// that does not exist.
var ErrUnknownReceiver = receive.ErrUnknownReceiver

// Handler is the address that the platform calls. GET verifies the address,
// POST delivers a push.
//
// A bad signature or receive id, a push that is less protected than the
// configured mode, and a timestamp beyond MaxSkew are answered 403, a damaged or
// malformed request 400, an unknown receiver 404, a body above MaxBody 413,
// another method 405, each with one log line and without calling Accept.
type Handler struct {
	// Config finds the protection of the receiver that a request is for. Any
	// error but ErrUnknownReceiver ends the connection as a failing Accept does.
	Config func(*http.Request) (Config, error)

	// Accept must return without an error only when the push is safely kept: it
	// is answered then and will not come again. When it fails the connection is
	// cut without an answer, and the platform delivers again. It must return
	// within 5 s.
	Accept func(context.Context, *Push) (Reply, error)

	Log     *slog.Logger     // nil logs nothing
	MaxBody int64            // bytes; 0 means 1 MiB
	Now     func() time.Time // for MaxSkew and the time in replies; nil means time.Now

	// MaxSkew refuses requests whose signed timestamp lies further from Now, so
	// that old ones cannot be played again. 0 refuses none: repeated pushes are
	// harmless to who knows them by their Hash.
	MaxSkew time.Duration
}

// ServeHTTP implements http.Handler.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, contentType, err := h.serve(w, r)
	if err != nil {
		receive.Fail(w, r, h.Log, err)
		return
	}
	if contentType == "" {
		receive.OK(w, answer)
		return
	}
	receive.Body(w, contentType, answer)
}

func (h *Handler) serve(w http.ResponseWriter, r *http.Request) (answer []byte, contentType string, err error) {
	if r.Method != http.MethodGet && r.Method != http.MethodPost {
		return nil, "", receive.ErrMethod
	}
	config, err := h.Config(r)
	if err != nil {
		return nil, "", fmt.Errorf("finding the receiver's keys: %w", err)
	}
	params := receive.Query(r.URL.Query())
	if r.Method == http.MethodGet {
		if answer, err = verify(config, params, r.URL.Query().Get("echostr")); err == nil {
			err = params.CheckSkew(receive.Clock(h.Now), h.MaxSkew)
		}
		return answer, "", err
	}
	body, err := receive.Read(w, r, h.MaxBody)
	if err != nil {
		return nil, "", err
	}
	opened, err := open(config, params, body)
	if err == nil {
		err = params.CheckSkew(receive.Clock(h.Now), h.MaxSkew)
	}
	if err != nil {
		return nil, "", err
	}
	reply, err := h.Accept(r.Context(), opened.push)
	if err != nil {
		return nil, "", receive.Ours("keeping the push", err)
	}
	answer, contentType, err = reply.encode(opened, receive.Clock(h.Now))
	if err != nil {
		return nil, "", receive.Ours("answering the push", err)
	}
	return answer, contentType, nil
}

// verify answers the check of the address: the echo is readable in every mode,
// unlike WeCom's, and goes back as it came.
func verify(c Config, p receive.Params, echo string) ([]byte, error) {
	if echo == "" {
		return nil, receive.ErrQuery
	}
	if err := c.verify(p); err != nil {
		return nil, err
	}
	return []byte(echo), nil
}
