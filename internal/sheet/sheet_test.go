package sheet_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/sheet"
)

// read returns all rows of a file, as "line: cell|cell", and the error that ended it, nil at its end.
func read(t *testing.T, file []byte) (about sheet.About, rows []string, err error) {
	t.Helper()
	table, err := sheet.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return about, nil, err
	}
	rows = append(rows, line(table.Header()))
	for {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			return table.About, rows, nil
		} else if err != nil {
			return table.About, rows, err
		}
		rows = append(rows, line(row))
	}
}

func line(r sheet.Row) string { return fmt.Sprintf("%d: %s", r.Line, strings.Join(r.Cells, "|")) }

// wantRefused checks the code of an error and, where given as name, value pairs, its parameters.
func wantRefused(t *testing.T, err error, code sheet.Code, pairs ...any) {
	t.Helper()
	var e *sheet.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("error %v, want %s", err, code)
	}
	for i := 0; i < len(pairs); i += 2 {
		if got := e.Params[pairs[i].(string)]; got != pairs[i+1] {
			t.Errorf("%s: %s is %v, want %v", code, pairs[i], got, pairs[i+1])
		}
	}
}

// awkward are cells that something on the way could take for something else.
var awkward = []string{
	"张三", "a,b", `say "hi"`, "two\nlines", " blanks ", "00123", "13800138000", "123456789012345678", "1E+10", "TRUE", "2026-11-27",
	"=1+1", "+86 138", "-5", "@all", "\ttab", "'quoted", "'=quoted", "''=twice", "_x0041_", "<b>&amp;</b>", "😀𠮷", "；", "0.1", "a_x_b",
}

func writers(w io.Writer) map[string]sheet.Writer {
	return map[string]sheet.Writer{"csv": sheet.NewCSV(w), "xlsx": sheet.NewXLSX(w)}
}

func TestEveryCellComesBackAsItWas(t *testing.T) {
	for _, format := range []string{"csv", "xlsx"} {
		t.Run(format, func(t *testing.T) {
			var file bytes.Buffer
			w := writers(&file)[format]
			must(t, w.Header(sheet.Column{Title: "名称"}, sheet.Column{Title: "备注", Width: 30}))
			for i, cell := range awkward {
				must(t, w.Row(fmt.Sprint("row ", i), cell))
			}
			must(t, w.Row("", "only second"), w.Row("only first"), w.Close())
			about, rows, err := read(t, file.Bytes())
			must(t, err)
			want := []string{"1: 名称|备注"}
			for i, cell := range awkward {
				want = append(want, fmt.Sprintf("%d: row %d|%s", i+2, i, cell))
			}
			n := len(want)
			want = append(want, fmt.Sprintf("%d: |only second", n+1), fmt.Sprintf("%d: only first|", n+2))
			if diff := cmp.Diff(want, rows); diff != "" || about.Format != format {
				t.Errorf("read as %+v (-want +got):\n%s", about, diff)
			}
		})
	}
}

func TestWhatCannotStandInAFileIsReplaced(t *testing.T) {
	for _, format := range []string{"csv", "xlsx"} {
		var file bytes.Buffer
		w := writers(&file)[format]
		must(t, w.Header(sheet.Column{Title: "a"}), w.Row("nul\x00 bad\xff bell\a"), w.Row("mac\rdos\r\nunix\n."), w.Close())
		_, rows, err := read(t, file.Bytes())
		must(t, err)
		want := []string{"1: a", "2: nul\ufffd bad\ufffd bell\ufffd", "3: mac\ndos\nunix\n."}
		if diff := cmp.Diff(want, rows); diff != "" {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
	}
}

func TestReadingGoesOnBehindARowThatIsRefused(t *testing.T) {
	long := strings.Repeat("长", sheet.MaxCell+1)
	wide := strings.Repeat("x,", sheet.MaxColumns) + "x"
	for _, file := range [][]byte{[]byte("a,b\n1,2\n3," + long + "\n" + wide + "\n4,5\n"), workbook(t, [][]any{
		{"a", "b"}, {"1", "2"}, {"3", long}, many(sheet.MaxColumns + 1), {"4", "5"},
	})} {
		table, err := sheet.Open(bytes.NewReader(file), int64(len(file)))
		must(t, err)
		_, err = table.Read()
		must(t, err)
		_, err = table.Read()
		wantRefused(t, err, sheet.CodeCellTooLong, "line", 3, "column", 2, "limit", sheet.MaxCell)
		_, err = table.Read()
		wantRefused(t, err, sheet.CodeTooManyColumns, "line", 4, "limit", sheet.MaxColumns)
		row, err := table.Read()
		must(t, err)
		if line(row) != "5: 4|5" {
			t.Errorf("%s: then %s", table.About.Format, line(row))
		}
	}
}

func TestACellOfTheLongestLengthIsRead(t *testing.T) {
	full := strings.Repeat("长", sheet.MaxCell)
	for _, file := range [][]byte{[]byte("a\n" + full + "\n"), workbook(t, [][]any{{"a"}, {full}})} {
		_, rows, err := read(t, file)
		must(t, err)
		if rows[1] != "2: "+full {
			t.Error("the cell came back changed")
		}
	}
}

func TestTooManyRowsAreRefused(t *testing.T) {
	file := bytes.Repeat([]byte("x\n"), sheet.MaxRows+1)
	_, rows, err := read(t, file)
	wantRefused(t, err, sheet.CodeTooManyRows, "limit", sheet.MaxRows)
	if len(rows) != sheet.MaxRows {
		t.Errorf("%d rows were read before", len(rows))
	}
}

func TestALargeFileIsRefusedUnread(t *testing.T) {
	_, err := sheet.Open(nil, sheet.MaxFile+1)
	wantRefused(t, err, sheet.CodeTooLarge, "limit_mb", 50)
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func many(n int) []any {
	row := make([]any, n)
	for i := range row {
		row[i] = "x"
	}
	return row
}
