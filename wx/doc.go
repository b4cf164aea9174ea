// Package wx holds what the WeCom and mini-program clients share: the error
// of a call that the platform refused, the error of a call whose outcome
// nobody knows, access tokens and where they are kept, and the encryption of
// callbacks.
//
// Its subpackages wire, flat and receive are the machinery under packages
// wecom, weapp and their callback handlers. They are exported because Go's
// internal folders cannot be shared across those packages; programs rarely
// need them, and they may change without notice.
package wx
