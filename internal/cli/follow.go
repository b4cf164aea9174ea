package cli

import (
	"fmt"
	"strings"
	"time"
)

// standing is how far something is that the server does.
type standing struct {
	done, total int64
	rate, left  int64 // a minute; seconds
	about       string
	over        bool
}

func (s standing) words() string {
	parts := []string{s.about}
	if s.rate > 0 {
		parts = append(parts, fmt.Sprintf("%d/min", s.rate))
	}
	if l := left(s.left); l != "" && !s.over {
		parts = append(parts, l)
	}
	return strings.Join(parts, "  ")
}

// measured adds rate and time left where the server does not say them, by what was done since the command began to look.
func (s standing) measured(first int64, took time.Duration) standing {
	if did := s.done - first; s.rate == 0 && did > 0 && took > lookEvery {
		s.rate = int64(float64(did) / took.Minutes())
		s.left = int64(float64(s.total-s.done) / float64(did) * took.Seconds())
	}
	return s
}

// lookEvery is how often a command asks how far something is.
const lookEvery = 200 * time.Millisecond

// follow shows how far something is until it is over. Interrupted, it leaves it running: the server does the work.
func follow[T any](e env, o *operator, path string, run T, of func(T) standing) (T, error) {
	p := newProgress(e)
	defer p.end()
	began, first := time.Now(), of(run).done
	for {
		s := of(run).measured(first, time.Since(began))
		p.show(int(s.done), int(s.total), s.words())
		if s.over {
			return run, nil
		}
		select {
		case <-e.ctx.Done():
			e.say("\n服务会继续；再次运行本命令可查看进度 · the server goes on: run this command again to see how far it is")
			return run, errInterrupted
		case <-time.After(lookEvery):
		}
		if err := o.call(e.ctx, "GET", path, nil, &run); err != nil && e.ctx.Err() == nil {
			return run, err
		}
	}
}
