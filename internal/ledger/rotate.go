package ledger

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// firstReading is how long a new pool waits at most until all its groups were read.
const firstReading = time.Minute

// full says that a group is so near to being full that it is shown no more.
func (p Pool) full(c PoolChat) bool { return c.Members >= p.FullAt-p.Margin }

// roomy says that a group which was full has room again: more than a place or two, so that it does not come and go.
func (p Pool) roomy(c PoolChat) bool { return !p.full(c) && c.Members <= p.FullAt-2*p.Margin }

// usable says that a group can be shown.
func (p Pool) usable(c PoolChat) bool {
	return c.SeenAt != 0 && c.State == ChatOK && !p.full(c) && (!c.Resting || p.roomy(c))
}

// rotate says which groups are to be shown by what is known of them. Those that are shown and all right stay; the next in order
// take the places of the others, which go to the end. When no group is left, everything stays as it is, and the pool is dry.
// changed are the groups whose place in the order did. A new pool waits a moment until all its groups were read, so that it begins
// with the first.
func (p Pool) rotate(all []PoolChat, at int64) (shown []string, changed []PoolChat, dry bool) {
	last := lastOrd(all)
	byID := map[string]PoolChat{}
	unread := false
	for _, c := range all {
		was := c
		leaves := slices.Contains(p.Shown, c.ChatID) && !p.usable(c)
		back := c.Resting && p.usable(c)
		c.Resting = c.SeenAt != 0 && c.State == ChatOK && !p.usable(c) || c.Resting && c.State != ChatOK
		if leaves && !was.Resting && p.DryAt == 0 || back {
			last++
			c.Ord = last
		}
		if c != was {
			changed = append(changed, c)
		}
		byID[c.ChatID], unread = c, unread || c.SeenAt == 0
	}
	for _, id := range p.Shown {
		if c, ok := byID[id]; ok && p.usable(c) {
			shown = append(shown, id)
			delete(byID, id)
		}
	}
	next := slices.SortedFunc(maps.Values(byID), func(a, b PoolChat) int { return cmp.Or(cmp.Compare(a.Ord, b.Ord), cmp.Compare(a.ChatID, b.ChatID)) })
	for _, c := range next {
		if len(shown) < maxChats && p.usable(c) {
			shown = append(shown, c.ChatID)
		}
	}
	if len(shown) == 0 || p.Turn == 0 && unread && at < p.CreatedAt+firstReading.Milliseconds() {
		return p.Shown, changed, p.Turn > 0 || !unread // what was not read yet is no comfort to ways that lead nowhere
	}
	return shown, changed, false
}
