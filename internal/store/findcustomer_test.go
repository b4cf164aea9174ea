package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// people are customers in a store, and the names they should be found by.
type people struct {
	*testing.T
	s     *store.Store
	names map[int64]string
}

func (p *people) run(query string, args ...any) {
	p.Helper()
	err := p.s.Write(p.Context(), nil, func(tx *store.Tx) error { _, err := tx.Exec(query, args...); return err })
	if err != nil {
		p.Fatal(err)
	}
}

// name writes a customer's name as any version of the program does.
func (p *people) name(id int64, name string) {
	p.run(`INSERT INTO customers (id, name, avatar, type, gender, confirmed, first_seen_at, updated_at, joined_into) VALUES ($1, $2, '', 1, 0, 0, 0, 0, 0)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name`, id, name)
	p.names[id] = name
}

// index indexes so many batches.
func (p *people) index(batches int) {
	for more := true; more && batches > 0; batches-- {
		err := p.s.Write(p.Context(), nil, func(tx *store.Tx) (err error) { more, err = tx.IndexWords(store.CustomerWords, 20, 1); return err })
		if err != nil {
			p.Fatal(err)
		}
	}
}

func (p *people) begin() {
	err := p.s.Write(p.Context(), nil, func(tx *store.Tx) error { _, err := tx.BeginWords(store.CustomerWords, 1); return err })
	if err != nil {
		p.Fatal(err)
	}
}

// found is everybody that pages of this size give.
func (p *people) found(text string, size int) (ids []int64) {
	q := ledger.CustomerQuery{Text: text, Limit: size}
	for {
		rows, err := p.s.CustomerRows(p.Context(), q)
		if err != nil {
			p.Fatal(err)
		}
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		if len(rows) < size {
			return ids
		}
		q.After = ids[len(ids)-1]
	}
}

// meant are those whose name has the text, newest first.
func (p *people) meant(text string) (ids []int64) {
	for id, name := range p.names {
		if strings.Contains(crm.Fold(name), crm.SearchText(text)) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b int64) int { return int(b - a) })
	return ids
}

func (p *people) check(when string, texts []string) {
	p.Helper()
	for _, text := range texts {
		if got, want := p.found(text, 7), p.meant(text); !slices.Equal(got, want) {
			p.Errorf("%s: %q gives %v, want %v", when, text, got, want)
		}
	}
}

var nameParts = []string{"王", "芳", "晓", "林", "Ann", "ANNA", "ａｎｎａ", "É", "é", "小", " ", "%", "_", "'", "😀", "-"}

func somebody(dice *rand.Rand) string {
	var b strings.Builder
	for range dice.IntN(6) {
		b.WriteString(nameParts[dice.IntN(len(nameParts))])
	}
	return b.String()
}

// Customers are found by any part of their names, before there is an index, while it is made and beside what is renamed since, by
// whichever version of the program.
func TestCustomersAreFoundByAnyPartOfTheirNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		dice := rand.New(rand.NewPCG(1, 2))
		p := &people{t, s, map[int64]string{}}
		texts := append([]string{"王芳", "anna", "ANNA", "Anna", "nna", "é", "王%", "林 小", " 晓 ", "nobody"}, nameParts...)
		for id := range int64(60) {
			p.name(id+1, somebody(dice))
		}
		p.check("before it is begun", texts)
		p.begin()
		p.index(1)
		p.check("half indexed", texts)
		p.index(100)
		p.check("indexed", texts)
		for range 30 {
			p.name(1+dice.Int64N(80), somebody(dice))
		}
		p.check("renamed", texts)
		p.index(100)
		p.check("indexed again", texts)
		p.name(7, "王芳")
		p.index(100)
		p.name(7, "")
		p.index(100)
		p.check("without a name", texts)
		p.run("UPDATE customers SET joined_into = 8 WHERE id = 7 OR id = 9")
		delete(p.names, 7)
		delete(p.names, 9)
		p.check("joined into another", texts)
	})
}

// Who wants one of many of a common name reads no more than a few hundred names.
func TestManyOfOneNameAreListedPageByPage(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := &people{t, s, map[int64]string{}}
		p.begin()
		p.run(fmt.Sprintf(`INSERT INTO customers (id, name, avatar, type, gender, confirmed, first_seen_at, updated_at, joined_into)
			WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i, CASE WHEN i %% 3 = 0 THEN '王' ELSE '李' END || i, '', 1, 0, 0, 0, 0, 0 FROM n`, 900))
		p.index(30)
		for page, before := 0, int64(0); page < 5; page++ {
			rows, err := s.CustomerRows(t.Context(), ledger.CustomerQuery{Text: "王", Limit: 50, After: before})
			if err != nil || len(rows) != 50 {
				t.Fatalf("page %d: %d rows, %v", page, len(rows), err)
			}
			for i, r := range rows {
				if want := int64(900 - 3*(50*page+i)); r.ID != want {
					t.Fatalf("page %d: row %d is %d, want %d", page, i, r.ID, want)
				}
				before = r.ID
			}
		}
	})
}
