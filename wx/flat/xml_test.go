package flat_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/wx/flat"
)

func TestXMLValues(t *testing.T) {
	rows := []struct{ name, in, want string }{
		{"text", "<x><a>b</a></x>", "b"},
		{"cdata", "<x><a><![CDATA[<b>&amp;]]></a></x>", "<b>&amp;"},
		{"cdata and text", "<x><a>1<![CDATA[2]]>3<![CDATA[4]]></a></x>", "1234"},
		{"split cdata end", "<x><a><![CDATA[a]]]]><![CDATA[>b]]></a></x>", "a]]>b"},
		{"entities", "<x><a>&lt;&gt;&amp;&apos;&quot;</a></x>", `<>&'"`},
		{"numeric", "<x><a>&#38376;&#x94c3;</a></x>", "门铃"},
		{"NUL reference", "<x><a>a&#0;b</a></x>", "a\ufffdb"},
		{"NUL byte", "<x><a>a\x00b</a></x>", "a\ufffdb"},
		{"NUL in cdata", "<x><a><![CDATA[a\x00b]]></a></x>", "a\ufffdb"},
		{"invalid UTF-8", "<x><a>a\xffb</a></x>", "a\ufffdb"},
		{"surrogate reference", "<x><a>&#xD800;</a></x>", "\ufffd"},
		{"cut character", "<x><a><![CDATA[来\xe6\xba]]></a></x>", "来\ufffd\ufffd"},
		{"line ends", "<x><a>1\r\n2\r3&#13;</a></x>", "1\n2\n3\r"},
		{"comment inside", "<x><a>1<!-- no -->2</a></x>", "12"},
		{"attributes", `<x y="1"><a b='<' c = "]>">v</a></x>`, ""},
		{"attributes, clean", `<x y="1"><a b='>' c = "]>">v</a></x>`, "v"},
		{"declaration and comment", `<?xml version="1.0" encoding="UTF-8"?><!-- a --><x><a>v</a></x><!-- b -->`, "v"},
		{"byte order mark", "\ufeff<x><a>v</a></x>", "v"},
		{"spaces in tags", "<x ><a\n>v</a ></x\t>", "v"},
		{"empty element", "<x><a/></x>", ""},
		{"the last counts", "<x><a>1</a><a>2</a></x>", "2"},
		{"not at the top", "<x><b><a>1</a></b></x>", ""},
		{"space is kept", "<x><a> v\n</a></x>", " v\n"},
		{"own text of a tree", "<x><a> <b>1</b> </a></x>", ""},
	}
	for _, row := range rows {
		d, err := flat.XML(row.in)
		if row.name == "attributes" {
			if err == nil {
				t.Error("< in an attribute is accepted")
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		if got := d.Get("a"); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

func TestXMLErrors(t *testing.T) {
	rows := []struct {
		name, in string
		want     error
	}{
		{"empty", "", flat.ErrSyntax},
		{"text alone", "hello", flat.ErrSyntax},
		{"not closed", "<x><a>", flat.ErrSyntax},
		{"closed wrongly", "<x><a></b></x>", flat.ErrSyntax},
		{"second root", "<x/><y/>", flat.ErrSyntax},
		{"text behind", "<x></x>y", flat.ErrSyntax},
		{"open tag at the end", "<x><a", flat.ErrSyntax},
		{"cdata at the end", "<x><![CDATA[", flat.ErrSyntax},
		{"unknown entity", "<x><a>&nbsp;</a></x>", flat.ErrSyntax},
		{"bare ampersand", "<x><a>a & b</a></x>", flat.ErrSyntax},
		{"signed reference", "<x><a>&#+65;</a></x>", flat.ErrSyntax},
		{"DTD", "<!DOCTYPE x><x/>", flat.ErrDTD},
		{"entity declaration", `<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>`, flat.ErrDTD},
		{"declaration inside", "<x><!ENTITY a></x>", flat.ErrDTD},
		{"deep", strings.Repeat("<a>", 33) + strings.Repeat("</a>", 33), flat.ErrDepth},
		{"10000 levels", strings.Repeat("<a>", 10000), flat.ErrDepth},
		{"too many", "<x>" + strings.Repeat("<a/>", flat.MaxFields+1) + "</x>", flat.ErrSize},
		{"too large", "<x>" + strings.Repeat(" ", flat.MaxSize) + "</x>", flat.ErrSize},
		{"double dash in a comment", "<x><!-- a -- b --></x>", flat.ErrSyntax},
		{"attribute twice without space", `<x a="1"b="2"/>`, flat.ErrSyntax},
	}
	for _, row := range rows {
		if _, err := flat.XML(row.in); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", row.name, err, row.want)
		}
	}
	if _, err := flat.XML(strings.Repeat("<a>", 32) + strings.Repeat("</a>", 32)); err != nil {
		t.Errorf("32 levels: %v", err)
	}
}

func TestXMLTree(t *testing.T) {
	d, err := flat.XML("<xml><ChatId>wr1</ChatId><List><Item>a</Item><Item>b</Item></List><T><K><V>1</V></K></T></xml>")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "b"}, d.Items("List")); diff != "" {
		t.Error(diff)
	}
	want := map[string]string{"ChatId": "wr1", "List/Item": "b", "T/K/V": "1"}
	if diff := cmp.Diff(want, d.Map()); diff != "" {
		t.Error(diff)
	}
}

// A megabyte of pieces must not cost a megabyte squared.
func TestXMLManyPieces(t *testing.T) {
	piece := "<![CDATA[ab]]>"
	n := flat.MaxSize/len(piece) - 4
	d, err := flat.XML("<x><a>" + strings.Repeat(piece, n) + "</a></x>")
	if err != nil || len(d.Get("a")) != 2*n {
		t.Errorf("%d bytes, %v", len(d.Get("a")), err)
	}
}

// FuzzXML holds the reader against encoding/xml: whatever that accepts within
// our grammar must be read to the same leaves.
func FuzzXML(f *testing.F) {
	all, err := contract.Pushes()
	if err != nil {
		f.Fatal(err)
	}
	for _, p := range all {
		f.Add(p.Bytes())
	}
	for _, s := range []string{"<x><a>1<!-- c -->2</a></x>", "<x><a b='1'>&lt;&#13;\r\n</a><b/></x>", "<a:x><a:b>1</a:b></a:x>", "<?p q?><x/>", "&#13;<x/>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := flat.XML(string(raw))
		if err == nil {
			for _, field := range d.Fields {
				if strings.ContainsRune(field.Value, 0) || strings.ToValidUTF8(field.Value, "") != field.Value {
					t.Fatalf("value %q", field.Value)
				}
			}
		}
		want, ok := standardLeaves(raw)
		if !ok {
			return
		}
		if err != nil {
			t.Fatalf("encoding/xml reads it: %v", err)
		}
		if diff := cmp.Diff(want, leaves(d)); diff != "" {
			t.Fatalf("leaves differ (-encoding/xml +ours):\n%s", diff)
		}
	})
}

