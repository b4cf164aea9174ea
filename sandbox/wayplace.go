package sandbox

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"math"
	"slices"
	"strconv"
	"strings"
)

// place is where a way stands in the order of creation, with what a listing asks of it, so that
// a page is read from one piece of memory however many ways there are.
type place struct {
	created int64 // Unix seconds
	key     wayKey
	seq     uint32
	listed  bool // by list_contact_way: neither temporary nor a join way
	dead    bool
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

func placeOf(w *way) place {
	key, _ := keyOf(w.ConfigID) // ours, so it is one
	return place{created: w.Created, key: key, seq: w.seq, listed: w.Temp == nil && w.Join == nil}
}

// beginning is before every way.
var beginning = place{created: math.MinInt64}

func (p place) configID() string { return hex.EncodeToString(p.key[:]) }

// compare orders by creation time, then config_id.
func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.created, q.created), bytes.Compare(p.key[:], q.key[:]))
}

// search finds where p stands in the order, or belongs.
func (x *wayIndex) search(p place) (at int, found bool) {
	return slices.BinarySearchFunc(x.order, p, place.compare)
}

// walk shows the places of live ways behind p, in order, as long as more is wanted.
func (x *wayIndex) walk(p place, more func(place) bool) {
	i, found := x.search(p)
	if found {
		i++
	}
	for ; i < len(x.order); i++ {
		if q := x.order[i]; !q.dead && !more(q) {
			return
		}
	}
}

// cursor of a listing: where the page before ended. It stays valid when ways are deleted.
func (p place) cursor() string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(p.created, 36) + "." + p.configID()))
}

func parseCursor(cursor string) (p place, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return p, false
	}
	at, id, _ := strings.Cut(string(raw), ".")
	if p.created, err = strconv.ParseInt(at, 36, 64); err != nil {
		return p, false
	}
	p.key, ok = keyOf(id)
	return p, ok
}
