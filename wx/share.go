package wx

// Sharer is a Limiter whose limits several processes divide among them, as
// what NewLimiter makes.
type Sharer interface {
	// Share has the limiter keep to its part of the limits from now on, when n
	// processes call for the same companies. The limits that Room is asked
	// about are divided, too. Calls of the last hour are taken to have been
	// everybody's in equal parts: who comes new does not leave the others
	// without calls, and who goes has made as many as those who stay.
	Share(n int)
}

// Share implements Sharer.
func (l *limiter) Share(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	was := max(1, l.sharers)
	l.sharers = max(1, n)
	for _, a := range l.lanes {
		l.limit(a)
		a.minute.scale(was, l.sharers)
		a.hour.scale(was, l.sharers)
	}
}

// scale makes one process's calls of was processes those of one of now.
func (w *window) scale(was, now int) {
	w.sum = 0
	for i, n := range w.counts {
		w.counts[i] = n * was / now
		w.sum += w.counts[i]
	}
}

// limit sets what one process may use.
func (l *limiter) limit(a *lane) {
	own := l.limits.Share(l.sharers)
	a.minute.limit, a.hour.limit = own.PerMinute, own.PerHour
}
