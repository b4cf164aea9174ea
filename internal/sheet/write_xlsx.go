package sheet

import (
	"archive/zip"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

const (
	sheetName = "Sheet1"
	xlsxRows  = 1_048_576 // of the format
	xlsxCell  = 32_767    // characters, of the format
)

type xlsxWriter struct {
	out     io.Writer
	file    *excelize.File
	stream  *excelize.StreamWriter
	sheet   string
	columns []Column
	row     int
	bold    int
	values  []any
}

// NewXLSX writes a workbook of one sheet, with a bold header that stays in sight and a filter. Rows go to a temporary
// file past the first 16 MB, so memory does not grow with them; Close writes to w, and must be called after an error
// too, because it removes that file.
func NewXLSX(w io.Writer) Writer {
	return &xlsxWriter{out: w, file: excelize.NewFile(), sheet: sheetName}
}

func (w *xlsxWriter) Header(columns ...Column) error {
	var err error
	if w.bold, err = w.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return err
	}
	return w.begin(columns)
}

// Next ends the sheet and begins another.
func (w *xlsxWriter) Next(sheet string, columns ...Column) error {
	if err := w.end(); err != nil {
		return err
	}
	w.sheet, w.row = sheet, 0
	if _, err := w.file.NewSheet(sheet); err != nil {
		return err
	}
	return w.begin(columns)
}

func (w *xlsxWriter) begin(columns []Column) (err error) {
	w.columns = columns
	if w.stream, err = w.file.NewStreamWriter(w.sheet); err != nil {
		return err
	}
	for i, c := range columns {
		if err := w.stream.SetColWidth(i+1, i+1, c.width()); err != nil {
			return err
		}
	}
	if err := w.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(columns))
	for i, c := range columns {
		cells[i] = excelize.Cell{StyleID: w.bold, Value: tidy(c.Title)}
	}
	return w.write(cells)
}

func (w *xlsxWriter) Row(cells ...string) error {
	w.values = w.values[:0]
	for i, cell := range cells {
		cell = tidy(cell)
		if len(cell) > xlsxCell && utf8.RuneCountInString(cell) > xlsxCell {
			return refuse(CodeCellTooLong, "line", w.row+1, "column", i+1, "limit", xlsxCell)
		}
		w.values = append(w.values, w.value(i, cell))
	}
	return w.write(w.values)
}

// value is what a cell holds: text is written as text, whatever it begins with, and no text as no cell.
func (w *xlsxWriter) value(column int, cell string) any {
	if cell == "" {
		return nil
	}
	if column < len(w.columns) && w.columns[column].Number {
		if value, ok := number(cell); ok {
			return value
		}
	}
	return cell
}

func (w *xlsxWriter) write(cells []any) error {
	if w.row >= xlsxRows {
		return refuse(CodeTooManyRows, "limit", xlsxRows)
	}
	w.row++
	return w.stream.SetRow(fmt.Sprintf("A%d", w.row), cells)
}

func (w *xlsxWriter) Close() error {
	defer func() { _ = w.file.Close() }()
	if w.stream == nil {
		return refuse(CodeEmpty)
	}
	if err := w.end(); err != nil {
		return err
	}
	// The library would put the whole archive together in memory first; this way it goes straight out.
	w.file.ZipWriter = func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w.out) }
	_, err := w.file.WriteTo(w.out)
	return err
}

func (w *xlsxWriter) end() error {
	if err := w.filter(); err != nil {
		return err
	}
	return w.stream.Flush()
}

func (w *xlsxWriter) filter() error {
	last, err := excelize.CoordinatesToCellName(max(len(w.columns), 1), w.row)
	if err != nil {
		return err
	}
	return w.file.AutoFilter(w.sheet, "A1:"+last, nil)
}

// width gives Chinese characters the room of two.
func (c Column) width() float64 {
	n := 4
	for _, r := range c.Title {
		n++
		if r > 0x2e80 {
			n++
		}
	}
	return float64(min(max(n, c.Width, 10), 80))
}
