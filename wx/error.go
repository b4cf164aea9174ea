package wx

import (
	"errors"
	"fmt"
	"slices"
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
// was done. Test for conditions with errors.Is and the Err values of this
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

// condition is a set of codes with a name.
type condition struct {
	name  string
	both  []int // on either platform
	wecom []int
	weapp []int
	fetch []int // on the mini-program API, when a token was asked for
}

func (c *condition) Error() string { return c.name }

func (c *condition) has(e *Error) bool {
	own := c.wecom
	if e.Platform == WeApp {
		own = c.weapp
		if e.Op == "token" || e.Op == "stable_token" {
			own = c.fetch
		}
	}
	return slices.Contains(c.both, e.Code) || slices.Contains(own, e.Code)
}

// Named conditions for errors.Is.
var (
	// ErrTokenDead: the access token is unknown or expired. The clients renew
	// it and try again once before anybody sees this.
	ErrTokenDead error = &condition{name: "access token dead", both: []int{40014, 42001}, wecom: []int{40082, 42009}, weapp: []int{40001}}
	// ErrBadCredential: corpid, appid or secret is wrong.
	ErrBadCredential error = &condition{name: "credential refused", both: []int{40013, 41002, 41004}, wecom: []int{40001, 40091, 40080, 40083, 40084, 40085}, fetch: []int{40001, 40125}}
	// ErrQuotaUsedUp: no more contact or join ways can be made.
	ErrQuotaUsedUp error = &condition{name: "quota used up", wecom: []int{41045}}
	// ErrRateLimited: too many calls; stop and wait for the next window.
	ErrRateLimited error = &condition{name: "rate limited", both: []int{45009, 45011}}
	// ErrConcurrency: too many calls at the same time.
	ErrConcurrency error = &condition{name: "too many calls at once", wecom: []int{45033}}
	// ErrConflict: another write of the same record is running.
	ErrConflict error = &condition{name: "conflicting write", wecom: []int{6000, 45035}}
	// ErrBusy: the platform is busy. Whether the call took effect is not said.
	ErrBusy error = &condition{name: "platform busy", both: []int{-1}}
	// ErrNotPermitted: the app may not use this API, or not on this member.
	ErrNotPermitted error = &condition{name: "not permitted", wecom: []int{48002, 50002, 50003, 60011, 60021, 60030, 301002, 660003, 660004}, weapp: []int{48001, 48004}}
	// ErrUntrustedIP: the address we call from is not in the allow-list.
	ErrUntrustedIP error = &condition{name: "address not allowed", both: []int{60020, 40164}}
	// ErrNotVerified: the member has not verified their real name.
	ErrNotVerified error = &condition{name: "member not verified", wecom: []int{40098}}
	// ErrNotActivated: the member has not activated their account.
	ErrNotActivated error = &condition{name: "member not activated", wecom: []int{41054}}
	// ErrNoContactRight: the member may not serve customers.
	ErrNoContactRight error = &condition{name: "member without customer contact", wecom: []int{84074, 84083}}
	// ErrNotFollower: no relation between member and customer (yet).
	ErrNotFollower error = &condition{name: "not a follower", wecom: []int{84061}}
	// ErrNotFound: the way named by config_id does not exist.
	ErrNotFound error = &condition{name: "not found", wecom: []int{41044}}
	// ErrNoSuchMember: the userid is unknown.
	ErrNoSuchMember error = &condition{name: "no such member", wecom: []int{60111}}
	// ErrNoSuchDepartment: the department is unknown.
	ErrNoSuchDepartment error = &condition{name: "no such department", wecom: []int{60003, 60123}}
	// ErrNoSuchTag: the tag or its group is unknown, or another app's.
	ErrNoSuchTag error = &condition{name: "no such tag", wecom: []int{40068}}
	// ErrNoSuchGroup: the group chat is unknown or no customer group.
	ErrNoSuchGroup error = &condition{name: "no such group", wecom: []int{40050, 90501, 90511}}
	// ErrGroupDismissed: the group chat was dissolved.
	ErrGroupDismissed error = &condition{name: "group dismissed", wecom: []int{49008}}
	// ErrTooMany: more than the platform takes of it: members of a way, groups of
	// a join way, attachments, tags of a customer, people in a range.
	ErrTooMany error = &condition{name: "too many", wecom: []int{41041, 41064, 41091, 40144, 81017}}
	// ErrInvalidCursor: the cursor of a list is unknown or too old; begin again.
	ErrInvalidCursor error = &condition{name: "invalid cursor", wecom: []int{50100}}
	// ErrInvalidCode: the code of a sign-in is unknown, old or used.
	ErrInvalidCode error = &condition{name: "invalid code", both: []int{40029}, weapp: []int{40163}}
	// ErrNoRecipient: nobody is named who can get the message.
	ErrNoRecipient error = &condition{name: "no recipient", wecom: []int{81013, 82001}}
	// ErrUnlicensed: no inter-operation licence, which third-party apps need.
	ErrUnlicensed error = &condition{name: "no licence", wecom: []int{701008, 701099}}
	// ErrInvalidParameter: a value that the platform refuses.
	ErrInvalidParameter error = &condition{name: "invalid parameter", both: []int{40058}, wecom: []int{40035, 40063}, weapp: []int{40101, 47001}}
	// ErrTypingNow: the customer sees somebody typing already, or nobody wrote in
	// the last 30 s.
	ErrTypingNow error = &condition{name: "typing refused", weapp: []int{45080, 45081}}
	// ErrTooLate: the welcome code is unknown or older than 20 s.
	ErrTooLate error = &condition{name: "too late", wecom: []int{41050}}
	// ErrAlreadyChatting: the chat has begun, no welcome can be sent.
	ErrAlreadyChatting error = &condition{name: "already chatting", wecom: []int{41051}}
	// ErrBeingDistributed: another app is sending its welcome right now.
	ErrBeingDistributed error = &condition{name: "welcome being distributed", wecom: []int{41096}}
	// ErrWindowClosed: the customer's reply window is over.
	ErrWindowClosed error = &condition{name: "reply window closed", weapp: []int{45015}}
	// ErrWindowUsedUp: every message of the reply window was sent.
	ErrWindowUsedUp error = &condition{name: "reply window used up", weapp: []int{45047}}
	// ErrUserRefused: the customer refuses messages.
	ErrUserRefused error = &condition{name: "customer refuses messages", weapp: []int{48002}}
	// ErrInvalidMedia: the media_id is unknown or expired.
	ErrInvalidMedia error = &condition{name: "invalid media", both: []int{40007}, wecom: []int{40145}}
	// ErrInvalidUser: the openid or external_userid is not one of ours.
	ErrInvalidUser error = &condition{name: "invalid user", both: []int{40003}, wecom: []int{40096}}
)

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
