package wx

import (
	"context"
	"errors"
	"time"
)

// Token is an access token. Version grows with every renewal of its key, so
// that a caller can say which one it saw die. It is never logged.
type Token struct {
	Value     string
	Version   int64
	ExpiresAt time.Time
}

// String hides the value, so that a token printed by mistake is none.
func (t Token) String() string { return "wx.Token(hidden)" }

// GoString hides the value from %#v too.
func (t Token) GoString() string { return t.String() }

// ErrTokenChurn: a token that had just replaced a dead one is reported dead
// as well. Fetching yet another would only wear out the platform's limits.
var ErrTokenChurn = errors.New("token died right after it was renewed")

// TokenStore keeps the tokens of many callers, in memory or shared between
// processes.
type TokenStore interface {
	// Renew returns the live token of key whose Version is newer than seen;
	// seen 0 takes any live one, another value says that this version was
	// found dead. When there is none, fetch is called, at most once across
	// all callers, and the store assigns the Version. A caller whose context
	// ends gets its error and leaves the fetch running for the others.
	Renew(ctx context.Context, key string, seen int64, fetch func(context.Context) (Token, error)) (Token, error)
}
