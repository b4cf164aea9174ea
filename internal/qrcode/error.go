package qrcode

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Code is the stable name of what cannot be drawn or read.
type Code string

// Codes, and the parameters of their sentences.
const (
	CodeEmpty       Code = "qr_empty"             // there is no content to encode
	CodeTooLong     Code = "qr_content_too_long"  // limit: bytes that a code of this level holds
	CodeBadOption   Code = "qr_bad_option"        // option, and min and max where it is a number
	CodeTooSmall    Code = "qr_too_small"         // min: pixels that this content needs at least
	CodeLowContrast Code = "qr_low_contrast"      // the foreground is not clearly darker than the background
	CodeNoFont      Code = "qr_no_font"           // missing: characters; install: the package that has them
	CodeBadFont     Code = "qr_bad_font"          // path: a file that is no font
	CodeFormat      Code = "qr_picture_format"    // a picture that is neither PNG nor JPEG
	CodeBroken      Code = "qr_picture_broken"    // a damaged picture
	CodeTooLarge    Code = "qr_picture_too_large" // limit_mb, or limit_mp: million pixels
	CodePoster      Code = "qr_poster_invalid"    // field, such as texts[2].size, and reason: range (min, max), colour, align, variable (name), too_many (max)
	CodeNotFound    Code = "qr_not_found"         // no code was found in a picture
)

// Error is why something cannot be drawn or read.
type Error struct {
	Code   Code
	Params map[string]any
}

func refuse(code Code, pairs ...any) *Error {
	e := &Error{Code: code, Params: map[string]any{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		e.Params[pairs[i].(string)] = pairs[i+1]
	}
	return e
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Code))
	for _, name := range slices.Sorted(maps.Keys(e.Params)) {
		fmt.Fprintf(&b, " %s=%v", name, e.Params[name])
	}
	return b.String()
}
