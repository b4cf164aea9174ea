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
		return sum("id", []string{d.Get("FromUserName"), id})
	}
	var room [32]string
	pairs := room[:0]
	for i := range d.Fields {
		f := &d.Fields[i]
		if f.Type != flat.Tree && f.Name != "WelcomeCode" {
			pairs = append(pairs, pair(d.Path(i), f.Value))
		}
	}
	slices.Sort(pairs)
	return sum("fields", pairs)
}

// HashRaw is the hash of a push that cannot be read.
func HashRaw(raw []byte) [16]byte { return sum("raw", []string{string(raw)}) }

// pair keeps name and value apart with a byte that no decoded text holds.
func pair(name, value string) string {
	var b strings.Builder
	b.Grow(len(name) + 1 + len(value))
	b.WriteString(name)
	b.WriteByte(0)
	b.WriteString(value)
	return b.String()
}

func sum(kind string, parts []string) [16]byte {
	var room [1024]byte
	text := append(room[:0], kind...)
	for _, p := range parts {
		text = binary.AppendUvarint(text, uint64(len(p)))
		text = append(text, p...)
	}
	full := sha256.Sum256(text)
	return [16]byte(full[:16])
}
