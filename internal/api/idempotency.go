package api

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/menling/menling/internal/crm"
)

// repeatHeader makes a creation safe to send again: the same key with the same request takes effect once.
const repeatHeader = "Idempotency-Key"

// repeatMost is the largest body that is compared; larger ones, files, have keys of their own.
const repeatMost = 1 << 20

// secretAnswers are the creations whose answer holds a secret, shown this once: it is not kept, so they are not repeated.
var secretAnswers = map[string]bool{"create-api-key": true, "add-agent": true, "add-account": true, "make-relay-secret": true, "accept-invitation": true}

// ownKeys are operations that see to it themselves, since their bodies are files.
var ownKeys = map[string]bool{"add-import": true}

// once answers a request that carries an idempotency key, and that was made before, with the answer it had then.
func (a *API) once(ctx huma.Context, next func(huma.Context)) {
	key := ctx.Header(repeatHeader)
	id := ctx.Operation().OperationID
	if key == "" || ctx.Method() != http.MethodPost || access[id] == public || secretAnswers[id] || ownKeys[id] {
		next(ctx)
		return
	}
	if len(key) > 255 {
		a.refuse(ctx, crm.Invalid(repeatHeader, "Idempotency-Key 最多 255 个字符", "Idempotency-Key takes at most 255 characters"))
		return
	}
	in, err := io.ReadAll(io.LimitReader(ctx.BodyReader(), repeatMost+1))
	if err == nil && len(in) > repeatMost {
		err = crm.Refuse(codeTooLarge)
	}
	if err != nil {
		a.refuse(ctx, err)
		return
	}
	who := actor(ctx.Context())
	r := crm.Repeat{Scope: fmt.Sprintf("%s:%d:%s", who.Kind, who.ID, ctx.Operation().OperationID), Key: key, Hash: requestHash(ctx, in)}
	known, done, err := a.Ground.BeginRepeat(ctx.Context(), r)
	switch {
	case err != nil:
		a.refuse(ctx, err)
	case done:
		ctx.SetHeader("Idempotent-Replayed", "true")
		ctx.SetHeader("Content-Type", known.Type)
		ctx.SetStatus(known.Status)
		_, _ = ctx.BodyWriter().Write(known.Body) // the client may have gone
	default:
		a.doOnce(ctx, r, in, next)
	}
}

func requestHash(ctx huma.Context, body []byte) [32]byte {
	u := ctx.URL()
	return sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s\n%s", ctx.Operation().OperationID, u.Path, u.RawQuery, body))
}

// doOnce has the request done and keeps its answer before it is given.
func (a *API) doOnce(ctx huma.Context, r crm.Repeat, in []byte, next func(huma.Context)) {
	kept := &keptAnswer{innerContext: ctx, in: bytes.NewReader(in)}
	answered := false
	defer func() {
		if !answered { // it panicked: nothing is known of it, and it may be sent again
			_ = a.Ground.EndRepeat(ctx.Context(), r, crm.Answered{})
		}
	}()
	next(kept)
	answered = true
	err := a.Ground.EndRepeat(ctx.Context(), r, crm.Answered{Status: kept.status, Type: kept.kind, Body: kept.out.Bytes()})
	if err != nil {
		a.Log.Error("answer not kept for a repeated request", "err", err)
	}
	ctx.SetStatus(kept.status)
	_, _ = ctx.BodyWriter().Write(kept.out.Bytes())
}

type innerContext huma.Context // a field cannot be named as one of its methods

// keptAnswer holds an answer back until it is kept.
type keptAnswer struct {
	innerContext
	in     io.Reader
	out    bytes.Buffer
	status int
	kind   string
}

func (k *keptAnswer) Unwrap() huma.Context  { return k.innerContext }
func (k *keptAnswer) BodyReader() io.Reader { return k.in }
func (k *keptAnswer) BodyWriter() io.Writer { return &k.out }
func (k *keptAnswer) SetStatus(code int)    { k.status = code }
func (k *keptAnswer) Status() int           { return k.status }
func (k *keptAnswer) SetHeader(name, value string) {
	if http.CanonicalHeaderKey(name) == "Content-Type" {
		k.kind = value
	}
	k.innerContext.SetHeader(name, value)
}
