package crm

import (
	"slices"
	"strings"
	"unicode"
)

// Fold makes spellings equal that people take for the same: without regard to case and width. Control characters are spaces, so
// that no search reaches from one line of a text into the next.
func Fold(s string) string { return strings.Map(foldRune, s) }

func foldRune(r rune) rune {
	switch {
	case unicode.IsControl(r) || r == '\u3000':
		return ' '
	case r >= '\uff01' && r <= '\uff5e': // full-width forms of ASCII
		r -= 0xff01 - '!'
	}
	return unicode.ToLower(unicode.ToUpper(r)) // both: ς and σ are one letter
}

// SearchText is what is looked for: folded, without spaces around it. Empty looks for nothing.
func SearchText(s string) string { return strings.TrimSpace(Fold(s)) }

// Gram is a word of a search index: one, two or three characters next to each other. Two words may share a number; the text decides.
type Gram uint32

// GramOf is a word's number.
func GramOf(s string) Gram { return hashed(1<<64-3750763034362895579, s) }

// hashed goes on with FNV-1a from h, and gives the high bits of a product, which are well mixed.
func hashed(h uint64, s string) Gram {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return Gram((h * 0x9e3779b97f4a7c15) >> 32)
}

// marks are where each character of a line begins, and its end.
func marks(line string) []int {
	at := make([]int, 0, len(line)+1)
	for i := range line {
		at = append(at, i)
	}
	return append(at, len(line))
}

// Grams adds the words of a folded line: each character, each two and each three.
func Grams(all []Gram, line string) []Gram {
	at := marks(line)
	for i := range len(at) - 1 {
		for n := i + 1; n <= min(i+3, len(at)-1); n++ {
			all = append(all, GramOf(line[at[i]:at[n]]))
		}
	}
	return all
}

// TextGrams are all words of a folded text, line by line.
func TextGrams(text string) []Gram {
	var all []Gram
	for line := range strings.SplitSeq(text, "\n") {
		all = Grams(all, line)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Triples adds the words of a line that is only looked into from three characters on.
func Triples(all []Gram, line string) []Gram {
	at := marks(line)
	for i := range max(0, len(at)-3) {
		all = append(all, GramOf(line[at[i]:at[i+3]]))
	}
	return all
}

// QueryGrams are words that a text with this part has. text is folded.
func QueryGrams(text string) []Gram {
	if len(marks(text)) < 4 {
		return []Gram{GramOf(text)}
	}
	all := Triples(nil, text)
	slices.Sort(all)
	return slices.Compact(all)
}
