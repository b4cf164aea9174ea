package sandbox

import (
	"cmp"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
)

// wayIndex finds ways by config_id and keeps them in the order of creation, so that neither
// a look-up nor a page of a listing grows with their number. Deleted ways stay in the order
// until half of it is dead. A way in the index never changes: another replaces it.
type wayIndex struct {
	byID    map[string]*way
	order   []*way
	live    int
	counted int    // live ways that use up the quota
	seq     uint32 // of the newest way
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
	x := &wayIndex{byID: make(map[string]*way, len(list)), teams: map[string][]string{}}
	for _, w := range list {
		x.add(w)
	}
	return x
}

// compareWays orders by creation time, then as they came: a new way goes to the end, however
// many are made within a second.
func compareWays(a, b *way) int {
	return cmp.Or(cmp.Compare(a.Created, b.Created), cmp.Compare(a.Seq, b.Seq))
}

func (x *wayIndex) add(w *way) {
	if w.Seq == 0 {
		w.Seq = x.seq + 1
	}
	x.seq = max(x.seq, w.Seq)
	w.Users = x.team(w.Users)
	w.pack()
	x.byID[w.ConfigID] = w
	if n := len(x.order); n == 0 || compareWays(x.order[n-1], w) < 0 {
		x.order = append(x.order, w)
	} else {
		i, _ := slices.BinarySearchFunc(x.order, w, compareWays)
		x.order = slices.Insert(x.order, i, w)
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
func (x *wayIndex) replace(old, next *way) {
	x.byID[old.ConfigID] = next
	if i, found := slices.BinarySearchFunc(x.order, old, compareWays); found {
		x.order[i] = next
	}
}

func (x *wayIndex) remove(w *way) {
	delete(x.byID, w.ConfigID)
	w.dead = true
	x.live--
	if w.Temp == nil {
		x.counted--
	}
	if len(x.order) > 64 && x.live < len(x.order)/2 {
		x.order = slices.DeleteFunc(x.order, func(w *way) bool { return w.dead })
	}
}

// all lists the live ways, oldest first.
func (x *wayIndex) all() []*way {
	if x.live == len(x.order) {
		return slices.Clone(x.order)
	}
	return x.after(nil, len(x.order), func(*way) bool { return true })
}

// after lists up to limit live ways behind from (nil: from the start) that match.
func (x *wayIndex) after(from *way, limit int, match func(*way) bool) []*way {
	i := 0
	if from != nil {
		at, found := slices.BinarySearchFunc(x.order, from, compareWays)
		if i = at; found {
			i++
		}
	}
	list := make([]*way, 0, min(limit, len(x.order)-i))
	for ; i < len(x.order) && len(list) < limit; i++ {
		if w := x.order[i]; !w.dead && match(w) {
			list = append(list, w)
		}
	}
	return list
}

// cursor of a listing: where the page before ended. It stays valid when ways are deleted.
func cursorOf(w *way) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(w.Created, 36) + "." + strconv.FormatUint(uint64(w.Seq), 36)))
}

func parseCursor(cursor string) (*way, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, false
	}
	at, nth, _ := strings.Cut(string(raw), ".")
	created, err := strconv.ParseInt(at, 36, 64)
	seq, err2 := strconv.ParseUint(nth, 36, 32)
	if err != nil || err2 != nil {
		return nil, false
	}
	return &way{Created: created, Seq: uint32(seq)}, true
}
