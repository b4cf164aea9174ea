package sandbox

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// cursor of a listing: where the page before ended. It stays valid when ways are deleted.
func cursorOf(w *way) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(w.Created, 36) + "." + w.ConfigID))
}

func parseCursor(cursor string) (*way, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, false
	}
	at, id, _ := strings.Cut(string(raw), ".")
	created, err := strconv.ParseInt(at, 36, 64)
	if _, ok := keyOf(id); !ok || err != nil {
		return nil, false
	}
	return &way{Created: created, ConfigID: id}, true
}
