package sheet_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/menling/menling/internal/sheet"
)

// workbook is one as another program would make it: its texts stand in a table of their own.
func workbook(t *testing.T, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		must(t, err, f.SetSheetRow("Sheet1", cell, &row))
	}
	return bytesOf(t, f)
}

func bytesOf(t *testing.T, f *excelize.File, opts ...excelize.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, f.Write(&b, opts...), f.Close())
	return b.Bytes()
}

func TestCellsAreReadAsAPersonSeesThem(t *testing.T) {
	f := excelize.NewFile()
	row := 1
	add := func(format string, value any) {
		row++
		cell, err := excelize.CoordinatesToCellName(1, row)
		must(t, err, f.SetCellValue("Sheet1", cell, value))
		if format != "" {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			must(t, err, f.SetCellStyle("Sheet1", cell, cell, style))
		}
	}
	must(t, f.SetCellValue("Sheet1", "A1", "h"))
	noon := time.Date(2026, 11, 27, 12, 30, 5, 0, time.UTC)
	var want []string
	for _, c := range []struct {
		format string
		value  any
		want   string
	}{
		{"", 13800138000, "13800138000"},
		{"", 1.23456789012345e17, "123456789012345000"},
		{"0.00E+00", 123456789012, "123456789012"},
		{"", 0.1 + 0.2, "0.3"},
		{"", -1.5, "-1.5"},
		{"#,##0.00", 1234.5, "1234.5"},
		{"000000", 42, "000042"},
		{"0%", 0.5, "50%"},
		{"0.0%", 0.125, "12.5%"},
		{"m/d/yy", noon.Truncate(24 * time.Hour), "2026-11-27"},
		{`yyyy"年"m"月"d"日";@`, noon.Truncate(24 * time.Hour), "2026-11-27"},
		{"yyyy-mm-dd hh:mm", noon, "2026-11-27 12:30:05"},
		{"[$-804]h:mm", 0.75, "18:00:00"},
		{`"ymd"0`, 5, "5"},
		{`[Red]0`, 6, "6"},
		{"@", "007", "007"},
		{"", true, "TRUE"},
		{"", "1E+10", "1E+10"},
		{"", "=1+1", "=1+1"},
	} {
		add(c.format, c.value)
		want = append(want, c.want)
	}
	_, rows, err := read(t, bytesOf(t, f))
	must(t, err)
	for i := range rows {
		_, rows[i], _ = strings.Cut(rows[i], ": ")
	}
	if diff := cmp.Diff(append([]string{"h"}, want...), rows); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheFirstVisibleSheetIsRead(t *testing.T) {
	f := excelize.NewFile()
	for _, name := range []string{"名单", "later"} {
		_, err := f.NewSheet(name)
		must(t, err, f.SetCellValue(name, "B3", name))
	}
	f.SetActiveSheet(2)
	must(t, f.SetSheetVisible("Sheet1", false), f.SetCellValue("Sheet1", "A1", "hidden"))
	about, rows, err := read(t, bytesOf(t, f))
	must(t, err)
	if about.Sheet != "名单" || cmp.Diff([]string{"3: |名单"}, rows) != "" {
		t.Errorf("read %+v: %v", about, rows)
	}
}

func TestAWorkbookWithAPasswordIsToldFromAnOldOne(t *testing.T) {
	f := excelize.NewFile()
	must(t, f.SetCellValue("Sheet1", "A1", "x"))
	_, _, err := read(t, bytesOf(t, f, excelize.Options{Password: "secret"}))
	wantRefused(t, err, sheet.CodeEncrypted)
	_, _, err = read(t, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 1<<17)+"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00\x00\x00"))
	wantRefused(t, err, sheet.CodeOldXLS)
}

// parts makes a workbook from its parts, with those that any workbook has where they are not given.
func parts(t *testing.T, given map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>`,
	}
	for name, body := range given {
		all[name] = body
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range all {
		if body == "" {
			continue
		}
		w, err := z.Create(name)
		must(t, err)
		_, err = w.Write([]byte(body))
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

func onlySheet(body string) map[string]string {
	return map[string]string{"xl/worksheets/sheet1.xml": body}
}

func TestASheetMayLeaveOutWhatCanBeCounted(t *testing.T) {
	_, rows, err := read(t, parts(t, onlySheet(`<worksheet><sheetData><row><c t="str"><v>a</v></c><c t="inlineStr"><is><r><t>b</t></r><r><t xml:space="preserve"> c</t></r><rPh><t>no</t></rPh></is></c></row>`+
		`<row r="5"><c r="c5"><v>7</v></c></row><row/><row><c><v>_x4E2D_</v></c><c t="e"><v>#N/A</v></c><c><v>123456789012345678</v></c></row></sheetData></worksheet>`)))
	must(t, err)
	want := []string{"1: a|b c", "5: ||7", "7: 中|#N/A|123456789012345678"}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestADamagedWorkbookIsNeverReadInPart(t *testing.T) {
	whole := `<worksheet><sheetData><row r="1"><c t="str"><v>a</v></c></row><row r="2"><c t="str"><v>b</v></c></row></sheetData></worksheet>`
	for name, file := range map[string][]byte{
		"cut off":         parts(t, onlySheet(whole[:len(whole)-40])),
		"no such text":    parts(t, onlySheet(`<worksheet><sheetData><row r="1"><c t="s"><v>3</v></c></row></sheetData></worksheet>`)),
		"no XML":          parts(t, onlySheet(`<worksheet><sheetData><row r="1"><c t="str"><v>a</v></c></row><<<`)),
		"no sheet":        parts(t, nil),
		"cut off archive": parts(t, onlySheet(whole))[:200],
	} {
		_, _, err := read(t, file)
		if err == nil {
			t.Errorf("%s: read without an error", name)
			continue
		}
		wantRefused(t, err, sheet.CodeBroken)
	}
	_, _, err := read(t, parts(t, map[string]string{"xl/workbook.xml": "", "word/document.xml": "<x/>"}))
	wantRefused(t, err, sheet.CodeNotTable, "kind", "document")
	_, _, err = read(t, parts(t, map[string]string{"xl/workbook.xml": `<workbook><sheets><sheet name="S" state="hidden" r:id="rId1"/></sheets></workbook>`}))
	wantRefused(t, err, sheet.CodeNoSheet)
}

func TestZipBombsAreRefused(t *testing.T) {
	for name, file := range map[string][]byte{
		"one endless text": parts(t, onlySheet(`<worksheet><sheetData><row><c t="str"><v>`+strings.Repeat("A", 2<<20)+`</v></c></row></sheetData></worksheet>`)),
		"an endless sheet": parts(t, onlySheet(`<worksheet><sheetData>`+strings.Repeat("<row/>", 4<<20)+`</sheetData></worksheet>`)),
		"an endless tag":   parts(t, onlySheet(`<worksheet><sheetData `+strings.Repeat(`a="b" `, 1<<19)+`></sheetData></worksheet>`)),
	} {
		_, _, err := read(t, file)
		if err == nil {
			t.Errorf("%s: read without an error", name)
			continue
		}
		wantRefused(t, err, sheet.CodeBomb)
	}
}
