package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"
)

// grid is a table for people: columns as wide as their widest cell, Chinese characters counting two.
type grid struct {
	rows   [][]string
	widths []int
	whole  bool // nothing is cut: for one thing and all about it
}

func (g *grid) row(cells ...any) {
	r := make([]string, len(cells))
	for i, c := range cells {
		r[i] = harmless(fmt.Sprint(c))
		if !g.whole {
			r[i] = cut(r[i])
		}
	}
	g.rows = append(g.rows, r)
}

// widest is how much of a cell is shown.
const widest = 40

// write prints the rows of now, and takes no more than the widths along to those that follow: a long list is written in parts.
func (g *grid) write(w io.Writer) error {
	for _, r := range g.rows {
		for i, c := range r {
			if i == len(g.widths) {
				g.widths = append(g.widths, 0)
			}
			g.widths[i] = max(g.widths[i], cells(c))
		}
	}
	var b strings.Builder
	for _, r := range g.rows {
		line := ""
		for i, c := range r {
			line += c + strings.Repeat(" ", g.widths[i]-cells(c)+2)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	g.rows = g.rows[:0]
	_, err := io.WriteString(w, b.String())
	return err
}

// cells is how many places a text takes on a terminal.
func cells(s string) (n int) {
	for _, r := range s {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

// harmless is a text that cannot move the cursor.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return ' '
		}
		return r
	}, s)
}

// cut is as much of a text as a column shows.
func cut(s string) string {
	if cells(s) <= widest {
		return s
	}
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n += cells(string(r)); n >= widest {
			break
		}
		b.WriteRune(r)
	}
	return b.String() + "…"
}

// printJSON writes one value for machines.
func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
