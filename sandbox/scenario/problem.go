package scenario

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Problem is a mistake in a scenario file, found before anything runs.
type Problem struct {
	File         string
	Line, Column int
	Text         string
}

func (p *Problem) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Text)
}

// Broken says which expectation of a scenario did not hold, and what was seen instead.
type Broken struct {
	File     string
	Name     string
	Line     int
	Step     string   // the step's words
	Expected []string // what was wanted, one line each
	Seen     []string // what there was instead
	Context  []string // the newest pushes and calls
}

func (b *Broken) Error() string {
	return fmt.Sprintf("%s:%d: %s\n%s", b.File, b.Line, b.Step, b.Details())
}

// Details are the lines below the step: what was expected, what was seen, and what had happened.
func (b *Broken) Details() string {
	var lines []string
	for _, part := range []struct {
		title string
		lines []string
	}{{"expected", b.Expected}, {"seen", b.Seen}, {"before", b.Context}} {
		for i, line := range part.lines {
			title := part.title
			if i > 0 {
				title = ""
			}
			lines = append(lines, fmt.Sprintf("%-9s %s", title, line))
		}
	}
	return strings.Join(lines, "\n")
}

// problems collects mistakes, so that a file is mended in one go.
type problems struct {
	file string
	list []*Problem
}

func (p *problems) at(n *node, format string, args ...any) {
	p.list = append(p.list, &Problem{p.file, n.line, n.column, fmt.Sprintf(format, args...)})
}

// err joins what was found, in the order of the file.
func (p *problems) err() error {
	slices.SortStableFunc(p.list, func(a, b *Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	errs := make([]error, 0, len(p.list))
	for _, one := range p.list {
		errs = append(errs, one)
	}
	return errors.Join(errs...)
}

// suggest names the word that was probably meant, or all that are allowed.
func suggest[V any](word string, allowed map[string]V, otherwise string) string {
	best, least := "", min(3, len(word)/2+1) // two letters off at most, and fewer than half
	for _, name := range slices.Sorted(maps.Keys(allowed)) {
		if d := distance(word, name); d < least {
			best, least = name, d
		}
	}
	if best != "" {
		return fmt.Sprintf("did you mean %s?", best)
	}
	return otherwise + " " + list(allowed)
}

// distance counts the letters to add, drop or change between two words.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		above := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := above
			if a[i] != b[j] {
				change++
			}
			above = row[j+1]
			row[j+1] = min(change, above+1, row[j]+1)
		}
	}
	return row[len(b)]
}
