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
// until half of it is dead.
type wayIndex struct {
	byID    map[string]*way
	order   []*way
	live    int
	counted int // live ways that use up the quota
}

func newWayIndex(list []*way) *wayIndex {
	x := &wayIndex{byID: make(map[string]*way, len(list))}
	for _, w := range list {
		x.add(w)
	}
	return x
}

// compareWays orders by creation time, then config_id.
func compareWays(a, b *way) int {
	return cmp.Or(cmp.Compare(a.Created, b.Created), strings.Compare(a.ConfigID, b.ConfigID))
}

func (x *wayIndex) add(w *way) {
	x.byID[w.ConfigID] = w
	i, _ := slices.BinarySearchFunc(x.order, w, compareWays)
	x.order = slices.Insert(x.order, i, w)
	x.live++
	if w.Temp == nil {
		x.counted++
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
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(w.Created, 36) + "." + w.ConfigID))
}

func parseCursor(cursor string) (*way, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, false
	}
	at, id, ok := strings.Cut(string(raw), ".")
	created, err := strconv.ParseInt(at, 36, 64)
	if !ok || err != nil || len(id) != 32 {
		return nil, false
	}
	return &way{Created: created, ConfigID: id}, true
}
