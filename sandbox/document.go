package sandbox

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"
)

// document is the plaintext of a push: members in order, written as XML or JSON. Values are
// strings, int64, bare, a nested document or a repeated one.
type document []member

type member struct {
	name  string
	value any
}

// bare is text that XML holds without CDATA, as WeCom writes some ids.
type bare string

// repeated is a member that is there once for each document: in XML as elements side by side, inside one
// more element when wrap names it. JSON has a list, but an object where there is one, unless list is set:
// the platform writes its JSON from XML.
type repeated struct {
	wrap string
	docs []document
	list bool
}

func (x repeated) xml(name string) string {
	var b strings.Builder
	for _, d := range x.docs {
		b.WriteString("<" + name + ">" + d.elements() + "</" + name + ">")
	}
	if x.wrap == "" {
		return b.String()
	}
	return "<" + x.wrap + ">" + b.String() + "</" + x.wrap + ">"
}

func (x repeated) json() string {
	if len(x.docs) == 1 && !x.list {
		return x.docs[0].json()
	}
	texts := make([]string, len(x.docs))
	for i, d := range x.docs {
		texts[i] = d.json()
	}
	return "[" + strings.Join(texts, ",") + "]"
}

// xml writes strings in CDATA and numbers bare, on one line.
func (d document) xml() string { return "<xml>" + d.elements() + "</xml>" }

func (d document) elements() string {
	var b strings.Builder
	for _, m := range d {
		if x, ok := m.value.(repeated); ok {
			b.WriteString(x.xml(m.name))
			continue
		}
		b.WriteString("<" + m.name + ">")
		switch v := m.value.(type) {
		case int64:
			b.WriteString(strconv.FormatInt(v, 10))
		case document:
			b.WriteString(v.elements())
		case bare:
			_ = xml.EscapeText(&b, []byte(v)) // a builder takes all
		case string:
			b.WriteString(cdata(v))
		}
		b.WriteString("</" + m.name + ">")
	}
	return b.String()
}

// cdata wraps text. Characters that XML cannot hold become U+FFFD; bytes that are no
// character stay as they are, since the platform cuts texts in the middle of one.
func cdata(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			b.WriteRune(utf8.RuneError)
		} else {
			b.WriteString(text[i : i+size])
		}
		i += size
	}
	return "<![CDATA[" + strings.ReplaceAll(b.String(), "]]>", "]]]]><![CDATA[>") + "]]>"
}

// jsonText quotes text; a character that was cut at the end keeps its first bytes.
func jsonText(text string) string {
	whole := len(text)
	for whole > 0 && whole > len(text)-utf8.UTFMax && !utf8.ValidString(text[:whole]) {
		whole--
	}
	quoted := string(encode(text[:whole]))
	return quoted[:len(quoted)-1] + text[whole:] + `"`
}

// json writes the same members as an object.
func (d document) json() string {
	var b strings.Builder
	b.WriteByte('{')
	for i, m := range d {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + m.name + `":`)
		switch v := m.value.(type) {
		case document:
			b.WriteString(v.json())
		case repeated:
			b.WriteString(v.json())
		case string:
			b.WriteString(jsonText(v))
		case int64:
			b.WriteString(strconv.FormatInt(v, 10))
		}
	}
	b.WriteByte('}')
	return b.String()
}

// text is the document in the given format.
func (d document) text(format string) string {
	if format == FormatJSON {
		return d.json()
	}
	return d.xml()
}

// with appends a member unless it is empty: optional members are absent, not empty.
func (d document) with(name, value string) document {
	if value == "" {
		return d
	}
	return append(d, member{name, value})
}

// parseXML reads the direct children of a root element as text.
func parseXML(body []byte) (map[string]string, error) {
	var root struct {
		Children []struct {
			XMLName xml.Name
			Text    string `xml:",chardata"`
		} `xml:",any"`
	}
	if err := xml.Unmarshal(body, &root); err != nil {
		return nil, err
	}
	found := map[string]string{}
	for _, child := range root.Children {
		found[child.XMLName.Local] = child.Text
	}
	return found, nil
}
