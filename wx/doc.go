// Package wx holds what the WeCom and mini-program clients share.
//
// # Errors
//
// A call that was not sent because a rule known beforehand is broken is a
// [FieldError]; one that would have had to wait too long for the platform's
// limits is a [LimitError]. A call that the platform refused is an [Error]:
// nothing was done, except that [ErrBusy] leaves it open. Ask what it means by the named conditions, never by code or
// words, as codes differ between the platforms:
//
//	if errors.Is(err, wx.ErrNotFollower) {
//
// [Error.Explain] puts a code into words for a person, in Chinese and English.
// An HTTP status that says no is a [StatusError].
//
// # Unknown outcomes
//
// A call that was sent and not answered is an [UnknownError]: it may or may not
// have taken effect, and repeating it may do it twice. [IsUnknown] tells it from
// a call that never left. After [ErrBusy] the outcome is unknown as well.
//
// # Tokens
//
// Access tokens live in a [TokenStore], which fetches one at a time for all
// callers: [NewMemoryTokens] within one process, [NewFileTokens] for the
// processes of one machine. Several machines need a store of their own, in a
// database.
//
// # Callbacks
//
// [Crypt] verifies, opens and seals what the platforms push; [VerifySignature]
// checks what is only signed. Programs use the handlers of wecom/callback and
// weapp/push rather than these.
//
// # Machinery
//
// The subpackages wire, flat and receive are the machinery under packages wecom,
// weapp and their callback handlers. They are exported because Go's internal
// folders cannot be shared across those packages; programs rarely need them,
// and they may change without notice.
package wx
