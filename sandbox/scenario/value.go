package scenario

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// dig follows a path such as contact_way.0.config_id into a decoded JSON value.
func dig(v any, path string) (any, bool) {
	for name := range strings.SplitSeq(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			inner, ok := x[name]
			if !ok {
				return nil, false
			}
			v = inner
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(x) {
				return nil, false
			}
			v = x[i]
		default:
			return nil, false
		}
	}
	return v, true
}

// decode reads JSON and keeps numbers exact.
func decode(raw []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	err := dec.Decode(&v)
	return v, err
}

// encode writes JSON as it is, without escaping HTML.
func encode(v any) []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // everything here was decoded from JSON or YAML
	return bytes.TrimRight(out.Bytes(), "\n")
}

const maxShown = 300

// compact shows a value on one line.
func compact(v any) string { return shorten(string(encode(v)), maxShown) }

func shorten(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	return string([]rune(text)[:limit]) + "…"
}

// plain is a value within a longer text.
func plain(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return string(encode(v))
}

// parseSpan reads a duration; a day is d, and may stand before the rest: 3d, 2d12h.
func parseSpan(text string) (time.Duration, error) {
	days, rest, found := strings.Cut(text, "d")
	if !found {
		days, rest = "0", text
	}
	n, err := strconv.Atoi(days)
	d := time.Duration(0)
	if (rest != "" || !found) && err == nil {
		d, err = time.ParseDuration(rest)
	}
	if err != nil {
		return 0, fmt.Errorf("%q is no span of time; write 20s, 5m, 48h, 3d or 2d12h", text)
	}
	return time.Duration(n)*24*time.Hour + d, nil
}

// picture is a small PNG, for pictures whose content does not matter.
var picture = sync.OnceValue(func() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 8, 8))
	for i := range 64 {
		img.Set(i%8, i/8, color.RGBA{R: uint8(i * 4), G: 120, B: 200, A: 255})
	}
	var out bytes.Buffer
	_ = png.Encode(&out, img) // a buffer takes everything
	return out.Bytes()
})

// list names what is allowed, in order.
func list[V any](names map[string]V) string {
	sorted := slices.Sorted(maps.Keys(names))
	if len(sorted) == 0 {
		return "none"
	}
	return strings.Join(sorted, ", ")
}
