package qrcode

import "strings"

// caption is the text under a code, laid out.
type caption struct {
	lines  []string
	em     float64 // pixels
	top    int     // of the strip that it stands in
	height int
}

// layCaption takes the largest of three sizes in which the caption fits on one line, or else two lines of the
// smallest. width measures text in ems.
func layCaption(d *drawing, width func(string) float64) caption {
	em, room := max(12, float64(d.Size)/16), float64(d.Size)*0.92
	c := caption{top: d.Size}
	for _, part := range []float64{1, 0.85, 0.7} {
		if c.em = em * part; width(d.Caption)*c.em <= room {
			break
		}
	}
	c.lines = wrap(d.Caption, room/c.em, 2, width)
	c.height = int(c.em * (1.35*float64(len(c.lines)) + 0.5))
	return c
}

func (c caption) baseline(line int) float64 { return float64(c.top) + c.em*(0.95+1.35*float64(line)) }

// wrap breaks text into at most so many lines of a width in ems: at blanks where a line has one, else anywhere, as
// Chinese is broken. What does not fit is left out and shown as "…".
func wrap(text string, room float64, lines int, width func(string) float64) []string {
	var out []string
	for text != "" {
		cut := fits(text, room, width)
		if cut == len(text) {
			return append(out, text)
		}
		if len(out) == lines-1 {
			return append(out, ellipsis(text, room, width))
		}
		if blank := strings.LastIndexByte(text[:cut+1], ' '); blank > 0 {
			cut = blank
		}
		out = append(out, strings.TrimSpace(text[:cut]))
		text = strings.TrimSpace(text[cut:])
	}
	return out
}

func ellipsis(text string, room float64, width func(string) float64) string {
	if width(text) <= room {
		return text
	}
	return strings.TrimSpace(text[:fits(text, room-width("…"), width)]) + "…"
}

// fits is how many bytes of text, in whole characters and at least one, are no wider than room.
func fits(text string, room float64, width func(string) float64) int {
	sum := 0.0
	for i, r := range text {
		if sum += width(string(r)); sum > room && i > 0 {
			return i
		}
	}
	return len(text)
}

// guessWidth measures text without a font: Chinese characters are square, others a little more than half as wide.
func guessWidth(text string) float64 {
	ems := 0.0
	for _, r := range text {
		if r >= 0x2e80 || r == '…' {
			ems++
		} else {
			ems += 0.58
		}
	}
	return ems
}
