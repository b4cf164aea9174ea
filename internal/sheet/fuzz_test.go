package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/menling/menling/internal/sheet"
)

// checkReads reads a file to its end and holds every row to what the package promises.
func checkReads(t *testing.T, file []byte) {
	t.Helper()
	table, err := sheet.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		checkTyped(t, err)
		return
	}
	line := table.Header().Line
	for {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var e *sheet.Error
		if err != nil {
			checkTyped(t, err)
			if errors.As(err, &e) && !e.OneRow() {
				return
			}
		}
		if row.Line <= line || row.Line > sheet.MaxRows {
			t.Fatalf("line %d behind line %d", row.Line, line)
		}
		line = row.Line
		for _, cell := range row.Cells {
			if err == nil && (!utf8.ValidString(cell) || strings.ContainsRune(cell, 0) || utf8.RuneCountInString(cell) > sheet.MaxCell) {
				t.Fatalf("line %d has the cell %q", line, cell)
			}
		}
	}
}

func checkTyped(t *testing.T, err error) {
	t.Helper()
	var e *sheet.Error
	if !errors.As(err, &e) {
		t.Fatalf("an error without a code: %v", err)
	}
}

func FuzzCSV(f *testing.F) {
	gb, _ := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(chinese))
	for _, seed := range []string{chinese, string(gb), "a;b\r1;\"x\ny\"", "\xff\xfea\x00,\x00b\x00", "\xfe\xff\x00a", "'=1\n\n\"", "a\tb\n\x00\xff"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) { checkReads(t, file) })
}

// FuzzXLSX changes the parts of a workbook; changed archives are mostly no archives.
func FuzzXLSX(f *testing.F) {
	const book = `<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`
	const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;[h]\m"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>`
	const texts = `<sst><si><t>a_x0000_</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si></sst>`
	const cells = `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><t>x</t></is></c></row><row r="7"><c r="ZZ7" s="1"><v>4.5E4</v></c><c s="2"><v>.5</v></c><c/></row></sheetData></worksheet>`
	f.Add(book, styles, texts, cells)
	f.Add(strings.Replace(book, "<sheet ", `<sheet state="hidden" `, 1), styles, texts, cells)
	f.Add(book, "", "", strings.Replace(cells, `r="7"`, `r="2000000"`, 1))
	f.Fuzz(func(t *testing.T, book, styles, texts, cells string) {
		checkReads(t, parts(t, map[string]string{"xl/workbook.xml": book, "xl/styles.xml": styles, "xl/sharedStrings.xml": texts, "xl/worksheets/sheet1.xml": cells}))
	})
}

// FuzzArchive changes the bytes of a workbook as they stand in the file.
func FuzzArchive(f *testing.F) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range map[string]string{
		"xl/workbook.xml":            `<workbook><sheets><sheet name="S" r:id="r"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<R><Relationship Id="r" Type="/worksheet" Target="s.xml"/></R>`,
		"xl/s.xml":                   `<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`,
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			f.Fatal(err)
		}
		_, _ = io.WriteString(w, body)
	}
	if err := z.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, file []byte) { checkReads(t, file) })
}
