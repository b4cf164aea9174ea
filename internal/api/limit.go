package api

import (
	"math"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/menling/menling/internal/crm"
)

// How often somebody may try. Each name is good for a burst, then for one try per interval.
const (
	triesBurst    = 10
	triesInterval = 6 * time.Second
	codesBurst    = 60 // sign-ins of mini-program customers, who may share an address
	codesInterval = time.Second
	namesKept     = 10_000
	sweepInterval = time.Minute
)

// limits counts attempts by name (an address, an e-mail) in memory.
type limits struct {
	now func() time.Time
	mu  sync.Mutex
	by  map[string]*rate.Limiter

	swept time.Time
}

func newLimits(now func() time.Time) *limits {
	return &limits{now: now, by: map[string]*rate.Limiter{}}
}

// attempt takes one try from each name, or refuses with the seconds to wait.
func (l *limits) attempt(interval time.Duration, burst int, names ...string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	now, wait := l.now(), time.Duration(0)
	for _, name := range names {
		r := l.limiter(name, interval, burst, now).ReserveN(now, 1)
		if d := r.DelayFrom(now); d > 0 {
			r.CancelAt(now)
			wait = max(wait, d)
		}
	}
	if wait == 0 {
		return nil
	}
	return crm.Refuse(crm.CodeTooMany, "seconds", int(math.Ceil(wait.Seconds())))
}

func (l *limits) limiter(name string, interval time.Duration, burst int, now time.Time) *rate.Limiter {
	if found, ok := l.by[name]; ok {
		return found
	}
	if len(l.by) >= namesKept && now.Sub(l.swept) >= sweepInterval {
		l.swept = now
		for name, old := range l.by { // whoever has all tries again need not be remembered
			if old.TokensAt(now) >= float64(old.Burst()) {
				delete(l.by, name)
			}
		}
	}
	if len(l.by) >= 2*namesKept {
		name = "" // a flood from everywhere shares one limit
		if shared, ok := l.by[name]; ok {
			return shared
		}
	}
	l.by[name] = rate.NewLimiter(rate.Every(interval), burst)
	return l.by[name]
}

type addressKey struct{}

// address is where a request comes from. A proxy on this machine is believed when it names somebody else; what a client
// claims by itself is not.
func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		named := r.Header.Values("X-Forwarded-For")
		if len(named) > 0 {
			last := named[len(named)-1]
			host = strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
		}
	}
	return host
}
