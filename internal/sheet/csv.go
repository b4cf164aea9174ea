package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// maxRecord is more bytes than the longest row that is not refused can have. Without it a missing quote would take the
// rest of the file for one cell.
const maxRecord = 4 << 20

var errLong = errors.New("a row that does not end")

// csvSource counts rows as a spreadsheet does: a blank line is one, a cell of three lines is still one row.
type csvSource struct {
	csv   *csv.Reader
	meter *meter
	row   int // of the last record
	text  int // the line of the text where the record after it would begin
}

func openCSV(r io.ReaderAt, size int64, about *About) (*csvSource, error) {
	head := make([]byte, min(size, headSize))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	enc, err := detect(r, size, head)
	if err != nil {
		return nil, err
	}
	body := bufio.NewReaderSize(enc.decode(r, size), 64<<10)
	start, err := body.Peek(body.Size())
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	var in io.Reader = body
	if bytes.IndexByte(start, '\n') < 0 && bytes.IndexByte(start, '\r') >= 0 {
		in = oldMac{body}
	}
	m := &meter{r: in, maxAll: 4 * MaxFile, maxItem: maxRecord, excess: errLong}
	s := &csvSource{csv: csv.NewReader(m), meter: m, text: 1}
	s.csv.Comma, s.csv.FieldsPerRecord = separator(string(start)), -1
	*about = About{Format: "csv", Encoding: enc.name, Separator: string(s.csv.Comma)}
	return s, nil
}

// oldMac reads lines that end with a carriage return alone, as one choice in Excel's list still writes them.
type oldMac struct{ r io.Reader }

func (m oldMac) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

// separator is the one that the first line with anything in it has most of, outside quotes.
func separator(text string) rune {
	best, count, quoted := ',', map[rune]int{}, false
	for _, c := range strings.TrimLeft(text, "\r\n ") {
		if c == '"' {
			quoted = !quoted
		} else if quoted {
			continue
		} else if c == '\n' || c == '\r' {
			break
		}
		count[c]++
	}
	for _, c := range ";\t" {
		if count[c] > count[best] {
			best = c
		}
	}
	return best
}

func (s *csvSource) next() (int, []string, error) {
	s.meter.item = 0
	cells, err := s.csv.Read()
	if err != nil {
		return s.row, nil, s.explain(err)
	}
	begin, _ := s.csv.FieldPos(0)
	s.row += 1 + begin - s.text
	s.text = begin + 1
	for i, cell := range cells {
		s.text += strings.Count(cell, "\n")
		cells[i] = bare(cell)
	}
	return s.row, cells, nil
}

// explain turns a fault of the quotes into the row that has it.
func (s *csvSource) explain(err error) error {
	if errors.Is(err, errLong) {
		return refuse(CodeRowTooLong, "line", s.row+1, "limit_mb", maxRecord>>20)
	}
	var fault *csv.ParseError
	if !errors.As(err, &fault) {
		return err
	}
	return refuse(CodeBrokenQuote, "line", s.row+1+fault.StartLine-s.text, "text_line", fault.StartLine)
}
