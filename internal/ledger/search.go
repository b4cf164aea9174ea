package ledger

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// SearchVersion names the way texts are made and cut up. Another number has all ways indexed anew.
const SearchVersion = 1

// folded makes spellings equal that people take for the same: without regard to case and width. Control characters are spaces, so
// that no search reaches from one line of a text into the next.
func folded(s string) string { return strings.Map(foldRune, s) }

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
func SearchText(s string) string { return strings.TrimSpace(folded(s)) }

// Gram is a word of the index: one, two or three characters next to each other. Two words may share a number; the text decides.
type Gram uint32

func gramOf(s string) Gram { return hashed(1<<64-3750763034362895579, s) }

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

// grams adds the words of a folded line: each character, each two and each three.
func grams(all []Gram, line string) []Gram {
	at := marks(line)
	for i := range len(at) - 1 {
		for n := i + 1; n <= min(i+3, len(at)-1); n++ {
			all = append(all, gramOf(line[at[i]:at[n]]))
		}
	}
	return all
}

// triples adds the words of a line that is only looked into from three characters on.
func triples(all []Gram, line string) []Gram {
	at := marks(line)
	for i := range max(0, len(at)-3) {
		all = append(all, gramOf(line[at[i]:at[i+3]]))
	}
	return all
}

// QueryGrams are words that a text with this part has. text is folded.
func QueryGrams(text string) []Gram {
	if len(marks(text)) < 4 {
		return []Gram{gramOf(text)}
	}
	all := triples(nil, text)
	slices.Sort(all)
	return slices.Compact(all)
}

// SearchDoc is what a way is found by.
type SearchDoc struct {
	WayID  int64
	Text   string   // folded lines
	ID     string   // the folded config_id: looked into from three characters on, or half of them would have any two
	Facets []string // what filters ask for
}

// Grams are all words of the way.
func (d SearchDoc) Grams() []Gram {
	all := make([]Gram, 0, 3*len(d.Text)/2+len(d.ID)+len(d.Facets))
	for line := range strings.SplitSeq(d.Text, "\n") {
		all = grams(all, line)
	}
	all = triples(all, d.ID)
	for _, f := range d.Facets {
		all = append(all, FacetGram(f))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Print tells whether the way has to be indexed again.
func (d SearchDoc) Print() int64 {
	h := fnv.New64a()
	h.Write([]byte(strconv.Itoa(SearchVersion) + "\x00" + d.Text + "\x00" + d.ID + "\x00" + strings.Join(d.Facets, "\x00")))
	return int64(h.Sum64())
}

// FacetGram is the word of a facet. No text has it: NUL is folded away there.
func FacetGram(facet string) Gram { return gramOf("\x00" + facet) }

// Facets: what a way is, and what filters ask for.
const (
	facetListed    = "listed" // in the lists that do not ask for anything else
	facetDeleted   = "deleted"
	facetUnsettled = "unsettled"
)

func facet(of string, id int64) string { return of + ":" + itoa(id) }
func memberFacet(userID string) string { return "member:" + lower(userID) }
func kindFacet(kind string) string     { return "kind:" + kind }

// Listed says that the way is in the lists that do not ask for anything else.
func (w Way) Listed() bool { return w.Phase != PhaseDeleted && w.Kind != KindTemp }

// SearchDocOf is what a way is found by. people are the names of its members by userid.
func SearchDocOf(w Way, n Names, people map[string]string) SearchDoc {
	lines := []string{w.Name, w.Remark, w.State, w.Note, n.Channels[w.ChannelID], n.folderPath(w.FolderID)}
	for _, id := range w.Labels {
		lines = append(lines, n.Labels[id])
	}
	facets := []string{kindFacet(w.Kind), facet("channel", w.ChannelID), facet("scene", int64(w.Scene))}
	for _, id := range w.People() {
		lines, facets = append(lines, people[id], id), append(facets, memberFacet(id))
	}
	for i := range lines {
		lines[i] = folded(lines[i])
	}
	lines = slices.DeleteFunc(lines, func(s string) bool { return s == "" })
	return SearchDoc{WayID: w.ID, Text: strings.Join(lines, "\n"), ID: folded(w.ConfigID), Facets: append(facets, w.facets(n)...)}
}

func (w Way) facets(n Names) (all []string) {
	switch {
	case w.Listed():
		all = append(all, facetListed)
	case w.Phase == PhaseDeleted:
		all = append(all, facetDeleted)
	}
	if w.Phase == PhaseUnknown || w.Phase == PhaseFailed {
		all = append(all, facetUnsettled)
	}
	for _, id := range w.Labels {
		all = append(all, facet("label", id))
	}
	for _, id := range n.folderLine(w.FolderID) {
		all = append(all, facet("folder", id))
	}
	if w.OwnerID != 0 {
		all = append(all, facet("owner", w.OwnerID))
	}
	if w.ImportID != 0 {
		all = append(all, facet("import", w.ImportID))
	}
	return all
}

// folderLine is a folder and those it lies in, from the inside.
func (n Names) folderLine(id int64) (line []int64) {
	for range deepest {
		f, ok := n.Folders[id]
		if !ok {
			break
		}
		line, id = append(line, id), f.Parent
	}
	return line
}

// SearchRun is the indexing of many ways, because something they share has another name; of all, for a new version of the index.
type SearchRun struct {
	N      int64
	Kind   string // all, channel, folder, label, member
	ID     int64
	UserID string
	Place  int64 // the last way that was indexed
	Done   int64
	Ended  bool
}
