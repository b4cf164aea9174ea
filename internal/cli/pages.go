package cli

import (
	"net/url"
	"strconv"
)

// paging says how much of a list is shown.
type paging struct {
	Limit int    `help:"How many at most; 0: all." default:"50"`
	All   bool   `help:"All of them, page by page."`
	After string `help:"Go on after a page: what it said." placeholder:"PLACE"`
}

func (p paging) most() int {
	if p.All {
		return 0
	}
	return p.Limit
}

// listing is how one thing of a list is shown to people.
type listing[T any] struct {
	head []any
	row  func(T) []any
	none string
}

// inParts is how many rows of a long list are kept before they are printed.
const inParts = 1000

// list prints a list: a table for people, a line of JSON for each thing for machines.
func (l listing[T]) list(e env, o *operator, path string, q url.Values, p paging, asJSON bool) error {
	g := &grid{}
	g.row(l.head...)
	if p.After != "" {
		q.Set("after", p.After)
	}
	n, next, err := eachOf(e, o, path, q, p.most(), func(v T) error {
		if asJSON {
			return printJSON(e.stdout, v)
		}
		if g.row(l.row(v)...); len(g.rows) >= inParts {
			return g.write(e.stdout)
		}
		return nil
	})
	if err != nil {
		return err
	}
	switch {
	case n == 0 && !asJSON:
		e.say("%s", l.none)
	case !asJSON:
		err = g.write(e.stdout)
	}
	if next != "" {
		e.say("还有更多 · there are more: --all, or --after %s", next)
	}
	return err
}

// eachOf reads a list page by page; most 0 reads all. next is where the rest begins.
func eachOf[T any](e env, o *operator, path string, q url.Values, most int, do func(T) error) (n int, next string, err error) {
	const atOnce = 200
	for {
		q.Set("limit", strconv.Itoa(atOnce))
		if most > 0 {
			q.Set("limit", strconv.Itoa(min(atOnce, most-n)))
		}
		var page struct {
			Items []T    `json:"items"`
			Next  string `json:"next"`
		}
		if err := o.call(e.ctx, "GET", path+"?"+q.Encode(), nil, &page); err != nil {
			return n, "", err
		}
		for _, v := range page.Items {
			n++
			if err := do(v); err != nil {
				return n, "", err
			}
		}
		if page.Next == "" || most > 0 && n >= most {
			return n, page.Next, nil
		}
		q.Set("after", page.Next)
	}
}
