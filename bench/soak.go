package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/menling/menling/wx"
)

// A soak is steady work for a long time, in equal turns. After each turn it is noted what the server takes and how long things took: what
// grows from turn to turn will end a server that runs for months.

const (
	soakRate      = 50  // messages a second
	soakCustomers = 240 // few enough that everybody's page of messages is full before the first turn: one that fills takes longer to open
	soakPage      = 50  // messages
	soakTurns     = 120
	soakWarm      = 5 // one turn in so many, the first ones, is not judged
)

// soakMain is the command: go run . soak.
func soakMain(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("soak", flag.ContinueOnError)
	hours := flags.Float64("hours", 0, "how long")
	minutes := flags.Float64("minutes", 0, "how long, besides the hours; without both, an hour")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	lasts := time.Duration((*hours*60 + *minutes) * float64(time.Minute))
	if lasts <= 0 {
		lasts = time.Hour
	}
	b, err := newBench(false, "", os.Stderr)
	if err != nil {
		return err
	}
	defer b.close()
	figures, err := b.soak(ctx, lasts)
	if err != nil {
		return err
	}
	return judge(os.Stdout, figures, lasts, fmt.Sprintf("SQLite; %d messages/s of %d customers; %s", soakRate, soakCustomers, b.machine))
}

// soak loads menling serve for so long, and returns what it noted.
func (b *bench) soak(ctx context.Context, lasts time.Duration) (figures []*trend, err error) {
	dir := filepath.Join(b.dir, "soak")
	furnished, err := b.desk(ctx, "desk", dir, deskTask{Agents: 2}, "") // the account, who works there
	if err != nil {
		return nil, err
	}
	if err := furnished.stop(); err != nil {
		return nil, err
	}
	s, err := b.menling(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	k, err := newSoaking(b, s, dir)
	if err != nil {
		return nil, err
	}
	if _, err := b.ringAll(ctx, &process{addr: s.addr, cmd: s.cmd}, k.from, soakCustomers*soakPage, 4*soakRate); err != nil {
		return nil, err
	}
	if k.first, err = sizeOf(filepath.Join(dir, "menling.db")); err != nil {
		return nil, err
	}
	turn := max(2*time.Second, lasts/soakTurns)
	for began, n := time.Now(), 1; time.Since(began) < lasts; n++ {
		if err := k.turn(ctx, int(turn.Seconds()*soakRate)); err != nil {
			return nil, fmt.Errorf("turn %d: %w", n, err)
		}
		if n%(soakTurns/20) == 0 {
			b.say("%s, %s left: %s", time.Since(began).Round(time.Second), max(0, lasts-time.Since(began)).Round(time.Second), k.now())
		}
	}
	return k.figures(), nil
}

// soaking is a soak that runs.
type soaking struct {
	b     *bench
	s     *server
	dir   string
	from  *ringing
	first int64 // bytes of the database before the first message
	sent  int

	memory, threads, files, wal, database, other, processor, answer, console, inbox, talk *trend
}

func newSoaking(b *bench, s *server, dir string) (k *soaking, err error) {
	k = &soaking{b: b, s: s, dir: dir, from: &ringing{customers: soakCustomers}}
	if k.from.crypt, err = wx.NewCrypt(pushToken, pushKey, weappID); err != nil {
		return nil, err
	}
	k.memory = &trend{name: "memory of its own, MB", may: 0.10}
	k.threads = &trend{name: "threads", may: 0.25}
	k.files = &trend{name: "open files", may: 0.10}
	k.wal = &trend{name: "write-ahead log, MB", may: 0.10}
	k.database = &trend{name: "database, bytes a message", may: 0.10}
	k.other = &trend{name: "other files, MB", may: 0.10}
	k.processor = &trend{name: "processor, µs a message", may: 0.25}
	k.answer = &trend{name: "push answered, p50 ÷ floor", may: 0.25}
	k.console = &trend{name: "in a console, p50 ÷ floor", may: 0.25}
	k.inbox = &trend{name: "inbox opened, p50 ÷ floor", may: 0.25}
	k.talk = &trend{name: "conversation, p50 ÷ floor", may: 0.25}
	return k, nil
}

func (k *soaking) figures() []*trend {
	return []*trend{k.memory, k.threads, k.files, k.wal, k.database, k.other, k.processor, k.answer, k.console, k.inbox, k.talk}
}

// now is the last turn in a line.
func (k *soaking) now() string {
	return fmt.Sprintf("%d messages, %s MB resident, %s µs a message", k.sent, figure(round(k.memory.last())), figure(round(k.processor.last())))
}
