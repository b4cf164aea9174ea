package wx

// Sharer is a Limiter whose limits several processes divide among them, as
// what NewLimiter makes.
type Sharer interface {
	// Share has the limiter keep to its part of the limits from now on, when n
	// processes call for the same companies. The limits that Room is asked
	// about are divided, too.
	Share(n int)
}

// Share implements Sharer.
func (l *limiter) Share(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sharers = n
	for _, a := range l.lanes {
		l.limit(a)
	}
}

// limit sets what one process may use.
func (l *limiter) limit(a *lane) {
	own := l.limits.Share(l.sharers)
	a.minute.limit, a.hour.limit = own.PerMinute, own.PerHour
}
