package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// searchTrial is what looking for ways took, on each database: rows of searches and rows of pages share it.
type searchTrial struct {
	ways             int
	search, page     []looked
	like, byKey      float64 // p99 of the references, where ours was slowest
	indexing, filled []string
	months           []monthly
}

// looked is how long one kind of query took one number of clients on one database.
type looked struct {
	on            string
	clients       int
	p50, p99, max float64 // ms
	cpu, cpu99    float64 // ms of processor time, the database's included: for each, and p99 where one client asks
	slowest       string
}

func (l looked) String() string {
	used := figure(round(l.cpu))
	if l.cpu99 > 0 {
		used += ", p99 " + figure(round(l.cpu99))
	}
	return fmt.Sprintf("%s %d clients %s / %s / %s (%s)", l.on, l.clients, figure(round(l.p50)), figure(round(l.p99)), figure(round(l.max)), used)
}

func waysSearch(ctx context.Context, b *bench) (Row, error) {
	t, err := b.searchTrial(ctx)
	if err != nil {
		return Row{}, err
	}
	row := alone(fmt.Sprintf("a page of 50 among %d ways by a part of name, state, member or anything else, p99 of the slowest of both databases", t.ways), "ms", lower, worst(t.search)).
		against("the same queries by LIKE over name, remark and state, one client, SQLite", t.like)
	row.Conditions = "p50 / p99 / most in ms (processor time of our process for each): " + told(t.search) + "; one, two and more characters, frequent, rare and absent, a fifth of them with a filter; after " + fmt.Sprint(warmedBy) + " others; PostgreSQL with " + postgresMemory + "; indexing took " + strings.Join(t.indexing, ", ")
	return row, nil
}

func waysPage(ctx context.Context, b *bench) (Row, error) {
	t, err := b.searchTrial(ctx)
	if err != nil {
		return Row{}, err
	}
	row := alone(fmt.Sprintf("a page of 50 among %d ways by one or two filters, at any depth, p99 of the slowest of both databases", t.ways), "ms", lower, worst(t.page)).
		against("a page by the primary key alone, one client, SQLite", t.byKey)
	row.Conditions = "p50 / p99 / most in ms (processor time of our process for each): " + told(t.page) + "; every filter, frequent, rare and absent, and pairs of them; a fifth of the ways have customers; filling took " + strings.Join(t.filled, ", ")
	return row, nil
}

func worst(list []looked) float64 {
	return slices.MaxFunc(list, func(a, b looked) int { return int(1000 * (a.p99 - b.p99)) }).p99
}

func told(list []looked) string {
	all := make([]string, len(list))
	for i, l := range list {
		all[i] = l.String()
	}
	return strings.Join(all, ", ")
}

// searchTrial runs the trial that both rows share, once.
func (b *bench) searchTrial(ctx context.Context) (*searchTrial, error) {
	if b.looked != nil {
		return b.looked, nil
	}
	t := &searchTrial{ways: b.many(500_000, 300)}
	dir := b.data
	if dir == "" {
		dir = b.dir
	}
	if b.on != "PostgreSQL" {
		if err := b.searchOn(ctx, t, store.Options{Dir: filepath.Join(dir, "search")}, "SQLite"); err != nil {
			return nil, err
		}
	}
	if !b.quick && b.on != "SQLite" {
		address, stop, err := b.searchServer()
		if err != nil {
			return nil, err
		}
		err = b.searchOn(ctx, t, store.Options{Dir: filepath.Join(dir, "search-pg"), DatabaseURL: address}, "PostgreSQL")
		if err = errors.Join(err, stop()); err != nil {
			return nil, err
		}
	}
	b.looked = t
	return t, nil
}

// searchServer is a PostgreSQL that has room in memory for the index, as servers of that size have.
func (b *bench) searchServer() (string, func() error, error) {
	if b.data == "" {
		return storetest.Start(postgresMemory)
	}
	return storetest.StartIn(filepath.Join(b.data, "pg"), postgresMemory)
}

const postgresMemory = "shared_buffers=1GB"

