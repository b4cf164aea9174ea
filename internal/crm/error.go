package crm

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Code is the stable name of what went wrong. One place (api) turns codes into statuses and sentences.
type Code string

// Codes of the ground; ledger and desk add their own beside their rules.
const (
	CodeInvalid     Code = "invalid"
	CodeNotFound    Code = "not_found"
	CodeNotAllowed  Code = "not_allowed"
	CodeNotSignedIn Code = "not_signed_in"
	CodeTaken       Code = "taken"
	CodeBusy        Code = "busy"
	CodeWeak        Code = "weak_password"
	CodeBadSignIn   Code = "wrong_email_or_password"
	CodeTooMany     Code = "too_many_attempts"
	CodePlatform    Code = "platform_refused"
	CodeUnreachable Code = "platform_unreachable"
	CodeLastAdmin   Code = "last_admin"
)

// Params fill the sentence of an error.
type Params map[string]any

// Error is what a rule answers when it refuses: a code, and what its sentence needs. It never holds a secret.
type Error struct {
	Code   Code
	Params Params
}

// Refuse makes an Error from a code and name, value pairs.
func Refuse(code Code, pairs ...any) *Error {
	e := &Error{Code: code}
	for i := 0; i+1 < len(pairs); i += 2 {
		if e.Params == nil {
			e.Params = Params{}
		}
		e.Params[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return e
}

// Invalid refuses one field of what a person sent, with the reason in both languages.
func Invalid(field, zh, en string) *Error {
	return Refuse(CodeInvalid, "field", field, "zh", zh, "en", en)
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Code))
	for _, k := range slices.Sorted(maps.Keys(e.Params)) {
		fmt.Fprintf(&b, " %s=%v", k, e.Params[k])
	}
	return b.String()
}

// Is makes errors.Is match by code.
func (e *Error) Is(target error) bool {
	var t *Error
	return errors.As(target, &t) && t.Code == e.Code
}

// ErrNotFound is what the store answers for a row that is not there.
var ErrNotFound = Refuse(CodeNotFound)

// CodeOf is the code of an error, or "" when it is not one of ours.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
