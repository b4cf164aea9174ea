package sandbox

import (
	"sync"
	"sync/atomic"
	"time"
)

// Calls of one path, by one corp and from one address; a provider's addresses may make twice
// as many (https://developer.work.weixin.qq.com/document/path/90312).
const (
	callsPerMinute   = 10_000
	callsPerHour     = 150_000
	ipCallsPerMinute = 20_000
	ipCallsPerHour   = 600_000
	debugPerMinute   = 5
	noLimit          = 1 << 30
)

// limits counts calls, calls in flight and wrong secrets. It is not part of the saved state.
type limits struct {
	mu      sync.Mutex
	meters  map[string]*meter
	secrets map[string]*meter // wrong secrets by caller's address
	days    map[string]daily
	flying  sync.Map // path → *atomic.Int64
}

func newLimits() *limits {
	return &limits{meters: map[string]*meter{}, secrets: map[string]*meter{}, days: map[string]daily{}}
}

// meter counts within the running minute and hour.
type meter struct {
	minute, hour   time.Time
	inMinute       int
	inHour         int
	blockedThrough time.Time
}

// count adds one call and reports whether it is still allowed. An exceeded minute blocks for
// 60 seconds, an exceeded hour for 60 minutes.
func (m *meter) count(now time.Time, perMinute, perHour int) bool {
	if now.Before(m.blockedThrough) {
		return false
	}
	if now.Sub(m.minute) >= time.Minute || now.Before(m.minute) {
		m.minute, m.inMinute = now, 0
	}
	if now.Sub(m.hour) >= time.Hour || now.Before(m.hour) {
		m.hour, m.inHour = now, 0
	}
	m.inMinute++
	m.inHour++
	switch {
	case m.inHour > perHour:
		m.blockedThrough = now.Add(time.Hour)
	case m.inMinute > perMinute:
		m.blockedThrough = now.Add(time.Minute)
	default:
		return true
	}
	return false
}

// allow counts one call of key.
func (l *limits) allow(key string, now time.Time, perMinute, perHour int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	m, ok := l.meters[key]
	if !ok {
		m = &meter{}
		l.meters[key] = m
	}
	return m.count(now, perMinute, perHour)
}

// allowDay counts n things of key within a day of Asia/Shanghai. What would exceed it is not
// counted, and refused for the rest of the day.
func (l *limits) allowDay(key string, now time.Time, n, perDay int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	d := l.days[key]
	if d.on(now)+n > perDay {
		n = perDay + 1 - d.on(now)
	}
	ok := d.addMany(now, n) <= perDay
	l.days[key] = d
	return ok
}

// wrongSecret counts a failed gettoken of an address.
func (l *limits) wrongSecret(ip string, now time.Time, limit int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	m, ok := l.secrets[ip]
	if !ok {
		m = &meter{}
		l.secrets[ip] = m
	}
	if m.count(now, limit, limit); m.inHour >= limit {
		m.blockedThrough = now.Add(time.Hour)
	}
}

// banned reports whether an address guessed too many secrets.
func (l *limits) banned(ip string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	m, ok := l.secrets[ip]
	return ok && now.Before(m.blockedThrough)
}

// enter notes a call in flight and returns how many of its path there are.
func (l *limits) enter(path string) (busy int, leave func()) {
	v, ok := l.flying.Load(path)
	if !ok {
		v, _ = l.flying.LoadOrStore(path, new(atomic.Int64))
	}
	n := v.(*atomic.Int64)
	return int(n.Add(1)), func() { n.Add(-1) }
}

func (l *limits) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.meters, l.secrets, l.days = map[string]*meter{}, map[string]*meter{}, map[string]daily{}
}
