package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/menling/menling/internal/store/storetest"
)

// opening is how long opening the inbox took one number of agents on one database, in ms.
type opening struct {
	on            string
	agents        int
	p50, p99, max float64
	list99        float64 // of the list alone
	slowest       string
}

func (o opening) String() string {
	return fmt.Sprintf("%s %d at once %s / %s / %s (the list alone p99 %s; slowest: %s)", o.on, o.agents, figure(round(o.p50)), figure(round(o.p99)), figure(round(o.max)), figure(round(o.list99)), o.slowest)
}

// inboxOpen measures what the console asks when somebody opens the inbox and a conversation in it.
func inboxOpen(ctx context.Context, b *bench) (Row, error) {
	var all, floors []opening
	messages := 0
	on := func(name, address string) error {
		n, list, floor, err := b.inboxOn(ctx, name, address)
		messages, all, floors = n, append(all, list...), append(floors, floor)
		return err
	}
	if b.on != "PostgreSQL" {
		if err := on("SQLite", ""); err != nil {
			return Row{}, err
		}
	}
	if !b.quick && b.on != "SQLite" {
		address, stop, err := storetest.Start(postgresMemory)
		if err != nil {
			return Row{}, err
		}
		if err := errors.Join(on("PostgreSQL", address), stop()); err != nil {
			return Row{}, err
		}
	}
	told := make([]string, len(all))
	for i, o := range all {
		told[i] = o.String()
	}
	most := slices.MaxFunc(all, func(a, b opening) int { return int(1000 * (a.p99 - b.p99)) })
	row := alone(fmt.Sprintf("opening the inbox with %d messages stored: a list of 50 with the numbers on all tabs, and a conversation with its newest 50 messages, its actions and its customer; p99 of the slowest", messages), "ms", lower, most.p99).
		against("as many calls for nothing but who is signed in, of one agent on the slower database", slices.MaxFunc(floors, func(a, b opening) int { return int(1000 * (a.p99 - b.p99)) }).p99)
	row.Conditions = fmt.Sprintf("%d calls one after the other over one connection, p50 / p99 / most in ms: %s; each of the lists and orders, by tag, by account, and closed ones; one conversation in twenty is not closed, "+
		"one has %d messages; PostgreSQL with %s; the client in a process of its own on this machine", inboxCalls, strings.Join(told, ", "), pick(b, longTalk, 50), postgresMemory)
	return row, nil
}

const inboxCalls = 5

// inboxLists are what people open, with a filter that they come back to.
var inboxLists = []string{
	"list=waiting", "list=waiting&order=closing", "list=mine", "list=mine&order=waiting", "list=team", "list=team&order=closing", "list=all", "list=all&order=waiting", "list=all&order=closing",
	"list=closed", "list=closed&tag=7", "list=all&tag=4", "list=closed&agent=3", "list=all&unread=true", "list=waiting&account=ACCOUNT", "list=closed&account=ACCOUNT", "list=closed&tag=10&agent=3",
}

func (b *bench) inboxOn(ctx context.Context, name, address string) (messages int, all []opening, floor opening, err error) {
	dir := filepath.Join(b.dir, "inbox-"+name)
	task := deskTask{DatabaseURL: address, Agents: pastAgents, Hold: true}
	empty, err := b.desk(ctx, "desk", dir, task, "")
	if err != nil {
		return 0, nil, floor, err
	}
	if err := empty.stop(); err != nil {
		return 0, nil, floor, err
	}
	began := time.Now()
	if messages, err = b.past(ctx, dir, address, pick(b, 99_001, 60)); err != nil {
		return 0, nil, floor, err
	}
	b.say("%s: %d messages in %.0f s", name, messages, time.Since(began).Seconds())
	p, err := b.desk(ctx, "desk", dir, task, b.profileOf("inbox-"+name))
	if err != nil {
		return messages, nil, floor, err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	for _, agents := range []int{1, 8} {
		if _, err := b.openings(ctx, p.addr, agents, pick(b, 100, 3), visit); err != nil { // warm
			return messages, nil, floor, err
		}
		o, err := b.openings(ctx, p.addr, agents, pick(b, 1000, len(inboxLists)), visit)
		if err != nil {
			return messages, nil, floor, err
		}
		o.on = name
		b.say("%s", o)
		all = append(all, o)
	}
	floor, err = b.openings(ctx, p.addr, 1, pick(b, 500, 3), knock)
	return messages, all, floor, err
}

// openings has agents open the inbox n times in all.
func (b *bench) openings(ctx context.Context, addr string, agents, n int, open func(*visitor) (list, all time.Duration, err error)) (o opening, err error) {
	took, lists, asked := make([]float64, n), make([]float64, n), make([]string, n)
	errs := make([]error, agents)
	var next atomic.Int64
	var all sync.WaitGroup
	for agent := range agents {
		all.Go(func() {
			v := newVisitor(ctx, addr, agent)
			for i := int(next.Add(1) - 1); i < n && errs[agent] == nil; i = int(next.Add(1) - 1) {
				v.query = inboxLists[i%len(inboxLists)]
				list, whole, err := open(v)
				lists[i], took[i], asked[i], errs[agent] = ms(list.Nanoseconds()), ms(whole.Nanoseconds()), v.query, err
			}
		})
	}
	all.Wait()
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		return o, err
	}
	o = opening{agents: agents, slowest: slowestOf(took, asked)}
	slices.Sort(took)
	slices.Sort(lists)
	o.p50, o.p99, o.max, o.list99 = took[n/2], took[n*99/100], took[n-1], lists[n*99/100]
	return o, nil
}

