package sheet

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	notesSheet   = "说明 Notes"
	choicesSheet = "choices"
	templateRows = 100_000 // that get drop-down lists
)

// Template writes a workbook for people to fill in: the header, rows that show how it is meant, lists to choose from
// where a column has them, and a second sheet that explains every column.
func Template(out io.Writer, columns []Column, examples ...[]string) error {
	w := &xlsxWriter{out: out, file: excelize.NewFile(), sheet: sheetName}
	err := w.Header(columns...)
	for i := 0; i < len(examples) && err == nil; i++ {
		err = w.Row(examples[i]...)
	}
	for _, step := range []func() error{w.notes, w.choices} {
		if err == nil {
			err = step()
		}
	}
	if err != nil {
		_ = w.file.Close()
		return err
	}
	return w.Close()
}

func (w *xlsxWriter) notes() error {
	rows := [][]any{{"列 Column", "必填 Required", "说明 Notes", "可选值 Choices"}}
	for _, c := range w.columns {
		required := ""
		if c.Required {
			required = "是 yes"
		}
		rows = append(rows, []any{tidy(c.Title), required, tidy(c.Note), shortList(c.Choices)})
	}
	if err := w.fill(notesSheet, rows); err != nil {
		return err
	}
	for column, width := range map[string]float64{"A": 24, "B": 14, "C": 70, "D": 40} {
		if err := w.file.SetColWidth(notesSheet, column, column, width); err != nil {
			return err
		}
	}
	return w.file.SetRowStyle(notesSheet, 1, 1, w.bold)
}

// shortList names the first of many choices; the column's own list has them all.
func shortList(choices []string) string {
	const shown = 20
	if len(choices) <= shown {
		return tidy(strings.Join(choices, " / "))
	}
	return tidy(strings.Join(choices[:shown], " / ")) + fmt.Sprintf(" … (%d)", len(choices))
}

func (w *xlsxWriter) fill(sheet string, rows [][]any) error {
	if _, err := w.file.NewSheet(sheet); err != nil {
		return err
	}
	for i, row := range rows {
		if err := w.file.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
			return err
		}
	}
	return nil
}

// choices puts the lists on a hidden sheet: a list in the rule itself may have 255 characters and no commas.
func (w *xlsxWriter) choices() error {
	for i, c := range w.columns {
		if len(c.Choices) == 0 {
			continue
		}
		if err := w.list(i+1, c.Choices); err != nil {
			return err
		}
	}
	if at, err := w.file.GetSheetIndex(choicesSheet); err != nil || at < 0 {
		return err
	}
	return w.file.SetSheetVisible(choicesSheet, false)
}

func (w *xlsxWriter) list(column int, choices []string) error {
	letters, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return err
	}
	if _, err := w.file.NewSheet(choicesSheet); err != nil {
		return err
	}
	cells := make([]any, len(choices))
	for i, choice := range choices {
		cells[i] = tidy(choice)
	}
	if err := w.file.SetSheetCol(choicesSheet, letters+"1", &cells); err != nil {
		return err
	}
	rule := excelize.NewDataValidation(true)
	rule.SetSqref(fmt.Sprintf("%s2:%s%d", letters, letters, templateRows))
	rule.SetSqrefDropList(fmt.Sprintf("%s!$%s$1:$%s$%d", choicesSheet, letters, letters, len(choices)))
	return w.file.AddDataValidation(sheetName, rule)
}
