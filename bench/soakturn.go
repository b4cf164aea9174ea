package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// soakPause lies between two looks of the agent into the inbox.
const soakPause = 300 * time.Millisecond

// turn sends n messages, has an agent look at the inbox meanwhile, and notes what it took.
func (k *soaking) turn(ctx context.Context, n int) error {
	looking, stop := context.WithCancel(ctx)
	looked := make(chan looks, 1)
	go func() { looked <- look(looking, k.s.addr) }()
	r, err := k.b.ringAll(ctx, &process{addr: k.s.addr, cmd: k.s.cmd}, k.from, n, soakRate)
	stop()
	l := <-looked
	if err := errors.Join(err, l.err); err != nil {
		return err
	}
	k.sent += n
	floor := median(l.floor)
	k.processor.note(r.processor)
	k.answer.note(r.answer50 / floor)
	k.console.note(r.p50 / floor)
	k.inbox.note(median(l.list) / floor)
	k.talk.note(median(l.talk) / floor)
	return k.weigh()
}

// weigh notes what the process and its folder take.
func (k *soaking) weigh() error {
	now, _, err := ownMemory("/proc/" + k.s.pid() + "/status")
	if err != nil {
		return err
	}
	threads, err := kilobytes("/proc/"+k.s.pid()+"/status", "Threads")
	if err != nil {
		return err
	}
	open, err := os.ReadDir("/proc/" + k.s.pid() + "/fd")
	if err != nil {
		return err
	}
	database, wal, other, err := k.folder()
	if err != nil {
		return err
	}
	k.memory.note(now)
	k.threads.note(threads)
	k.files.note(float64(len(open)))
	k.wal.note(float64(wal) / megabyte)
	k.database.note(float64(database-k.first) / float64(k.sent))
	k.other.note(float64(other) / megabyte)
	return nil
}

// folder is the bytes of the data folder: the database, its write-ahead log, all else.
func (k *soaking) folder() (database, wal, other int64, err error) {
	err = filepath.WalkDir(k.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		n, err := sizeOf(path)
		switch name := d.Name(); {
		case name == "menling.db":
			database = n
		case strings.HasSuffix(name, "-wal"):
			wal += n
		default:
			other += n
		}
		return err
	})
	return database, wal, other, err
}

// sizeOf is a file's bytes; of one that is gone meanwhile, 0.
func sizeOf(path string) (int64, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	} else if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// looks are how long an agent's looks took, in ms, and as many calls that ask nothing.
type looks struct {
	list, talk, floor []float64
	err               error
}

func look(ctx context.Context, addr string) (l looks) {
	v := newVisitor(context.WithoutCancel(ctx), addr, 1)
	defer v.http.CloseIdleConnections()
	for i := 0; ctx.Err() == nil || i == 0; i++ {
		v.query = inboxLists[i%2] // those who wait: there are no others
		list, all, err := visit(v)
		if err != nil {
			l.err = err
			return l
		}
		began := time.Now()
		if l.err = v.get("/session", &struct{}{}); l.err != nil {
			return l
		}
		l.list, l.talk = append(l.list, ms(list.Nanoseconds())), append(l.talk, ms((all-list).Nanoseconds()))
		l.floor = append(l.floor, ms(time.Since(began).Nanoseconds()))
		select {
		case <-ctx.Done():
		case <-time.After(soakPause):
		}
	}
	return l
}
