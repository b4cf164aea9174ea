package sheet

import (
	"encoding/csv"
	"io"
)

type csvWriter struct {
	out     io.Writer
	csv     *csv.Writer
	columns []Column
}

// NewCSV writes UTF-8 with its mark, without which Excel takes Chinese for something else. A cell that a spreadsheet
// would run as a formula gets a quote in front, which Open takes off again.
func NewCSV(w io.Writer) Writer {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	return &csvWriter{out: w, csv: c}
}

func (w *csvWriter) Header(columns ...Column) error {
	w.columns = columns
	if _, err := w.out.Write(bomUTF8); err != nil {
		return err
	}
	return w.titles()
}

func (w *csvWriter) Next(_ string, columns ...Column) error {
	w.columns = columns
	if err := w.csv.Write([]string{""}); err != nil {
		return err
	}
	return w.titles()
}

func (w *csvWriter) titles() error {
	titles := make([]string, len(w.columns))
	for i, c := range w.columns {
		titles[i] = armour(tidy(c.Title))
	}
	return w.csv.Write(titles)
}

func (w *csvWriter) Row(cells ...string) error {
	row := make([]string, len(cells))
	for i, cell := range cells {
		row[i] = tidy(cell)
		if _, ok := number(row[i]); ok && i < len(w.columns) && w.columns[i].Number {
			continue // -5 is a number here, not the beginning of a formula
		}
		row[i] = armour(row[i])
	}
	return w.csv.Write(row)
}

func (w *csvWriter) Close() error {
	w.csv.Flush()
	return w.csv.Error()
}
