package sheet_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/menling/menling/internal/sheet"
)

func TestTheWorkbookIsReadyToUse(t *testing.T) {
	var file bytes.Buffer
	w := sheet.NewXLSX(&file)
	must(t, w.Header(sheet.Column{Title: "名称"}, sheet.Column{Title: "添加数", Number: true}),
		w.Row("=1+1", "12"), w.Row("x", "-3.5"), w.Row("00123", "1234567890123456"), w.Close())
	f, err := excelize.OpenReader(&file)
	must(t, err)
	for cell, want := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "A4": excelize.CellTypeInlineString, "B2": excelize.CellTypeUnset, "B3": excelize.CellTypeUnset, "B4": excelize.CellTypeInlineString} {
		got, err := f.GetCellType("Sheet1", cell)
		formula, err2 := f.GetCellFormula("Sheet1", cell)
		must(t, err, err2)
		if got != want || formula != "" {
			t.Errorf("%s has type %v and formula %q, want type %v", cell, got, formula, want)
		}
	}
	panes, err := f.GetPanes("Sheet1")
	must(t, err)
	style, err := f.GetCellStyle("Sheet1", "A1")
	must(t, err)
	font, err := f.GetStyle(style)
	must(t, err)
	if names := f.GetDefinedName(); !panes.Freeze || panes.YSplit != 1 || font.Font == nil || !font.Font.Bold || len(names) != 1 || names[0].RefersTo != "'Sheet1'!$A$1:$B$4" {
		t.Errorf("panes %+v, font %+v, names %+v", panes, font.Font, names)
	}
}

func TestATemplateExplainsItself(t *testing.T) {
	var file bytes.Buffer
	shops := strings.Split(strings.Repeat("一号店，近地铁,", 100), ",")[:100]
	must(t, sheet.Template(&file, []sheet.Column{
		{Title: "名称", Required: true, Note: "最多 30 个字 · up to 30 characters"},
		{Title: "跳过验证", Choices: []string{"是", "否"}},
		{Title: "门店", Choices: shops},
	}, []string{"前台海报", "是", "一号店，近地铁"}))
	about, rows, err := read(t, file.Bytes())
	must(t, err)
	if diff := cmp.Diff([]string{"1: 名称|跳过验证|门店", "2: 前台海报|是|一号店，近地铁"}, rows); diff != "" || about.Sheet != "Sheet1" {
		t.Errorf("%+v (-want +got):\n%s", about, diff)
	}
	f, err := excelize.OpenReader(&file)
	must(t, err)
	rules, err := f.GetDataValidations("Sheet1")
	must(t, err)
	var ranges []string
	for _, r := range rules {
		ranges = append(ranges, r.Sqref+" "+r.Formula1)
	}
	notes, err := f.GetRows("说明 Notes")
	must(t, err)
	visible, err := f.GetSheetVisible("choices")
	must(t, err)
	want := []string{"B2:B100000 choices!$B$1:$B$2", "C2:C100000 choices!$C$1:$C$100"}
	if diff := cmp.Diff(want, ranges); diff != "" || len(notes) != 4 || notes[1][1] != "是 yes" || visible {
		t.Errorf("notes %v, choices visible %v, lists (-want +got):\n%s", notes, visible, diff)
	}
}

func TestACellLongerThanTheFormatAllowsIsRefused(t *testing.T) {
	w := sheet.NewXLSX(&bytes.Buffer{})
	must(t, w.Header(sheet.Column{Title: "a"}))
	wantRefused(t, w.Row(strings.Repeat("x", 32_768)), sheet.CodeCellTooLong, "line", 2, "column", 1)
	must(t, w.Close())
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestAFullDiskIsReportedAndNothingIsLeftBehind(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	for format, w := range writers(full{}) {
		err := w.Header(sheet.Column{Title: "a"})
		for range 200 {
			if err == nil {
				err = w.Row(strings.Repeat("x", 30_000), strings.Repeat("y", 30_000), strings.Repeat("z", 30_000))
			}
		}
		if err = errors.Join(err, w.Close()); !errors.Is(err, errFull) {
			t.Errorf("%s: error %v", format, err)
		}
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left: %v", len(left), err)
	}
}

func TestATableGoesOnWithAnother(t *testing.T) {
	write := func(w sheet.Writer) {
		must(t, w.Header(sheet.Column{Title: "a"}, sheet.Column{Title: "n", Number: true}), w.Row("x", "1"),
			w.Next("说明", sheet.Column{Title: "词"}), w.Row("=1+1"), w.Close())
	}
	var book bytes.Buffer
	var text strings.Builder
	write(sheet.NewXLSX(&book))
	write(sheet.NewCSV(&text))
	if want := "\ufeffa,n\r\nx,1\r\n\r\n词\r\n'=1+1\r\n"; text.String() != want {
		t.Errorf("%q, want %q", text.String(), want)
	}
	f, err := excelize.OpenReader(&book)
	must(t, err)
	first, err := f.GetRows("Sheet1")
	must(t, err)
	second, err := f.GetRows("说明")
	must(t, err)
	formula, err := f.GetCellFormula("说明", "A2")
	must(t, err)
	if diff := cmp.Diff([][][]string{{{"a", "n"}, {"x", "1"}}, {{"词"}, {"=1+1"}}}, [][][]string{first, second}); diff != "" || formula != "" {
		t.Errorf("formula %q, (-want +got):\n%s", formula, diff)
	}
}
