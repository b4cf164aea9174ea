package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"time"

	"github.com/menling/menling/wx"
)

const (
	growthAsked = 400 // of each line
	growthRings = 1000
	growthRate  = 25 // messages a second: few enough that none waits for another
)

// ask measures what people ask of the desk, each line with its own calls, one after the other.
func (g *growth) ask(ctx context.Context, dir, address string, known *shelf, n int) (column []figured, err error) {
	p, err := g.desk(ctx, "desk", dir, deskTask{DatabaseURL: address, Agents: pastAgents, Hold: true}, g.profileOf(filepath.Base(dir)+"-ask"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	v := newVisitor(ctx, p.addr, 1)
	if err := v.learn(); err != nil {
		return nil, err
	}
	var lists, talks []float64
	for i := range pick(g.bench, growthAsked, 10) {
		v.query = inboxLists[i%len(inboxLists)]
		list, all, err := visit(v)
		if err != nil {
			return nil, err
		}
		lists, talks = append(lists, ms(list.Nanoseconds())), append(talks, ms((all-list).Nanoseconds()))
	}
	column = append(column, quantiles("inbox: a list and the numbers on its tabs", lists), quantiles("conversation: 50 messages, actions, customer", talks))
	for _, line := range growthLines(known, n) {
		f, err := line.ask(v, pick(g.bench, growthAsked, 10))
		if err != nil {
			return nil, err
		}
		g.say("%s: %s %s / %s ms", g.name(), f.name, figure(round(f.p50)), figure(round(f.p99)))
		column = append(column, f)
	}
	return column, nil
}

// growthLine is one kind of question.
type growthLine struct {
	name  string
	finds bool // something, each time
	path  func(*rand.Rand) string
}

func (l growthLine) ask(v *visitor, times int) (figured, error) {
	took := make([]float64, times)
	for i := range took {
		path := l.path(v.dice)
		var page struct{ Items []struct{} }
		began := time.Now()
		if err := v.get(path, &page); err != nil {
			return figured{}, err
		}
		if took[i] = ms(time.Since(began).Nanoseconds()); l.finds != (len(page.Items) > 0) {
			return figured{}, fmt.Errorf("%s found %d", path, len(page.Items))
		}
	}
	return quantiles(l.name, took), nil
}

func growthLines(known *shelf, customers int) []growthLine {
	query := func(path string, words ...string) func(*rand.Rand) string {
		return func(d *rand.Rand) string { return path + url.QueryEscape(one(d, words...)) }
	}
	return []growthLine{
		{"messages with a frequent word", true, query("/messages/find?limit=50&q=", "发货", "物流信息", "谢", "大号的")},
		{"messages with a rare one", true, func(d *rand.Rand) string {
			return fmt.Sprint("/messages/find?limit=50&q=", (1+d.Int64N(int64(customers)/growthEach))*growthStep+4*7919) // the order of a fourth message
		}},
		{"messages with one that is in none", false, query("/messages/find?limit=50&q=", "龘靐", "货发", "流物")},
		{"customers, newest", true, query("/customers?limit=", "50")},
		{"customers by a name", true, query("/customers?limit=50&q=", "王晓", "陈静", "罗东", "李")},
		{"customers by a name that nobody has", false, query("/customers?limit=50&q=", "龘", "欧阳")},
		{"ways, newest", true, query("/ways?limit=", "50")},
		{"ways by a part of a name", true, func(d *rand.Rand) string {
			return "/ways?limit=50&q=" + url.QueryEscape(part(d, known.live(d).Name, 2+d.IntN(4)))
		}},
		{"who is signed in (the floor)", false, func(*rand.Rand) string { return "/session" }},
	}
}

// rung measures messages of the customers, those write most who always did, from their sending to a console.
func (g *growth) rung(ctx context.Context, dir, address string, n int) (column []figured, err error) {
	p, err := g.desk(ctx, "desk", dir, deskTask{DatabaseURL: address, Agents: pastAgents}, g.profileOf(filepath.Base(dir)+"-write"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	zipf := rand.NewZipf(rand.New(rand.NewPCG(8, 9)), 1.1, 1, uint64(n-1))
	from := &ringing{customers: 1, who: func() string { return fmt.Sprint("oPast", zipf.Uint64()+1) }}
	from.next = int(time.Now().UnixMilli()) // so that a run after another one sends others
	if from.crypt, err = wx.NewCrypt(pushToken, pushKey, weappID); err != nil {
		return nil, err
	}
	rate := pick(g.bench, growthRate, 200)
	if _, err := g.ringAll(ctx, p, from, pick(g.bench, growthRings/4, 5), rate); err != nil { // warm
		return nil, err
	}
	r, err := g.ringAll(ctx, p, from, pick(g.bench, growthRings, 20), rate)
	if err != nil {
		return nil, err
	}
	g.say("%s: %s", g.name(), r)
	return []figured{{"a message: from its sending to the answer, durable", r.answer50, r.answer99}, {"a message: from its answer to a console, applied", r.p50, r.p99}}, nil
}
