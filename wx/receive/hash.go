package receive

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/menling/menling/wx/flat"
)

// Hash is what deliveries of the same push have in common: FromUserName and
// MsgId of a message, else every field and its value in sorted order. Left out
// is WelcomeCode, which may differ between two deliveries.
func Hash(d *flat.Doc) [16]byte {
	if id := d.Get("MsgId"); id != "" && id != "0" {
		return sum("id", []value{{d.Get("FromUserName"), id}})
	}
	var room [32]value
	values := room[:0]
	for i := range d.Fields {
		f := &d.Fields[i]
		if f.Type != flat.Tree && f.Name != "WelcomeCode" {
			values = append(values, value{d.Path(i), f.Value})
		}
	}
	slices.SortFunc(values, value.compare)
	return sum("fields", values)
}

// HashRaw is the hash of a push that cannot be read.
func HashRaw(raw []byte) [16]byte { return sum("raw", []value{{"", string(raw)}}) }

// value is one field by its path.
type value struct{ path, text string }

func (v value) compare(w value) int {
	if c := strings.Compare(v.path, w.path); c != 0 {
		return c
	}
	return strings.Compare(v.text, w.text)
}

// sum writes every length before its text, so that no two lists look alike.
func sum(kind string, values []value) [16]byte {
	var room [1024]byte
	text := append(room[:0], kind...)
	for _, v := range values {
		text = binary.AppendUvarint(text, uint64(len(v.path)))
		text = append(text, v.path...)
		text = binary.AppendUvarint(text, uint64(len(v.text)))
		text = append(text, v.text...)
	}
	full := sha256.Sum256(text)
	return [16]byte(full[:16])
}
