package flat

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// JSON reads one JSON object. Numbers are kept as they were written: message
// ids are larger than a float64 can hold.
func JSON(data []byte) (*Doc, error) {
	if len(data) > MaxSize {
		return nil, ErrSize
	}
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	dec.UseNumber()
	r := jsonReader{dec: dec}
	r.doc.Fields = make([]Field, 0, 16)
	if err := r.document(); err != nil {
		return nil, fmt.Errorf("%w at byte %d", err, dec.InputOffset())
	}
	return &r.doc, nil
}

type jsonReader struct {
	dec *json.Decoder
	doc Doc
}

func (r *jsonReader) document() error {
	t, err := r.dec.Token()
	if err != nil || t != json.Delim('{') {
		return ErrSyntax
	}
	if err := r.object(-1, 1); err != nil {
		return err
	}
	if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
		return ErrSyntax
	}
	return nil
}

func (r *jsonReader) object(self, depth int) error {
	for r.dec.More() {
		key, err := r.dec.Token()
		if err != nil {
			return ErrSyntax
		}
		name, ok := key.(string)
		if !ok {
			return ErrSyntax
		}
		if err := r.value(Clean(name), self, depth); err != nil {
			return err
		}
	}
	return r.end()
}

func (r *jsonReader) list(name string, self, depth int) error {
	for r.dec.More() {
		if err := r.value(name, self, depth); err != nil {
			return err
		}
	}
	return r.end()
}

func (r *jsonReader) end() error {
	if _, err := r.dec.Token(); err != nil {
		return ErrSyntax
	}
	return nil
}

func (r *jsonReader) value(name string, parent, depth int) error {
	t, err := r.dec.Token()
	if err != nil {
		return ErrSyntax
	}
	i := len(r.doc.Fields)
	if i >= MaxFields {
		return ErrSize
	}
	f := Field{Name: name, Parent: parent, Type: Tree}
	delim, tree := t.(json.Delim)
	if !tree {
		f.Value, f.Type = scalar(t)
	}
	r.doc.Fields = append(r.doc.Fields, f)
	switch {
	case tree && depth >= MaxDepth:
		return ErrDepth
	case delim == '{':
		return r.object(i, depth+1)
	case delim == '[':
		return r.list(name, i, depth+1)
	}
	return nil
}

func scalar(t json.Token) (string, Type) {
	switch v := t.(type) {
	case string:
		return Clean(v), Text
	case json.Number:
		return v.String(), Number
	case bool:
		return fmt.Sprint(v), Word
	}
	return "", Word // null
}
