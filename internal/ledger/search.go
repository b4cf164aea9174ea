package ledger

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// SearchVersion names the way texts are made and cut up. Another number has all ways indexed anew.
const SearchVersion = 3

// Gram is a word of the index.
type Gram = crm.Gram

func folded(s string) string { return crm.Fold(s) }

// SearchText is what is looked for: folded, without spaces around it. Empty looks for nothing.
func SearchText(s string) string { return crm.SearchText(s) }

// QueryGrams are words that a text with this part has. text is folded.
func QueryGrams(text string) []Gram { return crm.QueryGrams(text) }

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
		all = crm.Grams(all, line)
	}
	all = crm.Triples(all, d.ID)
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
func FacetGram(facet string) Gram { return crm.GramOf("\x00" + facet) }

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
func (w Way) Listed() bool {
	return w.Phase != PhaseDeleted && w.Kind != KindTemp && w.Kind != KindTwin
}

// SearchDocOf is what a way is found by. people are the names of its members by userid.
func SearchDocOf(w Way, n Names, people map[string]string) SearchDoc {
	lines := []string{w.Name, w.Remark, w.State, w.Note, n.Channels[w.ChannelID], n.folderPath(w.FolderID)}
	for _, id := range w.Labels {
		lines = append(lines, n.Labels[id])
	}
	facets := []string{kindFacet(w.Kind), facet("account", w.AccountID), facet("channel", w.ChannelID), facet("scene", int64(w.Scene))}
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
	case w.Phase == PhaseDeleted && w.Kind != KindTwin:
		all = append(all, facetDeleted)
	}
	if (w.Phase == PhaseUnknown || w.Phase == PhaseFailed) && w.Kind != KindTwin {
		all = append(all, facetUnsettled)
	}
	for _, id := range w.Labels {
		all = append(all, facet("label", id))
	}
	for _, id := range n.folderLine(w.FolderID) {
		all = append(all, facet("folder", id))
	}
	if w.FolderID == 0 {
		all = append(all, facet("folder", NoneAsked))
	}
	all = append(all, facet("owner", cmp.Or(w.OwnerID, NoneAsked)))
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
