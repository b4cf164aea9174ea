package wecom

import (
	"fmt"
	"slices"
	"strings"
)

// MismatchError is a change that the platform accepted and did not carry out as
// asked: it now holds something else.
type MismatchError struct {
	Op       string
	ConfigID string
	Fields   []Difference
}

// Difference is one field of a MismatchError.
type Difference struct {
	Field string // the platform's name
	Sent  any
	Held  any
}

func (e *MismatchError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: way %s is not what was sent:", e.Op, e.ConfigID)
	for i, f := range e.Fields {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, " %s is %v, sent was %v", f.Field, f.Held, f.Sent)
	}
	return b.String()
}

// ReadBackError is a change that the platform accepted and that could not be
// read back, so that nobody has seen its result.
type ReadBackError struct {
	Op       string
	ConfigID string
	Err      error
}

func (e *ReadBackError) Error() string {
	return fmt.Sprintf("%s: way %s was changed, reading it back: %v", e.Op, e.ConfigID, e.Err)
}

// Unwrap gives why the reading failed.
func (e *ReadBackError) Unwrap() error { return e.Err }

type differences []Difference

func (d *differences) add(field string, sent, held any) {
	*d = append(*d, Difference{field, sent, held})
}

// compare notes a difference of a field that was sent.
func compare[T comparable](d *differences, field string, sent *T, held T) {
	if sent != nil && *sent != held {
		d.add(field, *sent, held)
	}
}

// contains compares ids as the platform does, in any letter case.
func contains(ids []string, id string) bool {
	return slices.ContainsFunc(ids, func(other string) bool { return strings.EqualFold(other, id) })
}

// sameIDs compares two lists of ids in any order.
func sameIDs(a, b []string) bool {
	return !slices.ContainsFunc(a, func(id string) bool { return !contains(b, id) }) &&
		!slices.ContainsFunc(b, func(id string) bool { return !contains(a, id) })
}

func sameParties(a, b []int64) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}
