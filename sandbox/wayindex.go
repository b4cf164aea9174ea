package sandbox

import (
	"slices"
	"strings"
)

// wayIndex finds ways by config_id and keeps them in the order of creation, so that neither
// a look-up nor a page of a listing grows with their number. Deleted ways stay in the order
// until half of it is dead. A way in the index never changes: another replaces it. Both
// indexes hold no pointers, so that the garbage collector need not follow them.
type wayIndex struct {
	bySeq   []*way // a way's seq is its place; nil where a way is gone
	byID    map[wayKey]uint32
	order   []place
	live    int
	counted int // live ways that use up the quota
	teams   map[string][]string
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

func (x *wayIndex) add(w *way) {
	w.Users = x.team(w.Users)
	w.pack()
	w.seq = uint32(len(x.bySeq))
	x.bySeq = append(x.bySeq, w)
	p := placeOf(w)
	x.byID[p.key] = w.seq
	if n := len(x.order); n == 0 || x.order[n-1].compare(p) < 0 {
		x.order = append(x.order, p)
	} else {
		i, _ := x.search(p)
		x.order = slices.Insert(x.order, i, p)
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
	p := placeOf(w)
	delete(x.byID, p.key)
	x.bySeq[w.seq] = nil
	if i, found := x.search(p); found {
		x.order[i].dead = true
	}
	x.live--
	if w.Temp == nil {
		x.counted--
	}
	if len(x.order) > 64 && x.live < len(x.order)/2 {
		x.order = slices.DeleteFunc(x.order, func(p place) bool { return p.dead })
	}
}

// all lists the live ways, oldest first.
func (x *wayIndex) all() []*way { return x.after(beginning, len(x.order)) }

// after lists up to limit live ways behind p.
func (x *wayIndex) after(p place, limit int) []*way {
	list := make([]*way, 0, min(limit, x.live))
	x.walk(p, func(q place) bool {
		if len(list) < limit {
			list = append(list, x.bySeq[q.seq])
		}
		return len(list) < limit
	})
	return list
}
