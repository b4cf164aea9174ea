package sheet_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/menling/menling/internal/sheet"
)

const chinese = "名称,备注\n前台海报,“第一家”店 ㄅ\n收银台,€ 10\n"

func TestEncodings(t *testing.T) {
	le, be := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	for _, row := range []struct {
		name string
		file []byte
		want string
	}{
		{"UTF-8", []byte(chinese), "utf-8"},
		{"UTF-8 with its mark", []byte("\ufeff" + chinese), "utf-8"},
		{"UTF-16, little end first", encoded(t, le, chinese), "utf-16le"},
		{"UTF-16, big end first", encoded(t, be, chinese), "utf-16be"},
		{"GB18030", encoded(t, simplifiedchinese.GB18030, chinese), "gb18030"},
		{"lines that end as in DOS", []byte(strings.ReplaceAll(chinese, "\n", "\r\n")), "utf-8"},
		{"lines that end as on old Macs", []byte(strings.ReplaceAll(chinese, "\n", "\r")), "utf-8"},
	} {
		about, rows, err := read(t, row.file)
		must(t, err)
		want := []string{"1: 名称|备注", "2: 前台海报|“第一家”店 ㄅ", "3: 收银台|€ 10"}
		if diff := cmp.Diff(want, rows); diff != "" || about.Encoding != row.want {
			t.Errorf("%s: taken for %s (-want +got):\n%s", row.name, about.Encoding, diff)
		}
	}
}

func TestAFewBadBytesDoNotChangeTheEncoding(t *testing.T) {
	gb := encoded(t, simplifiedchinese.GB18030, strings.Repeat(chinese, 50))
	for name, file := range map[string][]byte{"utf-8": []byte(strings.Repeat(chinese, 50) + "x\xffy,\x00\n"), "gb18030": append(gb, "x\xffy,\x00\n"...)} {
		about, rows, err := read(t, file)
		must(t, err)
		if last := rows[len(rows)-1]; about.Encoding != name || last != "151: x\ufffdy|\ufffd" {
			t.Errorf("%s: taken for %s, last row %q", name, about.Encoding, last)
		}
	}
}

func TestALongGB18030FileIsDecodedAcrossBuffers(t *testing.T) {
	text := "a名称,备注\n" + strings.Repeat("前台海报,“第一家”店\n", 20_000)
	_, rows, err := read(t, encoded(t, simplifiedchinese.GB18030, text))
	must(t, err)
	if len(rows) != 20_001 || strings.Contains(strings.Join(rows, ""), "\ufffd") {
		t.Errorf("%d rows", len(rows))
	}
}

func TestSeparators(t *testing.T) {
	for _, row := range []struct{ text, separator, header string }{
		{"a,b,c\n", ",", "1: a|b|c"},
		{"a;b;c\n", ";", "1: a|b|c"},
		{"a\tb\tc\n", "\t", "1: a|b|c"},
		{"\"x;y;z\",b\n", ",", "1: x;y;z|b"},
		{"\n\na;b,c;d\n", ";", "3: a|b,c|d"},
		{"alone\nx,y\n", ",", "1: alone"},
	} {
		about, rows, err := read(t, []byte(row.text))
		must(t, err)
		if about.Separator != row.separator || rows[0] != row.header {
			t.Errorf("%q: separator %q, header %s", row.text, about.Separator, rows[0])
		}
	}
}

func TestLinesAreThoseOfTheSpreadsheet(t *testing.T) {
	_, rows, err := read(t, []byte("\n a , b ,,\n1,\"x\r\ny\n\nz\"\n\n,,\n\"2\",\n3,4,more\n"))
	must(t, err)
	want := []string{"2: a|b", "3: 1|x\ny\n\nz", "6: 2|", "7: 3|4|more"}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestABrokenQuoteIsNamedByItsRow(t *testing.T) {
	for _, row := range []struct {
		text           string
		line, textLine int
	}{
		{"a,b\n1,\"x\ny\"\n\n2,\"never closed\n3,4\n", 4, 5},
		{"a,b\n1,2\n3,ba\"re\n", 3, 3},
		{"a,b\n\"1\"x,2\n", 2, 2},
	} {
		_, _, err := read(t, []byte(row.text))
		wantRefused(t, err, sheet.CodeBrokenQuote, "line", row.line, "text_line", row.textLine)
	}
}

func TestAMissingQuoteDoesNotTakeTheWholeFile(t *testing.T) {
	_, _, err := read(t, []byte("a,b\n1,\"2\n"+strings.Repeat("3,4\n", 2<<20)))
	wantRefused(t, err, sheet.CodeRowTooLong, "line", 2)
}

func TestWhatIsNoTableIsCalledByItsName(t *testing.T) {
	for _, row := range []struct{ begin, kind string }{
		{"%PDF-1.7\n", "pdf"}, {"\x89PNG\r\n\x1a\n", "picture"}, {"\xff\xd8\xff\xe0", "picture"}, {"\x1f\x8b\x08", "archive"},
		{"\ufeff <!DOCTYPE html><html>", "html"}, {"<table border=1>", "html"}, {"<?xml version=\"1.0\"?><Workbook>", "xml"},
		{"a\x00b\x00,\x00c\x00\n\x00", "binary"}, {"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00", "binary"},
	} {
		_, _, err := read(t, []byte(row.begin))
		wantRefused(t, err, sheet.CodeNotTable, "kind", row.kind)
	}
	for _, blank := range []string{"", "\n\n", " , ,\n", "\ufeff"} {
		_, _, err := read(t, []byte(blank))
		wantRefused(t, err, sheet.CodeEmpty)
	}
}

func TestTheCSVWeWriteRunsNothing(t *testing.T) {
	var file strings.Builder
	w := sheet.NewCSV(&file)
	must(t, w.Header(sheet.Column{Title: "=title"}, sheet.Column{Title: "n", Number: true}),
		w.Row("=HYPERLINK(1)", "-5"), w.Row("@x", "=2"), w.Row("\rx", "-1+1"), w.Close())
	want := "\ufeff'=title,n\r\n'=HYPERLINK(1),-5\r\n'@x,'=2\r\n\"'\r\nx\",'-1+1\r\n"
	if diff := cmp.Diff(want, file.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func encoded(t *testing.T, e encoding.Encoding, text string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(text))
	must(t, err)
	return b
}