// slowestOf is the list whose openings took longest, by their median.
func slowestOf(took []float64, asked []string) string {
	by := map[string][]float64{}
	for i, query := range asked {
		by[query] = append(by[query], took[i])
	}
	most, name := 0.0, ""
	for query, list := range by {
		if m := median(list); m > most {
			most, name = m, query
		}
	}
	return fmt.Sprintf("%s, median %s", name, figure(round(most)))
}

// visitor is a console of an agent, with one connection.
type visitor struct {
	ctx     context.Context
	http    *http.Client
	addr    string
	agent   int
	account string
	query   string
	dice    *rand.Rand
}

func newVisitor(ctx context.Context, addr string, agent int) *visitor {
	return &visitor{ctx: ctx, http: &http.Client{Transport: &http.Transport{}}, addr: addr, agent: agent, dice: rand.New(rand.NewPCG(uint64(agent), 7))}
}

func (v *visitor) get(path string, into any) error {
	req, err := http.NewRequestWithContext(v.ctx, http.MethodGet, "http://"+v.addr+"/api/v1"+path, nil)
	if err != nil {
		return err
	}
	req.AddCookie(&http.Cookie{Name: "menling_session", Value: sessionOf(v.agent)})
	resp, err := v.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answered %s %s", path, resp.Status, body)
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(body, into)
}

// visit opens the inbox, and one of the conversations on the page.
func visit(v *visitor) (list, all time.Duration, err error) {
	if v.account == "" {
		if err := v.learn(); err != nil {
			return 0, 0, err
		}
	}
	var page struct {
		Items []struct {
			ID       int64
			Customer struct{ ID int64 }
		}
	}
	began := time.Now()
	if err := v.get("/conversations?limit=50&"+strings.Replace(v.query, "ACCOUNT", v.account, 1), &page); err != nil {
		return 0, 0, err
	}
	list = time.Since(began)
	if len(page.Items) == 0 {
		return list, list, nil
	}
	c := page.Items[v.dice.IntN(len(page.Items))]
	id := fmt.Sprint("/conversations/", c.ID)
	for _, path := range []string{id, id + "/messages?limit=50", id + "/actions", fmt.Sprint("/customers/", c.Customer.ID)} {
		if err := v.get(path, &struct{}{}); err != nil {
			return 0, 0, err
		}
	}
	return list, time.Since(began), nil
}

func (v *visitor) learn() error {
	var page struct {
		Items []struct {
			AccountID int64 `json:"account_id"`
		}
	}
	if err := v.get("/conversations?list=all&limit=1", &page); err != nil {
		return err
	}
	if len(page.Items) == 0 {
		return errors.New("the desk has no conversation")
	}
	v.account = fmt.Sprint(page.Items[0].AccountID)
	return nil
}

// knock is the floor: as many calls that only need to know who asks.
func knock(v *visitor) (list, all time.Duration, err error) {
	began := time.Now()
	for range inboxCalls {
		if err := v.get("/session", &struct{}{}); err != nil {
			return 0, 0, err
		}
	}
	return 0, time.Since(began), nil
}
