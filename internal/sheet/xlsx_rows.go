package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
)

// xlsxSource reads a sheet as a stream. Merged cells have their text in the first one; hidden rows count as rows.
type xlsxSource struct {
	book *workbook
	in   *tokens
	row  int
	done bool
}

func (w *workbook) rows() (*xlsxSource, error) {
	in, err := w.open(w.sheet)
	if err != nil {
		return nil, err
	}
	if in == nil {
		return nil, refuse(CodeBroken)
	}
	for {
		e, err := in.start()
		if errors.Is(err, io.EOF) {
			return nil, refuse(CodeBroken)
		} else if err != nil {
			return nil, err
		}
		if e.Name.Local == "sheetData" {
			return &xlsxSource{book: w, in: in}, nil
		}
	}
}

func (s *xlsxSource) next() (int, []string, error) {
	for !s.done {
		token, err := s.token()
		if err != nil {
			return s.row, nil, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local == "row" {
				return s.readRow(e)
			}
		case xml.EndElement:
			s.done = e.Name.Local == "sheetData"
		}
	}
	return s.row, nil, io.EOF
}

// token is the next one; a sheet that ends before its end is damaged, and says so.
func (s *xlsxSource) token() (xml.Token, error) {
	token, err := s.in.next()
	if errors.Is(err, io.EOF) {
		return nil, refuse(CodeBroken, "line", s.row)
	}
	return token, err
}

func (s *xlsxSource) readRow(e xml.StartElement) (int, []string, error) {
	s.row++
	if r, err := strconv.Atoi(attr(e, "r")); err == nil && r > s.row {
		s.row = r
	}
	s.in.row = s.row
	if s.row > MaxRows {
		return s.row, nil, nil // Read refuses it by its number
	}
	var cells []string
	column, wide := 0, false
	for {
		token, err := s.token()
		if err != nil {
			return s.row, nil, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local != "c" {
				continue
			}
			column = columnOf(attr(e, "r"), column+1)
			text, err := s.readCell(e)
			if err != nil {
				return s.row, nil, err
			}
			wide = wide || text != "" && column > MaxColumns
			cells = put(cells, column, text)
		case xml.EndElement:
			if e.Name.Local != "row" {
				continue
			}
			if wide {
				return s.row, nil, refuse(CodeTooManyColumns, "line", s.row, "limit", MaxColumns)
			}
			return s.row, cells, nil
		}
	}
}

// put sets a cell, with blanks before it; cells past the limit, and blank ones at the end, are not kept.
func put(cells []string, column int, text string) []string {
	if text == "" && column > len(cells) || column > MaxColumns {
		return cells
	}
	for len(cells) < column {
		cells = append(cells, "")
	}
	cells[column-1] = text
	return cells
}

// columnOf reads the letters of a place such as AB12; without them a cell stands behind the one before it.
func columnOf(place string, next int) int {
	n := 0
	for i := 0; i < len(place) && i < 3; i++ {
		c := place[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	if n == 0 {
		return next
	}
	return n
}

// readCell reads a cell to its end. Text stands in the table of texts (s), in the cell (inlineStr), or is what a
// formula gave (str); a formula itself is not read.
func (s *xlsxSource) readCell(c xml.StartElement) (string, error) {
	var raw string
	for {
		token, err := s.token()
		if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local == "v" || e.Name.Local == "is" {
				if raw, err = s.in.text(e.Name.Local); err != nil {
					return "", err
				}
			}
		case xml.EndElement:
			if e.Name.Local == "c" {
				return s.shown(c, raw)
			}
		}
	}
}

func (s *xlsxSource) shown(c xml.StartElement, raw string) (string, error) {
	if raw == "" {
		return "", nil
	}
	switch attr(c, "t") {
	case "s":
		i, err := strconv.Atoi(raw)
		text, ok := s.book.strings.get(i)
		if err != nil || !ok {
			return "", refuse(CodeBroken, "line", s.row)
		}
		return text, nil
	case "b":
		if raw == "1" {
			return "TRUE", nil
		}
		return "FALSE", nil
	case "", "n":
		style, _ := strconv.Atoi(attr(c, "s"))
		return show(raw, s.book.styles.get(style), s.book.d1904), nil
	}
	return raw, nil
}
