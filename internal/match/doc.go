// Package match says whether a text is meant by words or a pattern, and fills texts that have places for names. It is pure, and
// takes time in proportion to the text whatever people wrote: patterns are RE2 and bounded in size, and so are words and texts.
//
// Before anything is compared, a text is folded: full-width letters, digits and signs become the plain ones, letters become
// small, and spaces at both ends fall away. A customer who types ＷＩＦＩ on a phone means wifi.
package match
