package sandbox

import (
	"cmp"
	"encoding/hex"
	"slices"
	"strings"
)

// wayIndex finds ways by config_id and keeps them in the order of creation, so that neither
// a look-up nor a page of a listing grows with their number. Deleted ways stay in the order
// until half of it is dead. A way in the index never changes: another replaces it. Both
// indexes hold numbers, so that the garbage collector need not follow them.
type wayIndex struct {
	bySeq   []*way // a way's seq is its place; nil where a way is gone
	byID    map[wayKey]uint32
	order   []uint32
	live    int
	counted int // live ways that use up the quota
	teams   map[string][]string
}

// wayKey is a config_id without its hexadecimal digits.
type wayKey [16]byte

func keyOf(id string) (k wayKey, ok bool) {
	if len(id) != 2*len(k) {
		return k, false
	}
	_, err := hex.Decode(k[:], []byte(id))
	return k, err == nil
}

// maxTeams bounds how many lists of members are kept for sharing.
const maxTeams = 4096

// team returns a list of members that is shared by all ways that have the same.
func (x *wayIndex) team(users []string) []string {
	key := strings.Join(users, " ")
	if known, ok := x.teams[key]; ok {
		return known
	}
	if len(x.teams) >= maxTeams {
		clear(x.teams)
	}
	users = slices.Clip(users)
	x.teams[key] = users
	return users
}

func newWayIndex(list []*way) *wayIndex {
	x := &wayIndex{byID: make(map[wayKey]uint32, len(list)), teams: map[string][]string{}}
	for _, w := range list {
		x.add(w)
	}
	return x
}

// find returns the live way of a config_id, or nil.
func (x *wayIndex) find(id string) *way {
	key, ok := keyOf(id)
	if seq, known := x.byID[key]; ok && known && x.bySeq[seq].ConfigID == id { // upper case is another id
		return x.bySeq[seq]
	}
	return nil
}

// compareWays orders by creation time, then config_id.
func compareWays(a, b *way) int {
	return cmp.Or(cmp.Compare(a.Created, b.Created), strings.Compare(a.ConfigID, b.ConfigID))
}

// search finds where w stands in the order, or belongs.
func (x *wayIndex) search(w *way) (at int, found bool) {
	return slices.BinarySearchFunc(x.order, w, func(seq uint32, w *way) int { return compareWays(x.bySeq[seq], w) })
}

func (x *wayIndex) add(w *way) {
	w.Users = x.team(w.Users)
	w.pack()
	w.seq = uint32(len(x.bySeq))
	x.bySeq = append(x.bySeq, w)
	key, _ := keyOf(w.ConfigID) // ours, so it is one
	x.byID[key] = w.seq
	if n := len(x.order); n == 0 || compareWays(x.bySeq[x.order[n-1]], w) < 0 {
		x.order = append(x.order, w.seq)
	} else {
		i, _ := x.search(w)
		x.order = slices.Insert(x.order, i, w.seq)
	}
	x.live++
	if w.Temp == nil {
		x.counted++
	}
}

// pack puts the texts into one, since the garbage collector looks at every one apart.
func (w *way) pack() {
	id, remark := len(w.ConfigID), len(w.ConfigID)+len(w.Remark)
	all := w.ConfigID + w.Remark + w.State
	w.ConfigID, w.Remark, w.State = all[:id], all[id:remark], all[remark:]
}

// replace puts next where old stands.
func (x *wayIndex) replace(old, next *way) { x.bySeq[old.seq] = next }

func (x *wayIndex) remove(w *way) {
	key, _ := keyOf(w.ConfigID)
	delete(x.byID, key)
	w.dead = true
	x.live--
	if w.Temp == nil {
		x.counted--
	}
	if len(x.order) > 64 && x.live < len(x.order)/2 {
		x.order = slices.DeleteFunc(x.order, x.bury)
	}
}

// bury lets go of a dead way and reports whether it was one.
func (x *wayIndex) bury(seq uint32) bool {
	dead := x.bySeq[seq].dead
	if dead {
		x.bySeq[seq] = nil
	}
	return dead
}

// all lists the live ways, oldest first.
func (x *wayIndex) all() []*way {
	return x.after(nil, len(x.order), func(*way) bool { return true })
}

// after lists up to limit live ways behind from (nil: from the start) that match.
func (x *wayIndex) after(from *way, limit int, match func(*way) bool) []*way {
	i := 0
	if from != nil {
		at, found := x.search(from)
		if i = at; found {
			i++
		}
	}
	list := make([]*way, 0, min(limit, len(x.order)-i))
	for ; i < len(x.order) && len(list) < limit; i++ {
		if w := x.bySeq[x.order[i]]; !w.dead && match(w) {
			list = append(list, w)
		}
	}
	return list
}
