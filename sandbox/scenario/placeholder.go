package scenario

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// placeholder is ${…} in a text.
var placeholder = regexp.MustCompile(`\$\{([^{}]*)\}`)

var (
	nameForm   = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$`)
	nowForm    = regexp.MustCompile(`^now(?:\s*([+-])\s*([0-9][0-9a-z.]*))?$`)
	repeatForm = regexp.MustCompile(`^repeat ([0-9]+) (.+)$`)
)

const placeholderHelp = `a placeholder is ${name}, ${name.path}, ${now}, ${now - 90d}, ${repeat 30 x}, ${picture} or ${url}`

const maxRepeat = 1 << 20

// scope holds the values that placeholders may name.
type scope struct {
	values map[string]any
	now    func() (time.Time, error)
}

// known are the names that a placeholder may use at some step: those given by the fixture, whose
// values are known too, and those saved by earlier steps.
type known struct {
	given map[string]any
	saved map[string]bool
}

// check says what is wrong with one placeholder.
func (k known) check(inside string) error {
	if m := repeatForm.FindStringSubmatch(inside); m != nil {
		if n, err := strconv.Atoi(m[1]); err != nil || n > maxRepeat {
			return fmt.Errorf("${%s}: at most %d times", inside, maxRepeat)
		}
		return nil
	}
	if m := nowForm.FindStringSubmatch(inside); m != nil {
		_, err := parseSpan(orZero(m[2]))
		return err
	}
	if !nameForm.MatchString(inside) {
		return fmt.Errorf("${%s}: %s", inside, placeholderHelp)
	}
	return k.checkName(inside)
}

func (k known) checkName(inside string) error {
	name, path, deep := strings.Cut(inside, ".")
	given, ok := k.given[name]
	switch {
	case inside == "picture", inside == "url", k.saved[name]:
		return nil
	case !ok:
		return fmt.Errorf("${%s}: no earlier step saves %q; there are the customers and groups of the fixture (c01, g01, …), corp, mini_program, and saved: %s",
			inside, name, list(k.saved))
	}
	if _, found := dig(given, path); deep && !found {
		return fmt.Errorf("${%s}: %s has no %q; it has %s", inside, name, path, list(given.(map[string]any)))
	}
	return nil
}

func orZero(span string) string {
	if span == "" {
		return "0s"
	}
	return span
}

// resolve returns the value of one placeholder.
func (s *scope) resolve(inside string) (any, error) {
	if m := repeatForm.FindStringSubmatch(inside); m != nil {
		n, err := strconv.Atoi(m[1])
		return strings.Repeat(m[2], n), err
	}
	if m := nowForm.FindStringSubmatch(inside); m != nil {
		return s.resolveNow(m[1], orZero(m[2]))
	}
	if inside == "picture" {
		return base64.StdEncoding.EncodeToString(picture()), nil
	}
	name, path, deep := strings.Cut(inside, ".")
	v, ok := s.values[name]
	if ok && deep {
		v, ok = dig(v, path)
	}
	if !ok {
		return nil, fmt.Errorf("${%s}: there is no such value in what was saved as %q: %s", inside, name, compact(s.values[name]))
	}
	return v, nil
}

func (s *scope) resolveNow(sign, span string) (any, error) {
	d, err := parseSpan(span)
	if err != nil {
		return nil, err
	}
	now, err := s.now()
	if sign == "-" {
		d = -d
	}
	return now.Add(d).Unix(), err
}

// expand turns a node into what JSON carries, with its placeholders filled in. A text that is one
// placeholder and nothing else becomes the value with its type.
func (s *scope) expand(n *node) (any, error) {
	switch n.kind {
	case kindString:
		return s.expandText(n.text())
	case kindList:
		return s.expandList(n.items)
	case kindMap:
		out := map[string]any{}
		for _, p := range n.pairs {
			v, err := s.expand(p.value)
			if err != nil {
				return nil, err
			}
			out[p.name()] = v
		}
		return out, nil
	default:
		return n.scalar, nil
	}
}

func (s *scope) expandList(items []*node) (any, error) {
	out := make([]any, 0, len(items))
	for _, item := range items {
		v, err := s.expand(item)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (s *scope) expandText(text string) (any, error) {
	if m := placeholder.FindStringSubmatch(text); m != nil && m[0] == text {
		return s.resolve(m[1])
	}
	var failed error
	filled := placeholder.ReplaceAllStringFunc(text, func(found string) string {
		v, err := s.resolve(found[2 : len(found)-1])
		if err != nil && failed == nil {
			failed = err
		}
		return plain(v)
	})
	return filled, failed
}

// checkPlaceholders checks every text below n.
func (p *problems) checkPlaceholders(n *node, known known) {
	for _, m := range placeholder.FindAllStringSubmatch(n.text(), -1) {
		if err := known.check(m[1]); err != nil {
			p.at(n, "%v", err)
		}
	}
	for _, item := range n.items {
		p.checkPlaceholders(item, known)
	}
	for _, member := range n.pairs {
		p.checkPlaceholders(member.value, known)
	}
}
