package wire

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"path"
	"strings"
)

// File is a file to send or one that was received.
type File struct {
	Name        string
	ContentType string
	Data        []byte
}

// ReadAtMost reads a body that may have at most limit bytes.
func ReadAtMost(r io.Reader, limit int) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return nil, fmt.Errorf("reading the file: %w", err)
	}
	return data, nil
}

// Form is a multipart body with the one part "media" that uploads take. The
// whole body is kept in memory: it must be sent again if the token was dead.
func Form(f File) (body []byte, contentType string, err error) {
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	header := textproto.MIMEHeader{}
	header.Set("Content-Disposition", fmt.Sprintf(`form-data; name="media"; filename="%s"; filelength=%d`, fileName(f.Name), len(f.Data)))
	header.Set("Content-Type", contentTypeOf(f))
	part, err := w.CreatePart(header)
	if err != nil {
		return nil, "", err
	}
	_, _ = part.Write(f.Data) // a bytes.Buffer does not fail
	if err := w.Close(); err != nil {
		return nil, "", err
	}
	return buf.Bytes(), w.FormDataContentType(), nil
}

// fileName is the last element of a name without what would break the header.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == 0x7f {
			return '_'
		}
		return r
	}, name)
	if name == "." || name == "/" {
		return "file"
	}
	return name
}

func contentTypeOf(f File) string {
	if kind, _, err := mime.ParseMediaType(f.ContentType); err == nil {
		return kind
	}
	return http.DetectContentType(f.Data)
}

// FileOf reads name and type of a downloaded file from the answer's header.
func FileOf(a *Answer) File {
	f := File{Data: a.Body, ContentType: a.Header.Get("Content-Type")}
	if _, params, err := mime.ParseMediaType(a.Header.Get("Content-Disposition")); err == nil {
		f.Name = fileName(params["filename"])
	}
	if f.ContentType == "" {
		f.ContentType = http.DetectContentType(f.Data)
	}
	return f
}
