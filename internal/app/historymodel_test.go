package app

import (
	"cmp"
	"fmt"
	"slices"

	"pgregory.net/rapid"
)

// happened is one thing that a customer or a member did.
type happened struct {
	what   string // add, lost, deleted, or said
	second int64
	n      int64 // of a message, growing
}

const historyBegan = 1_790_000_000

// drawDay is what one customer does: every second has one event about the member, and any number of messages.
func drawDay(t *rapid.T) (day []happened) {
	seconds := rapid.SliceOfNDistinct(rapid.Int64Range(0, 20), 0, 6, rapid.ID).Draw(t, "seconds")
	for _, s := range seconds {
		day = append(day, happened{what: rapid.SampledFrom([]string{"add", "lost", "deleted"}).Draw(t, "event"), second: s})
	}
	for n := range rapid.Int64Range(0, 5).Draw(t, "messages") {
		day = append(day, happened{what: "said", second: rapid.Int64Range(0, 4).Draw(t, "said at"), n: n})
	}
	return day
}

// arrival is one delivery; crash says that applying it is cut off before its commit.
type arrival struct {
	event          int
	spooled, crash bool
}

func drawArrivals(t *rapid.T, events int) (all []arrival) {
	list := make([]int, events)
	for i := range list {
		list[i] = i
	}
	list = rapid.Permutation(list).Draw(t, "order")
	if events > 0 {
		list = append(list, rapid.SliceOfN(rapid.IntRange(0, events-1), 0, 4).Draw(t, "again")...)
	}
	for _, i := range list {
		all = append(all, arrival{i, rapid.Bool().Draw(t, "spooled"), rapid.Bool().Draw(t, "crash")})
	}
	return all
}

// known is what the facts say of one customer.
type known struct {
	Journal  int      // how many pushes
	Messages []string // as they are shown
	Periods  []string // with the member: from, to, why
}

// model reads a day from its beginning to its end.
func model(day []happened) (k known) {
	day = slices.SortedFunc(slices.Values(day), func(a, b happened) int { return cmp.Or(cmp.Compare(a.second, b.second), cmp.Compare(a.n, b.n)) })
	k.Journal = len(day)
	var began, last int64 // of the period; 0: none is open, or none was
	for _, e := range day {
		at := (historyBegan + e.second) * 1000
		switch {
		case e.what == "said":
			k.Messages = append(k.Messages, fmt.Sprint(e.n))
		case e.what == "add" && began == 0:
			began, last = at, at
		case e.what != "add" && (began != 0 || last == 0): // an end whose beginning nobody saw is a period too
			k.Periods = append(k.Periods, fmt.Sprint(cmp.Or(began, at), " ", at, " ", e.what))
			began, last = 0, at
		}
	}
	if began != 0 {
		k.Periods = append(k.Periods, fmt.Sprint(began, " 0 "))
	}
	return k
}