type leaf struct{ Name, Value string }

func leaves(d *flat.Doc) []leaf {
	list := []leaf{}
	for _, f := range d.Fields {
		if f.Type != flat.Tree {
			list = append(list, leaf{local(f.Name), f.Value})
		}
	}
	return list
}

func local(name string) string {
	if prefix, rest, found := strings.Cut(name, ":"); found && prefix != "" && rest != "" {
		return rest
	}
	return name
}

// standardLeaves reads with encoding/xml. Not ok is what it refuses, and what
// lies outside our grammar on purpose.
func standardLeaves(raw []byte) ([]leaf, bool) {
	if len(raw) > flat.MaxSize {
		return nil, false
	}
	dec := xml.NewDecoder(bytes.NewReader(raw))
	type open struct {
		index int // in list
		tree  bool
	}
	var stack []open
	list, roots, kept := []leaf{}, 0, map[int]bool{}
	for {
		from := dec.InputOffset()
		token, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, false
		}
		switch v := token.(type) {
		case xml.StartElement:
			if len(stack) > 0 {
				stack[len(stack)-1].tree = true
			} else if roots++; roots > 1 {
				return nil, false
			}
			if len(stack) >= flat.MaxDepth || len(list) > flat.MaxFields {
				return nil, false
			}
			for _, a := range v.Attr {
				if strings.Contains(a.Value, "<") {
					return nil, false
				}
			}
			list = append(list, leaf{Name: v.Name.Local})
			stack = append(stack, open{index: len(list) - 1})
		case xml.EndElement:
			if len(stack) == 0 || list[stack[len(stack)-1].index].Name != v.Name.Local {
				return nil, false
			}
			top := stack[len(stack)-1]
			kept[top.index] = !top.tree && len(stack) > 1
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(stack) > 0 {
				list[stack[len(stack)-1].index].Value += string(v)
			} else if written := raw[from:dec.InputOffset()]; len(bytes.Trim(bytes.TrimPrefix(written, []byte("\ufeff")), " \t\r\n")) > 0 {
				return nil, false // text, or a reference to a space
			}
		case xml.Directive:
			return nil, false
		}
	}
	if roots != 1 || len(stack) > 0 {
		return nil, false
	}
	out := []leaf{}
	for i, l := range list {
		if kept[i] {
			out = append(out, l)
		}
	}
	// Declared encodings, and the fine print of names and of what may stand
	// outside the root, are not compared.
	if _, err := xmlTokens(raw); err != nil {
		return nil, false
	}
	return out, true
}

// xmlTokens reads strictly: tags match with their prefixes.
func xmlTokens(raw []byte) (int, error) {
	dec := xml.NewDecoder(bytes.NewReader(raw))
	for n := 0; ; n++ {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			return n, nil
		} else if err != nil {
			return n, err
		}
	}
}