func (b *bench) searchOn(ctx context.Context, t *searchTrial, o store.Options, name string) (err error) {
	o.Now = searchNow
	s, err := store.Open(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	kept, err := keptIn(o.Dir)
	if err != nil {
		return err
	}
	began, there := time.Now(), 0
	if kept.Filled > 0 {
		there = t.ways
	}
	h, err := fill(ctx, s, t.ways, there)
	if err != nil {
		return err
	}
	if kept.Filled == 0 {
		kept.Filled = time.Since(began).Seconds()
		if err := kept.write(); err != nil {
			return err
		}
	}
	t.filled = append(t.filled, fmt.Sprintf("%s %.0f s", name, kept.Filled))
	b.say("%s filled in %.0f s", name, kept.Filled)
	if name == "SQLite" {
		if err := h.plainly(ctx, b, kept); err != nil {
			return err
		}
		t.like, t.byKey = kept.Like, kept.ByKey
	}
	if err := h.index(ctx, kept); err != nil {
		return err
	}
	t.indexing = append(t.indexing, fmt.Sprintf("%s %.0f s", name, kept.Indexed))
	b.say("%s indexed in %.0f s", name, kept.Indexed)
	month, err := h.month(ctx, b, name)
	if err != nil {
		return err
	}
	t.months = append(t.months, month)
	for _, clients := range []int{1, 8} {
		for _, kind := range []struct {
			asked []asking
			into  *[]looked
		}{{h.searches(), &t.search}, {h.pages(), &t.page}} {
			if _, err := h.look(ctx, clients, pick(b, warmedBy, 1), kind.asked, 11); err != nil {
				return err
			}
			l, err := h.look(ctx, clients, pick(b, 4000, 4), kind.asked, 7)
			if err != nil {
				return err
			}
			l.on = name
			*kind.into = append(*kind.into, l)
			b.say("%s; slowest kinds: %s", l, l.slowest)
		}
	}
	return nil
}

// plainly measures the references: the same searches before there is an index, and pages by the primary key.
func (h *shelf) plainly(ctx context.Context, b *bench, kept *kept) error {
	if kept.Like > 0 {
		return nil
	}
	like, err := h.look(ctx, 1, pick(b, 100, 3), h.searches(), 7)
	if err != nil {
		return err
	}
	key, err := h.look(ctx, 1, pick(b, 2000, 3), []asking{{"key", func(d *rand.Rand) ledger.WayQuery { return ledger.WayQuery{After: h.anywhere(d)} }}}, 7)
	if err != nil {
		return err
	}
	kept.Like, kept.ByKey = like.p99, key.p99
	return kept.write()
}

// searchNow is when the ways are looked for: the day after the last one of their numbers.
func searchNow() time.Time { return time.Date(2026, 12, 1, 2, 0, 0, 0, time.UTC) }

// asking is one kind of query.
type asking struct {
	name string
	ask  func(*rand.Rand) ledger.WayQuery
}

// warmedBy is how many other queries come first: what many searches need has been read once, as on a server that runs.
const warmedBy = 8000

// look has clients ask n queries together, drawn by a seed, and says how long they took.
func (h *shelf) look(ctx context.Context, clients, n int, kinds []asking, seed uint64) (looked, error) {
	took := make([][]time.Duration, clients)
	byKind := make([]map[string][]time.Duration, clients)
	errs := make([]error, clients)
	var all sync.WaitGroup
	var each []time.Duration // processor time of each, where one client asks
	running := startedPrograms()
	used := running.used()
	for c := range clients {
		all.Go(func() {
			dice := rand.New(rand.NewPCG(uint64(c), seed))
			byKind[c] = map[string][]time.Duration{}
			for i := range n / clients {
				kind := kinds[(i*clients+c)%len(kinds)]
				q := kind.ask(dice)
				q.Limit, q.Today = 51, 1764172800000
				began, before := time.Now(), running.usedAlone(clients)
				if _, errs[c] = h.WayRows(ctx, q); errs[c] != nil {
					return
				}
				d := time.Since(began)
				if clients == 1 {
					each = append(each, running.used()-before)
				}
				took[c], byKind[c][kind.name] = append(took[c], d), append(byKind[c][kind.name], d)
			}
		})
	}
	all.Wait()
	used = running.used() - used
	slices.Sort(each)
	list := slices.Sorted(slices.Values(slices.Concat(took...)))
	if err := errors.Join(errs...); err != nil || len(list) == 0 {
		return looked{clients: clients}, err
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	l := looked{clients: clients, p50: ms(list[len(list)/2]), p99: ms(list[len(list)*99/100]), max: ms(list[len(list)-1]), cpu: ms(used) / float64(len(list)), slowest: slowest(byKind)}
	if len(each) > 0 {
		l.cpu99 = ms(each[len(each)*99/100])
	}
	return l, nil
}

// slowest names the kinds whose queries took longest, by the ninetieth percentile.
func slowest(byKind []map[string][]time.Duration) string {
	all := map[string][]time.Duration{}
	for _, m := range byKind {
		for name, list := range m {
			all[name] = append(all[name], list...)
		}
	}
	middle := func(name string) time.Duration {
		s := slices.Sorted(slices.Values(all[name]))
		return s[len(s)*9/10]
	}
	names := slices.SortedFunc(maps.Keys(all), func(a, b string) int { return int(middle(b) - middle(a)) })
	var out []string
	for _, name := range names[:min(len(names), 8)] {
		out = append(out, fmt.Sprintf("%s %v", name, middle(name).Round(10*time.Microsecond)))
	}
	return strings.Join(out, ", ")
}
