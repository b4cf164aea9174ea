package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// look is how a cell shows its number.
type look struct {
	kind  lookKind
	width int // of padded: the least digits; of percent: the digits after the point
}

type lookKind int

const (
	plain   lookKind = iota // with every digit, whatever the cell's format says
	moment                  // a date, a time or both
	percent                 // 0.5 is 50%
	padded                  // with zeros in front: 00042
)

// styles says how the cells of each style look.
type styles []look

func (s styles) get(i int) look {
	if i < 0 || i >= len(s) {
		return look{}
	}
	return s[i]
}

// readStyles reads the cells' formats (cellXfs), which point to formats that are built in or given (numFmts).
func (w *workbook) readStyles() error {
	given, inCells := map[int]look{}, false
	return w.each("xl/styles.xml", func(_ *tokens, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			if id, err := strconv.Atoi(attr(e, "numFmtId")); err == nil && len(given) < 10_000 {
				given[id] = lookOf(attr(e, "formatCode"))
			}
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs", "cellStyleXfs":
			inCells = false
		case "xf":
			if inCells && len(w.styles) < 100_000 {
				id, _ := strconv.Atoi(attr(e, "numFmtId"))
				w.styles = append(w.styles, lookByID(id, given))
			}
		}
		return nil
	})
}

// lookByID knows the formats that need no code: 14 to 22 and 45 to 47 are dates and times everywhere, 27 to 36 and
// 50 to 58 in Chinese, Japanese and Korean programs.
func lookByID(id int, given map[int]look) look {
	if l, ok := given[id]; ok {
		return l
	}
	switch {
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47, id >= 50 && id <= 58:
		return look{kind: moment}
	case id == 9:
		return look{kind: percent}
	case id == 10:
		return look{kind: percent, width: 2}
	}
	return look{}
}

// lookOf reads a format code such as yyyy"年"m"月"d"日";@ or 00000.
func lookOf(code string) look {
	code, _, _ = strings.Cut(unquoted(code), ";")
	lower := strings.ToLower(code)
	switch {
	case lower == "general", lower == "@":
		return look{}
	case strings.ContainsAny(lower, "ydhs") || strings.Contains(lower, "m"):
		return look{kind: moment}
	case strings.Contains(code, "%"):
		_, decimals, _ := strings.Cut(code, ".")
		return look{kind: percent, width: strings.Count(decimals, "0")}
	case len(code) > 1 && strings.Trim(code, "0") == "":
		return look{kind: padded, width: len(code)}
	}
	return look{}
}

// unquoted drops what a format shows as it stands: "text", \x, _x, *x, and [conditions], of which [h] is a time.
func unquoted(code string) string {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			i = skip(code, i, '"')
		case '\\', '_', '*':
			i++
		case '[':
			end := skip(code, i, ']')
			if inner := strings.ToLower(code[i+1 : max(end, i+1)]); strings.Trim(inner, "hms") == "" {
				b.WriteString(inner)
			}
			i = end
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func skip(s string, from int, to byte) int {
	if at := strings.IndexByte(s[from+1:], to); at >= 0 {
		return from + 1 + at
	}
	return len(s)
}
