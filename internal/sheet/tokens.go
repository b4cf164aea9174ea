package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
)

// maxToken is how much of a part one tag or one text may take, so that none can fill the memory.
const maxToken = 1 << 20

// tokens reads the XML of a part. What is not UTF-8 or not allowed in XML becomes U+FFFD.
type tokens struct {
	xml   *xml.Decoder
	meter *meter
	row   int // the row being read, for errors
}

func newTokens(r io.Reader) *tokens {
	m := &meter{r: r, maxAll: maxUnpacked, maxItem: maxToken, excess: refuse(CodeBomb, "limit_mb", maxUnpacked>>20)}
	return &tokens{meter: m, xml: xml.NewDecoder(transform.NewReader(m, runes.Map(clean)))}
}

func (t *tokens) next() (xml.Token, error) {
	t.meter.item = 0
	token, err := t.xml.RawToken()
	var ours *Error
	switch {
	case err == nil, errors.Is(err, io.EOF), errors.As(err, &ours):
		return token, err
	case t.row > 0:
		return nil, refuse(CodeBroken, "line", t.row)
	}
	return nil, refuse(CodeBroken)
}

// start returns the next beginning of an element.
func (t *tokens) start() (xml.StartElement, error) {
	for {
		token, err := t.next()
		if err != nil {
			return xml.StartElement{}, err
		}
		if e, ok := token.(xml.StartElement); ok {
			return e, nil
		}
	}
}

// text adds up the text of an element whose beginning was read, up to its end: all of it in <v>, and what stands in
// <t> in the others. Readings in phonetic script (<rPh>) are no part of a cell. More than a cell may have is dropped,
// except for one character that shows it.
func (t *tokens) text(of string) (string, error) {
	var b strings.Builder
	in, phonetic := of == "v", false
	for {
		token, err := t.next()
		if errors.Is(err, io.EOF) {
			return "", refuse(CodeBroken)
		} else if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.StartElement:
			in = in || e.Name.Local == "t"
			phonetic = phonetic || e.Name.Local == "rPh"
		case xml.EndElement:
			switch e.Name.Local {
			case of:
				return unescape(firstRunes(b.String(), MaxCell+1)), nil
			case "t":
				in = false
			case "rPh":
				phonetic = false
			}
		case xml.CharData:
			if in && !phonetic && b.Len() <= 7*4*MaxCell {
				b.Write(e)
			}
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func firstRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
