package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// texts is a workbook's table of texts, to which cells point by number: one block of bytes, and where each ends.
type texts struct {
	block []byte
	ends  []uint32
}

func (t *texts) get(i int) (string, bool) {
	if i < 0 || i >= len(t.ends) {
		return "", false
	}
	begin := uint32(0)
	if i > 0 {
		begin = t.ends[i-1]
	}
	return string(t.block[begin:t.ends[i]]), true
}

func (w *workbook) readStrings() error {
	return w.each("xl/sharedStrings.xml", func(in *tokens, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		text, err := in.text("si")
		if err != nil {
			return err
		}
		w.strings.block = append(w.strings.block, text...)
		w.strings.ends = append(w.strings.ends, uint32(len(w.strings.block)))
		if len(w.strings.block)+4*len(w.strings.ends) > maxStrings {
			return refuse(CodeBomb, "limit_mb", maxStrings>>20)
		}
		return nil
	})
}

// unescape reads _xHHHH_, which is how a workbook writes a UTF-16 unit that XML cannot hold.
func unescape(s string) string {
	at := strings.Index(s, "_x")
	if at < 0 {
		return s
	}
	var b strings.Builder
	for at >= 0 {
		b.WriteString(s[:at])
		s = s[at:]
		unit, ok := escaped(s)
		switch low, pair := escaped(cut(s, 7)); {
		case !ok:
			b.WriteByte('_')
			s = s[1:]
		case pair && utf16.IsSurrogate(unit) && utf16.DecodeRune(unit, low) != utf8.RuneError:
			b.WriteRune(utf16.DecodeRune(unit, low))
			s = s[14:]
		default:
			b.WriteRune(clean(unit))
			s = s[7:]
		}
		at = strings.Index(s, "_x")
	}
	b.WriteString(s)
	return b.String()
}

func cut(s string, n int) string { return s[min(n, len(s)):] }

func escaped(s string) (rune, bool) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	unit, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(unit), err == nil
}
