package sheet

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Column is a column of a table that is written.
type Column struct {
	Title  string
	Width  int  // in characters, for XLSX; 0 takes one that suits the title
	Number bool // its cells are numbers, where they read as such, and can be added up

	// For a template:
	Required bool
	Note     string
	Choices  []string // all that may stand in it
}

// Writer writes one table: the header once, then rows, then Close, without which a file is not whole. Next goes on with another
// table: on a sheet of its own in a workbook, below the others in CSV.
// Line ends in cells become \n; NUL and what is not UTF-8 become U+FFFD.
type Writer interface {
	Header(columns ...Column) error
	Row(cells ...string) error
	Next(sheet string, columns ...Column) error
	Close() error
}

// tidy is a cell's text as it may stand in a file.
func tidy(cell string) string {
	if !untidy(cell) {
		return cell
	}
	cell = strings.ReplaceAll(strings.ReplaceAll(cell, "\r\n", "\n"), "\r", "\n")
	return strings.Map(clean, strings.ToValidUTF8(cell, string(utf8.RuneError)))
}

func untidy(cell string) bool {
	for _, r := range cell {
		if r != '\n' && r != '\t' && (r < ' ' || r >= utf8.RuneError) {
			return true
		}
	}
	return false
}

// number reports whether a cell reads as a number that no program would change: an id of 16 digits is not one,
// nor is 007.
func number(cell string) (float64, bool) {
	if len(cell) > 15 || len(cell) > 1 && cell[0] == '0' && cell[1] != '.' {
		return 0, false
	}
	if strings.Trim(cell, "-.0123456789") != "" {
		return 0, false
	}
	value, err := strconv.ParseFloat(cell, 64)
	return value, err == nil
}
