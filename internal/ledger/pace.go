package ledger

import "sync/atomic"

// pace remembers until when changes of schedules are planned already.
type pace struct{ until atomic.Int64 }

func (p *pace) asked(n int, now int64) {
	if n > 0 {
		p.until.Store(max(p.until.Load(), now) + int64(n)*answerSpacing.Milliseconds())
	}
}
