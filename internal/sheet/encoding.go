package sheet

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
)

var (
	bomUTF8    = []byte{0xef, 0xbb, 0xbf}
	bomUTF16LE = []byte{0xff, 0xfe}
	bomUTF16BE = []byte{0xfe, 0xff}
)

// charset is an encoding that a CSV may be in.
type charset struct {
	name string
	bom  int
	enc  encoding.Encoding
}

var (
	charsetUTF8    = charset{name: "utf-8", enc: unicode.UTF8}
	charsetGB18030 = charset{name: "gb18030", enc: simplifiedchinese.GB18030}
)

// decode reads text as UTF-8, with U+FFFD for what is not text.
func (c charset) decode(r io.ReaderAt, size int64) io.Reader {
	body := io.NewSectionReader(r, int64(c.bom), size-int64(c.bom))
	return transform.NewReader(body, transform.Chain(c.enc.NewDecoder(), runes.Map(clean)))
}

// clean replaces what a database or an XML file refuses.
func clean(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
		return utf8.RuneError
	}
	return r
}

// detect finds the encoding by its mark, else by which reading of the bytes makes sense: Excel in China saves CSV as
// GB18030 without saying so.
func detect(r io.ReaderAt, size int64, head []byte) (charset, error) {
	switch {
	case bytes.HasPrefix(head, bomUTF8):
		return charset{"utf-8", len(bomUTF8), unicode.UTF8}, nil
	case bytes.HasPrefix(head, bomUTF16LE):
		return charset{"utf-16le", len(bomUTF16LE), unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}, nil
	case bytes.HasPrefix(head, bomUTF16BE):
		return charset{"utf-16be", len(bomUTF16BE), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}, nil
	}
	asUTF8, err := damage(charsetUTF8, r, size)
	if err != nil || asUTF8 == 0 {
		return charsetUTF8, err
	}
	asGB18030, err := damage(charsetGB18030, r, size)
	if asGB18030 < asUTF8 {
		return charsetGB18030, err
	}
	return charsetUTF8, err
}

// damage counts the places that are not text in an encoding.
func damage(c charset, r io.ReaderAt, size int64) (int, error) {
	in := transform.NewReader(io.NewSectionReader(r, 0, size), c.enc.NewDecoder())
	found, buf, bad := 0, make([]byte, 64<<10), []byte(string(utf8.RuneError))
	for kept := 0; ; {
		n, err := in.Read(buf[kept:])
		full := buf[:kept+n]
		found += bytes.Count(full, bad)
		if errors.Is(err, io.EOF) {
			return found, nil
		} else if err != nil {
			return 0, err
		}
		kept = copy(buf, tail(full))
	}
}

// tail is the beginning of a replacement mark that the next bytes may complete.
func tail(b []byte) []byte {
	for n := min(len(b), utf8.RuneLen(utf8.RuneError)-1); n > 0; n-- {
		if bytes.HasPrefix([]byte(string(utf8.RuneError)), b[len(b)-n:]) {
			return b[len(b)-n:]
		}
	}
	return nil
}
