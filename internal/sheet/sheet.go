// Package sheet reads and writes tables of text, as CSV and as XLSX, row by row. What people have in hand comes in
// many shapes: Open looks at the bytes, not at the file's name, and gives the same rows for all of them.
//
// Reading XLSX is done here, on the standard library. excelize, which writes ours, drops the rest of a damaged sheet
// without an error, rounds ids of more than 15 digits, shows dates in whatever form the cell has, and holds the file in
// memory. A list of ways that lost its end in silence is what this package exists to prevent.
package sheet

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// What is refused. The numbers are in the errors' parameters.
const (
	MaxFile    = 50 << 20  // bytes of a file
	MaxColumns = 100       // columns of a table
	MaxCell    = 5000      // characters of a cell
	MaxRows    = 1_000_000 // rows, header and blank ones counted
)

const (
	maxUnpacked = 512 << 20 // bytes of the parts of a workbook that are read, unpacked
	maxRatio    = 200       // how much a part may grow by unpacking, once it is larger than smallPart
	smallPart   = 8 << 20   // bytes
	maxStrings  = 128 << 20 // bytes of a workbook's table of texts, which is held in memory
)

// Row is one row of a table. Line is its number as a spreadsheet shows it; Cells are as many as the header has, or
// more where the row goes beyond the header.
type Row struct {
	Line  int
	Cells []string
}

// About says how a file was understood, so that a person can see why a text looks wrong.
type About struct {
	Format    string // "csv" or "xlsx"
	Encoding  string // of a CSV: "utf-8", "utf-16le", "utf-16be" or "gb18030"
	Separator string // of a CSV: ",", ";" or a tab
	Sheet     string // of a workbook: the name of the sheet that is read, its first visible one
}

// source gives rows as they stand in the file; blank ones may be left out, but count in line.
type source interface {
	next() (line int, cells []string, err error)
}

// Reader reads one table.
type Reader struct {
	About  About
	header Row
	src    source
	dead   error
}

// Open reads the beginning of a file of size bytes, up to the header: the first row that is not blank.
// Every error is an *Error, except those of r itself.
func Open(r io.ReaderAt, size int64) (*Reader, error) {
	if size > MaxFile {
		return nil, refuse(CodeTooLarge, "limit_mb", MaxFile>>20)
	}
	t := &Reader{}
	var err error
	if t.src, err = t.open(r, size); err != nil {
		return nil, err
	}
	if t.header, err = t.row(); errors.Is(err, io.EOF) {
		return nil, refuse(CodeEmpty)
	} else if err != nil {
		return nil, err
	}
	t.header.Cells = trimHeader(t.header.Cells)
	return t, nil
}

func (t *Reader) open(r io.ReaderAt, size int64) (source, error) {
	head := make([]byte, min(size, headSize))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if err := refuseKind(r, size, head); err != nil {
		return nil, err
	}
	if isZip(head) {
		return openXLSX(r, size, &t.About)
	}
	return openCSV(r, size, &t.About)
}

// Header is the table's first row that is not blank, without the blanks around its cells and at its end.
func (t *Reader) Header() Row { return t.header }

// Read returns the next row that is not blank, or io.EOF. An *Error that says OneRow spoils only that row: the next
// call goes on behind it. Any other error is final.
func (t *Reader) Read() (Row, error) {
	row, err := t.row()
	for missing := len(t.header.Cells) - len(row.Cells); missing > 0; missing-- {
		row.Cells = append(row.Cells, "")
	}
	return row, err
}

func (t *Reader) row() (Row, error) {
	if t.dead != nil {
		return Row{}, t.dead
	}
	for {
		line, cells, err := t.src.next()
		if err == nil && line > MaxRows {
			err = refuse(CodeTooManyRows, "limit", MaxRows)
		}
		if err != nil {
			t.keep(err)
			return Row{Line: line}, err
		}
		cells = trimEnd(cells)
		if len(cells) == 0 {
			continue
		}
		return Row{Line: line, Cells: cells}, checkCells(line, cells)
	}
}

func (t *Reader) keep(err error) {
	var e *Error
	if !errors.As(err, &e) || !e.OneRow() {
		t.dead = err
	}
}

func checkCells(line int, cells []string) error {
	if len(cells) > MaxColumns {
		return refuse(CodeTooManyColumns, "line", line, "limit", MaxColumns)
	}
	for i, cell := range cells {
		if len(cell) > MaxCell && utf8.RuneCountInString(cell) > MaxCell {
			return refuse(CodeCellTooLong, "line", line, "column", i+1, "limit", MaxCell)
		}
	}
	return nil
}

// trimEnd drops the blank cells at a row's end, of which spreadsheets leave plenty.
func trimEnd(cells []string) []string {
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

func trimHeader(cells []string) []string {
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}
