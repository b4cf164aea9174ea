package sheet

import (
	"bytes"
	"errors"
	"io"
)

const headSize = 4096

// signatures are how files begin that people send for a table by mistake.
var signatures = []struct{ begin, kind string }{
	{"%PDF", "pdf"}, {"\x89PNG", "picture"}, {"\xff\xd8\xff", "picture"}, {"GIF8", "picture"},
	{"\x1f\x8b", "archive"}, {"Rar!", "archive"}, {"7z\xbc\xaf", "archive"}, {"{\\rtf", "document"},
}

var ole = []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}

func isZip(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// refuseKind names the files that are known not to be a table, as what they are.
func refuseKind(r io.ReaderAt, size int64, head []byte) error {
	if bytes.HasPrefix(head, ole) {
		return refuseOLE(r, size)
	}
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.begin)) {
			return refuse(CodeNotTable, "kind", s.kind)
		}
	}
	if kind := markup(head); kind != "" {
		return refuse(CodeNotTable, "kind", kind)
	}
	if !isZip(head) && isBinary(head) {
		return refuse(CodeNotTable, "kind", "binary")
	}
	return nil
}

// markup finds web pages and XML, which some systems call .xls.
func markup(head []byte) string {
	text := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, bomUTF8), " \t\r\n"))
	switch {
	case bytes.HasPrefix(text, []byte("<?xml")):
		return "xml"
	case bytes.HasPrefix(text, []byte("<!doctype html")), bytes.HasPrefix(text, []byte("<html")), bytes.HasPrefix(text, []byte("<table")):
		return "html"
	}
	return ""
}

// isBinary reports whether more than a tenth of the bytes are ones that no text has.
func isBinary(head []byte) bool {
	if bytes.HasPrefix(head, bomUTF16LE) || bytes.HasPrefix(head, bomUTF16BE) {
		return false
	}
	odd := 0
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' {
			odd++
		}
	}
	return odd*10 > len(head)
}

// refuseOLE tells a workbook with a password from an old one: both are OLE files, whose directory names their content.
func refuseOLE(r io.ReaderAt, size int64) error {
	found, err := contains(io.NewSectionReader(r, 0, size), wide("EncryptedPackage"), wide("Workbook"), wide("Book"))
	switch {
	case err != nil:
		return err
	case found == 0:
		return refuse(CodeEncrypted)
	case found > 0:
		return refuse(CodeOldXLS)
	}
	return refuse(CodeNotTable, "kind", "document")
}

// contains returns the lowest index of a word that is in r, or -1.
func contains(r io.Reader, words ...[]byte) (int, error) {
	const overlap = 64
	best, buf, kept := len(words), make([]byte, 64<<10), 0
	for {
		n, err := io.ReadFull(r, buf[kept:])
		for i, word := range words[:best] {
			if bytes.Contains(buf[:kept+n], word) {
				best = i
				break
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		} else if err != nil {
			return 0, err
		}
		kept = copy(buf, buf[kept+n-overlap:kept+n])
	}
	if best == len(words) {
		return -1, nil
	}
	return best, nil
}

func wide(ascii string) []byte {
	var b []byte
	for _, c := range []byte(ascii) {
		b = append(b, c, 0)
	}
	return b
}
