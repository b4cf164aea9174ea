package crm

import (
	"errors"
	"time"

	"github.com/menling/menling/wx"
)

// limitPause is how long a call rests that the platform refused for going too fast, when it did not say until when.
const limitPause = time.Minute

// Limited says until when work rests that met the platform's limit of calls. Such a rest is nobody's failure: it does not count
// as an attempt, however often it happens.
func Limited(err error, now time.Time) (until time.Time, ok bool) {
	var limit *wx.LimitError
	switch {
	case errors.As(err, &limit) && limit.Until.After(now):
		return limit.Until, true
	case errors.Is(err, wx.ErrRateLimited):
		return now.Add(limitPause), true
	}
	return time.Time{}, false
}
