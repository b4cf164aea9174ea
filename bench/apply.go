package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

const (
	applyWays    = 20
	applyMembers = 50
)

// applying is a ledger that applies pushes, with and without counting, in turns.
type applying struct {
	store   *store.Store
	ledger  *ledger.Ledger
	account crm.Account
	clock   crm.Clock
	ids     *crm.IDs
	next    int64
}

// applied is what one push took on one database, without counting and with it: medians by the clock, and processor time, in µs.
type applied struct {
	on       string
	wall     [2]float64
	cpu      [2]float64
	cpuRatio float64 // the median of the rounds'
	spread   string
}

func (a applied) String() string {
	return fmt.Sprintf("%s %s µs of processor time with, %s without (ratios of rounds %s); by the clock %s and %s µs", a.on,
		figure(round(a.cpu[1])), figure(round(a.cpu[0])), a.spread, figure(round(a.wall[1])), figure(round(a.wall[0])))
}

// applyUS measures what the numbers of ways, channels and days add to applying a push.
func applyUS(ctx context.Context, b *bench) (Row, error) {
	list := []applied{}
	a, err := b.applyOn(ctx, store.Options{Dir: filepath.Join(b.dir, "apply")}, "SQLite")
	if err != nil {
		return Row{}, err
	}
	list = append(list, a)
	told := a.String()
	if !b.quick {
		address, stop, err := storetest.Start()
		if err != nil {
			return Row{}, err
		}
		a, err = b.applyOn(ctx, store.Options{Dir: filepath.Join(b.dir, "apply-pg"), DatabaseURL: address}, "PostgreSQL")
		if err = errors.Join(err, stop()); err != nil {
			return Row{}, err
		}
		list, told = append(list, a), told+"; "+a.String()
	}
	most := list[0]
	for _, a := range list {
		if a.cpuRatio > most.cpuRatio {
			most = a
		}
	}
	row := alone("applying the push of a customer added by a way: attributed and counted, committed; where counting adds most", "µs", lower, most.cpu[1]).
		against("the same without the numbers of days, ways and channels", most.cpu[0])
	row.Conditions = "processor time, the database's included, one at a time, in turns; " + told
	return row, nil
}

func (b *bench) applyOn(ctx context.Context, o store.Options, name string) (r applied, err error) {
	s, err := store.Open(ctx, o)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	a, err := newApplying(ctx, s)
	if err != nil {
		return r, err
	}
	running := startedPrograms()
	pushes := pick(b, 100, 2)
	var wall, cpu [2][]float64
	var ratios []float64
	for n := range pick(b, 41, 2) {
		for k := range 2 {
			side := (n + k) % 2
			used := running.used()
			for range pushes {
				began := time.Now()
				if err := a.push(ctx, side == 1); err != nil {
					return r, err
				}
				wall[side] = append(wall[side], float64(time.Since(began).Nanoseconds())/1000)
			}
			cpu[side] = append(cpu[side], float64((running.used()-used).Nanoseconds())/1000/float64(pushes))
		}
		ratios = append(ratios, cpu[1][n]/cpu[0][n])
	}
	r = applied{on: name, cpuRatio: median(ratios), spread: fmt.Sprintf("%s, median %s", spread(ratios), figure(round(median(ratios))))}
	for side := range 2 {
		r.wall[side], r.cpu[side] = median(wall[side]), median(cpu[side])
	}
	b.say("%s", r)
	return r, nil
}

func newApplying(ctx context.Context, s *store.Store) (*applying, error) {
	dice := rand.New(rand.NewPCG(5, 6))
	a := &applying{store: s, clock: time.Now, ids: crm.NewIDs(time.Now)}
	a.ledger = &ledger.Ledger{Store: s.Ledger(), Clock: a.clock, IDs: a.ids, Random: seeded{dice}, Waker: nobody{}, Log: slog.New(slog.DiscardHandler)}
	ground := crm.NewGround(crm.Ground{Store: s.Ground(), Clock: a.clock, IDs: a.ids, Random: seeded{dice}, Waker: nobody{}, Log: slog.New(slog.DiscardHandler)})
	var err error
	if a.account, err = ground.AddAccount(ctx, crm.Operator(), crm.Account{Kind: crm.WeCom, Slug: slug, PlatformID: corpID, AgentID: "1000002", Secret: "none"}); err != nil {
		return nil, err
	}
	return a, s.Write(ctx, nil, func(tx *store.Tx) error {
		for i := range int64(applyWays) {
			name := fmt.Sprint("way", i)
			w := ledger.Way{
				ID: a.ids.Next(), Kind: ledger.KindContact, CorpID: a.account.CorpID, AccountID: a.account.ID, State: name, Phase: ledger.PhaseConfirmed, ClientKey: name,
				Settings: ledger.Settings{Name: name, ChannelID: i + 1, Scene: ledger.SceneQR},
			}
			if err := errors.Join(tx.AddChannel(ledger.Channel{ID: i + 1, Name: name}), tx.AddWay(w)); err != nil {
				return err
			}
		}
		return nil
	})
}

// push has one add of a new customer applied as the journal's worker would.
func (a *applying) push(ctx context.Context, counted bool) error {
	a.next++
	c := ledger.Contact{
		Kind: ledger.Added, UserID: fmt.Sprint("member", a.next%applyMembers), ExternalUserID: fmt.Sprintf("wmxxxxxxxxxxxxxxxx%d", a.next), State: fmt.Sprint("way", a.next%applyWays),
	}
	stamp := crm.NewStamp(a.clock, a.ids)
	p := crm.Push{
		ID: a.next, AccountID: a.account.ID, CreateTime: stamp.At / 1000, Hash: binary.BigEndian.AppendUint64(nil, uint64(a.next)),
		Lane: crm.CustomerLane(crm.ExternalUserID, a.account.PlatformID, c.ExternalUserID),
	}
	return a.store.Write(ctx, []string{p.Lane}, func(tx *store.Tx) error {
		if counted {
			return a.ledger.ApplyContact(tx, stamp.Draw(), a.account, p, c)
		}
		return a.ledger.ApplyContact(uncounted{tx}, stamp.Draw(), a.account, p, c)
	})
}

// uncounted keeps no numbers.
type uncounted struct{ ledger.Tx }

func (uncounted) AddDayStats(ledger.DayStats) error    { return nil }
func (uncounted) AddWayTotals(ledger.Totals) error     { return nil }
func (uncounted) AddChannelTotals(ledger.Totals) error { return nil }
func (uncounted) Countings(corp int64) ([]ledger.Counting, error) {
	return []ledger.Counting{{ID: 1, CorpID: corp, Zone: crm.DefaultTimeZone, Current: true}}, nil
}
