package flat_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/wx/flat"
)

func TestJSONValues(t *testing.T) {
	d, err := flat.JSON([]byte("\ufeff" + ` {"S":"门\u94c3","N":9223372036854775807,"F":1.50,"B":true,"Z":null,"U":"a\u0000b\ud800","L":[{"a":"1"},{"a":"2"}],"I":["x","y"],"O":{"k":{"v":"w"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"S": "门铃", "N": "9223372036854775807", "F": "1.50", "B": "true", "Z": "", "U": "a\ufffdb\ufffd",
		"L/L/a": "2", "I/I": "y", "O/k/v": "w",
	}
	if diff := cmp.Diff(want, d.Map()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"x", "y"}, d.Items("I")); diff != "" {
		t.Error(diff)
	}
	types := map[string]flat.Type{"S": flat.Text, "N": flat.Number, "B": flat.Word, "Z": flat.Word, "L": flat.Tree, "O": flat.Tree}
	for name, want := range types {
		if got := d.Find(name).Type; got != want {
			t.Errorf("%s has type %d, want %d", name, got, want)
		}
	}
}

func TestJSONStrings(t *testing.T) {
	rows := []struct{ name, in, want string }{
		{"plain", `门铃`, "门铃"},
		{"escapes", `\"\\\/\b\f\n\r\t`, "\"\\/\b\f\n\r\t"},
		{"unit", `\u95e8\u94C3`, "门铃"},
		{"pair", `\ud83d\ude00`, "😀"},
		{"half a pair", `\ud83d`, "\ufffd"},
		{"half a pair and a letter", `\ud83dx`, "\ufffdx"},
		{"half a pair and an escape", `\ud83d\n`, "\ufffd\n"},
		{"half a pair and a unit", `\ud83d\u0041`, "\ufffdA"},
		{"pair the wrong way", `\ude00\ud83d`, "\ufffd\ufffd"},
		{"half and a pair", `\ud83d\ud83d\ude00`, "\ufffd😀"},
		{"cut character", "来\xe6\xba", "来\ufffd\ufffd"},
		{"cut character and an escape", "来\xe6\\u6e90", "来\ufffd源"},
		{"NUL", `a\u0000b`, "a\ufffdb"},
		{"DEL", "\x7f", "\x7f"},
	}
	for _, row := range rows {
		d, err := flat.JSON([]byte(`{"a":"` + row.in + `"}`))
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
		} else if got := d.Get("a"); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

func TestRecords(t *testing.T) {
	for name, in := range map[string]string{
		"one object": `{"L":{"k":"1"},"k":"0"}`,
		"a list":     `{"L":[{"o":{"k":"x"},"k":"1"}],"M":{"k":"2"}}`,
		"deeper":     `{"M":{"L":{"k":"1"},"k":"2"}}`,
		"an element": `<x><L><k>0</k><k>1</k></L><k>2</k></x>`,
		"two":        `<x><L><k>1</k><M><k>3</k></M></L><L><k>2</k></L></x>`,
	} {
		d, err := flat.JSON([]byte(in))
		if in[0] == '<' {
			d, err = flat.XML(in)
		}
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range d.Records("L") {
			got = append(got, r.Get("k"))
		}
		want := []string{"1"}
		if name == "two" {
			want = []string{"1", "2"}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestJSONErrors(t *testing.T) {
	rows := []struct {
		name, in string
		want     error
	}{
		{"empty", "", flat.ErrSyntax},
		{"a list", "[]", flat.ErrSyntax},
		{"a string", `"x"`, flat.ErrSyntax},
		{"cut", `{"a":"b"`, flat.ErrSyntax},
		{"two", `{}{}`, flat.ErrSyntax},
		{"text behind", `{} x`, flat.ErrSyntax},
		{"text before", `x {}`, flat.ErrSyntax},
		{"byte order mark twice", "\ufeff\ufeff{}", flat.ErrSyntax},
		{"comma at the end", `{"a":1,}`, flat.ErrSyntax},
		{"comma at the start", `{,"a":1}`, flat.ErrSyntax},
		{"comma at a list's end", `{"a":[1,]}`, flat.ErrSyntax},
		{"no colon", `{"a" 1}`, flat.ErrSyntax},
		{"no comma", `{"a":1 "b":2}`, flat.ErrSyntax},
		{"name without quotes", `{a:1}`, flat.ErrSyntax},
		{"wrong bracket", `{"a":[1}`, flat.ErrSyntax},
		{"leading zero", `{"a":01}`, flat.ErrSyntax},
		{"minus alone", `{"a":-}`, flat.ErrSyntax},
		{"plus", `{"a":+1}`, flat.ErrSyntax},
		{"no fraction", `{"a":1.}`, flat.ErrSyntax},
		{"no exponent", `{"a":1e}`, flat.ErrSyntax},
		{"hexadecimal", `{"a":0x1}`, flat.ErrSyntax},
		{"word cut", `{"a":tru}`, flat.ErrSyntax},
		{"word too long", `{"a":nulls}`, flat.ErrSyntax},
		{"unknown escape", `{"a":"\x"}`, flat.ErrSyntax},
		{"cut in an escape", `{"a":"\u67"}`, flat.ErrSyntax},
		{"cut at a backslash", `{"a":"\`, flat.ErrSyntax},
		{"line break in a string", "{\"a\":\"\n\"}", flat.ErrSyntax},
		{"comment", `{"a":1/**/}`, flat.ErrSyntax},
		{"deep", `{"a":` + strings.Repeat("[", 10000), flat.ErrDepth},
		{"many", `{"a":[` + strings.Repeat("1,", flat.MaxFields) + `1]}`, flat.ErrSize},
		{"large", `{"a":"` + strings.Repeat("x", flat.MaxSize) + `"}`, flat.ErrSize},
	}
	for _, row := range rows {
		if _, err := flat.JSON([]byte(row.in)); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", row.name, err, row.want)
		}
	}
}

// FuzzJSON holds the reader against encoding/json: both accept the same objects
// and find the same fields in them.
func FuzzJSON(f *testing.F) {
	all, err := contract.Pushes()
	if err != nil {
		f.Fatal(err)
	}
	for _, p := range all {
		f.Add(p.Bytes())
	}
	for _, s := range []string{
		`{"a":1,"a":[{"b":null}],"c":"\u0000\ud800"}`, `{"a":-0.5e+3,"b":[true,false,[]],"c":{}}`,
		`{"\ud83d\ude00":"\ud83d\u0041\/"}`, "\ufeff {\"a\xff\":\"\xe6\xba\"}\n", `{"a":01}`, `{"a":[1,]}`, `{"a":"\u12"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := flat.JSON(raw)
		if errors.Is(err, flat.ErrDepth) || errors.Is(err, flat.ErrSize) {
			return
		}
		plain := bytes.TrimPrefix(raw, []byte("\ufeff"))
		object := json.Valid(plain) && bytes.TrimLeft(plain, " \t\r\n")[0] == '{'
		if (err == nil) != object {
			t.Fatalf("%v; encoding/json reads it: %v", err, object)
		}
		if err != nil {
			return
		}
		want := standard{Decoder: json.NewDecoder(bytes.NewReader(plain))}
		want.UseNumber()
		want.next(t)
		want.members(t, nil, -1)
		if !slices.Equal(want.fields, got.Fields) {
			t.Fatalf("fields differ (-encoding/json +ours):\n%s", cmp.Diff(want.fields, got.Fields))
		}
	})
}

// standard collects fields with encoding/json.
type standard struct {
	*json.Decoder
	fields []flat.Field
}

func (s *standard) next(t *testing.T) json.Token {
	token, err := s.Token()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// members reads an object, or the items of the list of that name, to its end.
func (s *standard) members(t *testing.T, list *string, self int) {
	for s.More() {
		var name string
		if list != nil {
			name = *list
		} else {
			name = flat.Clean(s.next(t).(string))
		}
		f := flat.Field{Name: name, Parent: self}
		token := s.next(t)
		switch v := token.(type) {
		case json.Delim:
			f.Type = flat.Tree
		case string:
			f.Value = flat.Clean(v)
		case json.Number:
			f.Type, f.Value = flat.Number, v.String()
		case bool:
			f.Type, f.Value = flat.Word, strconv.FormatBool(v)
		default:
			f.Type = flat.Word
		}
		s.fields = append(s.fields, f)
		switch token {
		case json.Delim('{'):
			s.members(t, nil, len(s.fields)-1)
		case json.Delim('['):
			s.members(t, &name, len(s.fields)-1)
		}
	}
	s.next(t)
}
