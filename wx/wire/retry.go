package wire

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/menling/menling/wx"
)

// DefaultRetries is how often a call is made again: the vendor's advice for a
// busy platform.
const DefaultRetries = 3

// firstPause is the pause before the first repetition; each next one doubles.
const firstPause = 200 * time.Millisecond

// run makes a call and decides whether to make it again.
func (c *Client) run(ctx context.Context, req Request, judge verdict) (*Answer, error) {
	req, err := req.marshal()
	if err != nil {
		return nil, err
	}
	for n := 0; ; n++ {
		if c.Limiter != nil {
			if err := c.Limiter.Wait(ctx, c.Who, req.Op); err != nil {
				return nil, err
			}
		}
		answer, err := c.withToken(ctx, req, judge)
		if err == nil {
			return answer, nil
		}
		c.tell(req.Op, err)
		if n >= c.Retries || ctx.Err() != nil || !repeatable(req, err) || !pause(ctx, firstPause<<n) {
			return nil, err
		}
		c.Log.InfoContext(ctx, "repeating a call", "platform", string(c.Platform), "op", req.Op, "reason", err.Error())
	}
}

// tell has the limiter know that the platform refused op for going too fast. A
// call that got no token was not refused itself.
func (c *Client) tell(op string, err error) {
	var refused *wx.Error
	var noToken *tokenError
	if c.Limiter != nil && errors.Is(err, wx.ErrRateLimited) && errors.As(err, &refused) && !errors.As(err, &noToken) {
		c.Limiter.Refused(c.Who, op)
	}
}

// repeatable says that making the call again can do no harm and may help. A
// call refused because too many ran at once did nothing, whatever it was. One
// that changes something is left alone after anything else: a busy platform and
// a broken connection do not say whether it took effect. Going too fast is
// never answered by going on.
func repeatable(req Request, err error) bool {
	if errors.Is(err, wx.ErrConcurrency) {
		return true
	}
	return req.Safe && (errors.Is(err, wx.ErrBusy) || lost(err))
}

// lost is a call that got no answer of the platform: it did not arrive, or its
// answer did not, or not in the HTTP client's time. An HTTP status below 500 is
// an answer.
func lost(err error) bool {
	var unsent *notSent
	return wx.IsUnknown(err) || errors.As(err, &unsent)
}

// pause waits d, give or take a quarter so that callers do not come back
// together, and reports whether there was time for it.
func pause(ctx context.Context, d time.Duration) bool {
	d += time.Duration((rand.Float64() - 0.5) / 2 * float64(d))
	if end, ok := ctx.Deadline(); ok && time.Until(end) < d {
		return false
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// notSent is a call that never reached the platform.
type notSent struct {
	op  string
	err error
}

func (e *notSent) Error() string { return e.op + ": not sent: " + e.err.Error() }
func (e *notSent) Unwrap() error { return e.err }
