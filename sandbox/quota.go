package sandbox

import (
	"slices"
	"time"
)

// quotaUsed counts the ways that the corp's quota knows of: live ones, temporary ones apart, and
// deleted ones whose place is not given back yet.
func (s *Sandbox) quotaUsed(now time.Time) int {
	at := now.UnixMilli()
	s.w.Freeing = slices.DeleteFunc(s.w.Freeing, func(free int64) bool { return free <= at })
	return s.w.ways.counted + len(s.w.Freeing)
}

// dropWay deletes a way. Its code stays known as a deleted one's.
func (s *Sandbox) dropWay(w *way, now time.Time) {
	s.w.ways.remove(w)
	s.w.DeadWays[w.ConfigID] = true
	if late := s.w.Switches.QuotaFreedMS; late > 0 && w.Temp == nil {
		s.w.Freeing = append(s.w.Freeing, now.UnixMilli()+int64(late))
	}
	s.publishWay("deleted", w)
}
