package app

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// outageEvery is how often one line says the same again while the database is away.
const outageEvery = time.Minute

// outageLog is a log in which an outage of the database stays readable. All that need it fail again and again until it is back; of each
// such line one a minute goes through, with how many were held back before it.
type outageLog struct {
	slog.Handler
	away  func(error) bool
	lines *outageLines
}

type outageLines struct {
	mu   sync.Mutex
	said map[string]*outageLine // by message
}

type outageLine struct {
	at   time.Time
	held int
}

func newOutageLog(to *slog.Logger, away func(error) bool) *slog.Logger {
	return slog.New(outageLog{to.Handler(), away, &outageLines{said: map[string]*outageLine{}}})
}

func (o outageLog) Handle(ctx context.Context, r slog.Record) error {
	if o.tellsOf(r) {
		held, pass := o.lines.pass(r)
		if !pass {
			return nil
		}
		if r = r.Clone(); held > 0 {
			r.AddAttrs(slog.Int("held_back", held))
		}
	}
	return o.Handler.Handle(ctx, r)
}

// tellsOf says whether a line is about the database being away.
func (o outageLog) tellsOf(r slog.Record) (is bool) {
	r.Attrs(func(a slog.Attr) bool {
		err, ok := a.Value.Any().(error)
		is = ok && o.away(err)
		return !is
	})
	return is
}

func (l *outageLines) pass(r slog.Record) (held int, pass bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	line := l.said[r.Message]
	if line == nil {
		line = &outageLine{}
		l.said[r.Message] = line
	}
	if since := r.Time.Sub(line.at); since >= 0 && since < outageEvery {
		line.held++
		return 0, false
	}
	held = line.held
	line.at, line.held = r.Time, 0
	return held, true
}

func (o outageLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return outageLog{o.Handler.WithAttrs(attrs), o.away, o.lines}
}

func (o outageLog) WithGroup(name string) slog.Handler {
	return outageLog{o.Handler.WithGroup(name), o.away, o.lines}
}
