package wx

import (
	"errors"
	"strconv"
	"time"
)

// Call is one call that went out, and what came of it: what the observers of the clients are told.
type Call struct {
	Platform Platform
	Op       string // the operation, such as "add_contact_way"
	Took     time.Duration
	Err      error // nil: accepted
}

// Outcome is what came of it in a word, to be counted by: ok, the platform's code where it refused, unknown where its answer was lost, and
// unreachable where the call did not reach it.
func (c Call) Outcome() string {
	var refused *Error
	var unknown *UnknownError
	switch {
	case c.Err == nil:
		return "ok"
	case errors.As(c.Err, &refused):
		return strconv.Itoa(refused.Code)
	case errors.As(c.Err, &unknown):
		return "unknown"
	default:
		return "unreachable"
	}
}
