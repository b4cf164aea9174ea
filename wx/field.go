package wx

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// ErrInvalid is the condition of every FieldError.
var ErrInvalid = errors.New("invalid request")

// FieldError is a request that was refused here, before the wire.
type FieldError struct {
	Op    string // the operation, such as "add_contact_way"
	Field string // the platform's name of the field, such as "remark"
	Rule  string // the rule in words, when it is not a limit
	Limit int    // the most that is allowed; 0 when Rule says it all
	Unit  string // what Limit counts: "characters", "bytes", "items", "seconds"
	Value string // what was given: the count for a limit, else the value
}

func (e *FieldError) Error() string {
	if e.Limit > 0 {
		return fmt.Sprintf("%s: %s: at most %d %s, got %s", e.Op, e.Field, e.Limit, e.Unit, e.Value)
	}
	if e.Value == "" {
		return fmt.Sprintf("%s: %s: %s", e.Op, e.Field, e.Rule)
	}
	return fmt.Sprintf("%s: %s: %s, got %s", e.Op, e.Field, e.Rule, e.Value)
}

// Is makes every FieldError an ErrInvalid.
func (e *FieldError) Is(target error) bool { return target == ErrInvalid }

// Clamped is a value that was cut to its limit instead of being refused.
type Clamped struct {
	Op    string // the operation
	Field string // the platform's name of the field
	Limit int
	Unit  string // what Limit counts
	Given any    // the value before
	Sent  any    // what is left of it
}

// Check collects the broken rules of one request.
type Check struct {
	Op    string
	Clamp bool // cut what can be cut, rather than refuse it

	errs []error
	cuts []Clamped
}

// Require notes a broken rule unless ok.
func (c *Check) Require(ok bool, field, rule string, value any) {
	if !ok {
		c.errs = append(c.errs, &FieldError{Op: c.Op, Field: field, Rule: rule, Value: shown(value)})
	}
}

// Characters limits s in characters (Unicode code points).
func (c *Check) Characters(field, s string, limit int) {
	c.Limit(field, utf8.RuneCountInString(s), limit, "characters")
}

// Bytes limits s in bytes of UTF-8.
func (c *Check) Bytes(field, s string, limit int) {
	c.Limit(field, len(s), limit, "bytes")
}

// Items limits the length of a list.
func (c *Check) Items(field string, n, limit int) {
	c.Limit(field, n, limit, "items")
}

// Limit limits a count of unit.
func (c *Check) Limit(field string, n, limit int, unit string) {
	if n > limit {
		c.errs = append(c.errs, &FieldError{Op: c.Op, Field: field, Limit: limit, Unit: unit, Value: fmt.Sprint(n)})
	}
}

// CutCharacters is Characters for a text that may be cut.
func (c *Check) CutCharacters(field string, s *string, limit int) {
	if n := utf8.RuneCountInString(*s); n > limit && c.Clamp {
		cut := string([]rune(*s)[:limit])
		c.Cut(field, limit, "characters", *s, cut)
		*s = cut
		return
	}
	c.Characters(field, *s, limit)
}

// CutItems is Items for a list of which the first may serve.
func (c *Check) CutItems(field string, list *[]string, limit int) {
	if len(*list) > limit && c.Clamp {
		cut := (*list)[:limit:limit]
		c.Cut(field, limit, "items", *list, cut)
		*list = cut
		return
	}
	c.Items(field, len(*list), limit)
}

// CutNumber limits a number that may be lowered.
func (c *Check) CutNumber(field string, n *int64, limit int64, unit string) {
	if *n > limit && c.Clamp {
		c.Cut(field, int(limit), unit, *n, limit)
		*n = limit
		return
	}
	c.Limit(field, int(*n), int(limit), unit)
}

// Cut notes what was cut; only with Clamp.
func (c *Check) Cut(field string, limit int, unit string, given, sent any) {
	c.cuts = append(c.cuts, Clamped{c.Op, field, limit, unit, given, sent})
}

// Clamped is what was cut.
func (c *Check) Clamped() []Clamped { return c.cuts }

// Err is nil when no rule was broken, else all of them.
func (c *Check) Err() error { return errors.Join(c.errs...) }

// shown is a value as it may stand in an error: short, and nothing for nil.
func shown(v any) string {
	if v == nil {
		return ""
	}
	s := fmt.Sprintf("%v", v)
	if len(s) > 80 {
		s = s[:80] + "…"
	}
	return s
}
