package api

import (
	"encoding/base64"
	"fmt"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// answer is a body to answer with; body is one to read.
type (
	answer[T any] struct{ Body T }
	body[T any]   struct{ Body T }
	none          struct{}
)

// WithID is an input that names a row. It is exported because huma reads embedded fields only then.
type WithID struct {
	ID int64 `path:"id" minimum:"1"`
}

type edit[T any] struct {
	WithID
	Body T
}

func answerWith[T any](v T, err error) (*answer[T], error) {
	if err != nil {
		return nil, err
	}
	return &answer[T]{v}, nil
}

// List is all of something.
type List[T any] struct {
	Items []T `json:"items"`
}

func listOf[T any](items []T, err error) (*answer[List[T]], error) {
	return answerWith(List[T]{some(items)}, err)
}

// some is never null in JSON.
func some[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

// Page is some of something.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next" doc:"For the next page; empty at the end"`
}

// Limited is how much of a list is asked for.
type Limited struct {
	Limit int `query:"limit" default:"50" doc:"1 to 200"`
}

const mostItems = 200

// more asks for one item beyond the page, to know whether there is a next one.
func (l Limited) more() int { return l.size() + 1 }

func (l Limited) size() int { return min(max(l.Limit, 1), mostItems) }

// cut drops the item beyond the page and gives the cursor of the last one left, or an empty one.
func cut[T any](items []T, size int, cursor func(T) string) ([]T, string) {
	if len(items) <= size {
		return some(items), ""
	}
	return items[:size], cursor(items[size-1])
}

var errCursor = crm.Invalid("after", "翻页位置不对，请从头开始", "this is not a place in the list: start from the beginning")

// cursors are opaque to clients: what the query's After needs, in base64.
func encodeCursor(at, id int64) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d.%d", at, id))
}

func decodeCursor(s string) (c desk.MessageCursor, err error) {
	if s == "" {
		return c, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return c, errCursor
	}
	if n, err := fmt.Sscanf(string(b), "%d.%d", &c.At, &c.ID); err != nil || n != 2 || encodeCursor(c.At, c.ID) != s {
		return desk.MessageCursor{}, errCursor
	}
	return c, nil
}
