package flat_test

import (
	"bytes"
	"encoding/json"
	"errors"
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

// FuzzJSON holds the reader against encoding/json: both accept the same
// objects, and the values at the top are the same.
func FuzzJSON(f *testing.F) {
	all, err := contract.Pushes()
	if err != nil {
		f.Fatal(err)
	}
	for _, p := range all {
		f.Add(p.Bytes())
	}
	f.Add([]byte(`{"a":1,"a":[{"b":null}],"c":"\u0000\ud800"}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := flat.JSON(raw)
		var want map[string]json.RawMessage
		wantErr := json.Unmarshal(bytes.TrimPrefix(raw, []byte("\ufeff")), &want)
		if err != nil {
			if (wantErr == nil && want != nil) && !errors.Is(err, flat.ErrDepth) && !errors.Is(err, flat.ErrSize) {
				t.Fatalf("encoding/json reads it: %v", err)
			}
			return
		}
		if wantErr != nil {
			t.Fatalf("encoding/json does not read it: %v", wantErr)
		}
		for name, value := range want {
			var text string
			if value[0] == '"' && json.Unmarshal(value, &text) == nil {
				if got := d.Get(flat.Clean(name)); got != flat.Clean(text) && !collides(want, name) {
					t.Fatalf("%q is %q, want %q", name, got, text)
				}
			}
		}
	})
}

// collides says that another name is the same after cleaning.
func collides(all map[string]json.RawMessage, name string) bool {
	for other := range all {
		if other != name && flat.Clean(other) == flat.Clean(name) {
			return true
		}
	}
	return false
}
