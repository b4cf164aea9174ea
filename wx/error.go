package wx

import (
	"errors"
	"fmt"
)

// Platform says which of the two platforms answered. The same code can mean
// different things on them: 40001 is a wrong secret on WeCom and a dead token
// on the mini-program API.
type Platform string

// The two platforms.
const (
	WeCom Platform = "wecom"
	WeApp Platform = "weapp"
)

// Error is a call that the platform answered with a non-zero errcode. Nothing
// was done, except that ErrBusy leaves it open. Test for conditions with errors.Is and the Err values of this
// package rather than for codes, and never for Msg, which changes.
type Error struct {
	Op       string   // the operation, such as "add_contact_way"
	Code     int      // errcode
	Msg      string   // errmsg without its tail, on one line
	Hint     string   // the platform's trace id of this call, may be empty
	Platform Platform // who answered
}

// Error says operation, code and the platform's words. It never holds a
// secret: whoever builds an Error removes them from Msg.
func (e *Error) Error() string {
	return fmt.Sprintf("%s: errcode %d: %s", e.Op, e.Code, e.Msg)
}

// Is reports whether target is a named condition that this code stands for,
// or an *Error with the same code of the same platform.
func (e *Error) Is(target error) bool {
	switch t := target.(type) {
	case *condition:
		return t.has(e)
	case *Error:
		return t.Code == e.Code && (t.Platform == "" || t.Platform == e.Platform)
	}
	return false
}

// Explain says what the code means and what to do, in words for a person.
func (e *Error) Explain() (Explanation, bool) {
	return explain(e.Platform, e.Code)
}

// StatusError is an answer with an HTTP status that says the call was not
// taken: anything from 300 to 499.
type StatusError struct {
	Op     string
	Status int
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("%s: HTTP status %d", e.Op, e.Status)
}

// UnknownError is a call that was sent and not answered: the connection broke
// after the request was written, the time ran out, or the answer made no
// sense. It may or may not have taken effect; repeating it may do it twice.
type UnknownError struct {
	Op  string
	Err error
}

func (e *UnknownError) Error() string {
	return fmt.Sprintf("%s: sent, outcome unknown: %v", e.Op, e.Err)
}

// Unwrap gives what broke.
func (e *UnknownError) Unwrap() error { return e.Err }

// IsUnknown reports whether err is a call whose outcome is unknown. A call
// that never left (refused connection, unknown host) is not.
func IsUnknown(err error) bool {
	var u *UnknownError
	return errors.As(err, &u)
}
