package wire_test

import (
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/wx/wire"
)

func TestMarshalEscapesNothingButControls(t *testing.T) {
	in := "<a href=\"x\">&门铃\u2028\u2029 \\u2028 \\\\u2029 \x01\t \xff"
	got, err := wire.Marshal(map[string]string{"v": in})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"v":"<a href=\"x\">&门铃` + "\u2028\u2029" + ` \\u2028 \\\\u2029 \u0001\t ` + "\ufffd" + `"}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var back map[string]string
	if err := json.Unmarshal(got, &back); err != nil || back["v"] != strings.ToValidUTF8(in, "\ufffd") {
		t.Errorf("%q came back, %v", back["v"], err)
	}
}

func FuzzMarshal(f *testing.F) {
	f.Add("a\u2028\\u2028\\")
	f.Fuzz(func(t *testing.T, in string) {
		got, err := wire.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		var back string
		if err := json.Unmarshal(got, &back); err != nil {
			t.Fatalf("%s: %v", got, err)
		}
		plain, _ := json.Marshal(in)
		var want string
		if json.Unmarshal(plain, &want); back != want {
			t.Fatalf("%q came back as %q", want, back)
		}
	})
}

func TestInt(t *testing.T) {
	for in, want := range map[string]wire.Int{`5`: 5, `"5"`: 5, `""`: 0, `null`: 0, `-1`: -1, `"9007199254740993"`: 9007199254740993} {
		var n wire.Int
		if err := json.Unmarshal([]byte(in), &n); err != nil || n != want {
			t.Errorf("%s is %d, %v", in, n, err)
		}
	}
	for _, in := range []string{`1.5`, `"x"`, `[]`, `{}`, `true`, `99999999999999999999`} {
		var n wire.Int
		if err := json.Unmarshal([]byte(in), &n); err == nil {
			t.Errorf("%s is taken as %d", in, n)
		}
	}
}

func TestConfigRefuses(t *testing.T) {
	type options = []func(*wire.Config) error
	for name, opts := range map[string]options{
		"no scheme":     {func(c *wire.Config) error { return c.SetBaseURL("qyapi.weixin.qq.com") }},
		"other scheme":  {func(c *wire.Config) error { return c.SetBaseURL("ftp://x") }},
		"query":         {func(c *wire.Config) error { return c.SetBaseURL("http://x/?access_token=1") }},
		"password":      {func(c *wire.Config) error { return c.SetBaseURL("http://a:b@x") }},
		"cannot read":   {func(c *wire.Config) error { return c.SetBaseURL("http://x\x7f") }},
		"nil HTTP":      {func(c *wire.Config) error { return c.SetHTTP(nil) }},
		"nil clock":     {func(c *wire.Config) error { return c.SetClock(nil) }},
		"nil logger":    {func(c *wire.Config) error { return c.SetLog(nil) }},
		"nil tokens":    {func(c *wire.Config) error { return c.SetTokens(nil) }},
		"second is bad": {func(c *wire.Config) error { return c.SetClock(time.Now) }, func(c *wire.Config) error { return c.SetHTTP(nil) }},
	} {
		if _, err := wire.Build("https://x", opts); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	own := &http.Client{}
	c, err := wire.Build("https://x", options{
		func(c *wire.Config) error { return c.SetHTTP(own) },
		func(c *wire.Config) error { return c.SetBaseURL("http://127.0.0.1:9180/") },
	})
	if err != nil || c.BaseURL != "http://127.0.0.1:9180" || own.CheckRedirect != nil {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestForm(t *testing.T) {
	rows := []struct{ name, want string }{
		{"p.png", "p.png"}, {"图 片.png", "图 片.png"}, {"/etc/../p.png", "p.png"}, {`C:\x\p.png`, "p.png"},
		{"a\"b\r\nX: y", "a_b__X: y"}, {"", "file"},
	}
	for _, row := range rows {
		body, contentType, err := wire.Form(wire.File{Name: row.name, Data: []byte("\x89PNG\r\n\x1a\nrest")})
		if err != nil {
			t.Fatal(err)
		}
		_, params, err := mime.ParseMediaType(contentType)
		if err != nil {
			t.Fatal(err)
		}
		part, err := multipart.NewReader(strings.NewReader(string(body)), params["boundary"]).NextPart()
		if err != nil {
			t.Fatalf("%q: %v", row.name, err)
		}
		data, _ := io.ReadAll(part)
		if part.FormName() != "media" || part.FileName() != row.want || part.Header.Get("Content-Type") != "image/png" || string(data) != "\x89PNG\r\n\x1a\nrest" {
			t.Errorf("%q: part %q %q %q", row.name, part.FormName(), part.FileName(), part.Header)
		}
	}
}
