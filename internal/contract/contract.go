// Package contract is what both platforms say on the wire, as data: requests
// and replies of every operation, and pushes with the facts in them. The
// clients and the sandbox are tested against it, each for itself, so that a
// wrong field name cannot cancel out. Field names, codes and shapes are the
// platforms'; the values are ours.
package contract

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
)

//go:embed wecom/*.json weapp/*.json push/*.json
var files embed.FS

// Operation is one call of a platform.
type Operation struct {
	Platform  string `json:"-"`         // "wecom" or "weapp", from the folder
	Operation string `json:"operation"` // as errors and logs name it
	Method    string `json:"method"`
	Path      string `json:"path"`
	Page      string `json:"page"`     // the vendor's
	NoToken   bool   `json:"no_token"` // it takes no access_token: it issues one, or signs somebody in
	Cases     []Case `json:"cases"`
}

// Case is one exchange. Query leaves out access_token, which every operation
// takes that is not marked NoToken; a token under another name stands in it.
// Either Request or File may be sent, either Reply or ReplyFile comes back.
// Header and ReplyHeader hold only what the platform's page names for the case,
// such as Range, beside the usual ones.
type Case struct {
	Name        string            `json:"name"`
	Query       map[string]string `json:"query,omitempty"`
	Header      map[string]string `json:"header,omitempty"`
	Request     json.RawMessage   `json:"request,omitempty"`
	File        *File             `json:"file,omitempty"`   // the multipart part "media"
	Status      int               `json:"status,omitempty"` // of the reply; 0 means 200
	ReplyHeader map[string]string `json:"reply_header,omitempty"`
	Reply       json.RawMessage   `json:"reply,omitempty"`
	ReplyFile   *File             `json:"reply_file,omitempty"`
}

// ErrCode is the reply's errcode, 0 when it has none.
func (c Case) ErrCode() int {
	var env struct {
		ErrCode int `json:"errcode"`
	}
	_ = json.Unmarshal(c.Reply, &env) // a case without a JSON reply has no code
	return env.ErrCode
}

// File is a file in a request or a reply.
type File struct {
	Name        string `json:"name"`
	ContentType string `json:"content_type"`
	Data        []byte `json:"data"` // base64 in the file
}

// Push is the plaintext of one push and what is in it.
type Push struct {
	Name      string `json:"name"`
	Platform  string `json:"platform"` // "wecom" or "weapp"
	Format    string `json:"format"`   // "xml" or "json"
	Raw       string `json:"raw,omitempty"`
	RawBase64 []byte `json:"raw_base64,omitempty"` // instead of Raw, for bytes that are no text
	SameAs    string `json:"same_as,omitempty"`    // name of the push that this one repeats
	Want      Facts  `json:"want"`
}

// Bytes is the plaintext.
func (p Push) Bytes() []byte {
	if p.RawBase64 != nil {
		return p.RawBase64
	}
	return []byte(p.Raw)
}

// Facts is what a reader must find. Event holds fields by the platform's names;
// under "Fields" stand those of a push without a type of its own.
type Facts struct {
	Unreadable bool           `json:"unreadable,omitempty"`
	Kind       string         `json:"kind"`
	ToUser     string         `json:"to_user"`
	From       string         `json:"from"`
	CreateTime int64          `json:"create_time"`
	MsgID      string         `json:"msg_id,omitempty"`
	Subject    string         `json:"subject"`
	Event      map[string]any `json:"event,omitempty"`
}

// Operations returns every operation, those of weapp first, by name.
func Operations() ([]Operation, error) {
	var all []Operation
	for _, platform := range []string{"weapp", "wecom"} {
		some, err := read[Operation](platform)
		if err != nil {
			return nil, err
		}
		for i := range some {
			some[i].Platform = platform
		}
		all = append(all, some...)
	}
	return all, nil
}

// Pushes returns every push by platform and name.
func Pushes() ([]Push, error) { return read[Push]("push") }

func read[T any](folder string) ([]T, error) {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		return nil, err
	}
	all := make([]T, len(entries))
	for i, e := range entries {
		name := path.Join(folder, e.Name())
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&all[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return all, nil
}
