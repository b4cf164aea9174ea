package ledger

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/menling/menling/internal/crm"
)

func TestSpellingsThatPeopleTakeForTheSame(t *testing.T) {
	for _, c := range []struct{ typed, looked string }{
		{"ＡＢＣ１２３", "abc123"},
		{"　门店 ", "门店"},
		{"Ｑ＃－", "q#-"},
		{"ΣΑΣ", "σασ"}, {"σας", "σασ"},
		{"ÉCOLE", "école"},
		{"e\u0301", "e\u0301"}, // a combining mark stays a character of its own
		{"A\x00B\tC\nD", "a b c d"},
		{"\x00", ""},
		{"\xff", "\ufffd"},
		{"👨‍👩‍👧", "👨‍👩‍👧"},
		{`100%_\'"*()`, `100%_\'"*()`},
	} {
		if got := SearchText(c.typed); got != c.looked {
			t.Errorf("%q is looked for as %q, want %q", c.typed, got, c.looked)
		}
	}
}

func TestWordsOfALine(t *testing.T) {
	for _, c := range []struct {
		line  string
		words []string
	}{
		{"", nil},
		{"门", []string{"门"}},
		{"门店", []string{"门", "店", "门店"}},
		{"门店A", []string{"门", "店", "a", "门店", "店a", "门店a"}},
		{"a1-", []string{"a", "1", "-", "a1", "1-", "a1-"}},
		{"𠮷野", []string{"𠮷", "野", "𠮷野"}},
		{"👍🏽", []string{"👍", "🏽", "👍🏽"}},
	} {
		var want []Gram
		for _, word := range c.words {
			want = append(want, crm.GramOf(word))
		}
		slices.Sort(want)
		if got := (SearchDoc{Text: folded(c.line)}).Grams(); !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Errorf("%q: %d words, want %q", c.line, len(got), c.words)
		}
	}
}

// A text that has what is looked for has all of its words, however it is cut out.
func TestATextHasAllWordsOfItsParts(t *testing.T) {
	letters := rapid.SampledFrom([]rune("门店海报01a-_𠮷é👍Ａ %"))
	rapid.Check(t, func(t *rapid.T) {
		line := []rune(folded(string(rapid.SliceOfN(letters, 1, 60).Draw(t, "line"))))
		from := rapid.IntRange(0, len(line)-1).Draw(t, "from")
		part := SearchText(string(line[from : from+rapid.IntRange(1, len(line)-from).Draw(t, "length")]))
		if part == "" {
			return
		}
		words := QueryGrams(part)
		if len(words) == 0 {
			t.Fatalf("%q has %d words", part, len(words))
		}
		has := SearchDoc{Text: string(line)}.Grams()
		id := SearchDoc{ID: string(line)}.Grams()
		for _, w := range words {
			if !slices.Contains(has, w) {
				t.Fatalf("the text lacks a word of %q", part)
			}
			if len([]rune(part)) > 2 && !slices.Contains(id, w) {
				t.Fatalf("the id lacks a word of %q", part)
			}
		}
	})
}

func TestAWayIsFoundByAllThatIsSaidOfIt(t *testing.T) {
	w := Way{ID: 1, Kind: KindContact, State: "SH321-aB3", ConfigID: "CfgId9", Phase: PhaseConfirmed, Settings: Settings{
		Name: "第321店", Remark: "备注", Note: "内部\n两行", ChannelID: 5, FolderID: 8, Labels: []int64{9}, OwnerID: 4, Users: []string{"WangXiaodong"}, Scene: SceneQR,
	}}
	names := Names{Channels: map[int64]string{5: "抖音"}, Folders: map[int64]NamedFolder{7: {Name: "华东"}, 8: {Parent: 7, Name: "上海"}}, Labels: map[int64]string{9: "急"}}
	d := SearchDocOf(w, names, map[string]string{"wangxiaodong": "王晓东"})
	for _, part := range []string{"第321店", "备注", "内部 两行", "抖音", "华东/上海", "急", "王晓东", "wangxiaodong", "sh321-ab3"} {
		if !strings.Contains(d.Text, part) {
			t.Errorf("%q is not in %q", part, d.Text)
		}
	}
	f := WayFilter{Channel: 5, Folder: 7, Label: 9, Owner: 4, Member: "WANGXIAODONG", Kind: KindContact, Scene: SceneQR}
	asked, chosen := f.Facets()
	for _, facet := range asked {
		if !slices.Contains(d.Facets, facet) {
			t.Errorf("the way lacks %s; it has %v", facet, d.Facets)
		}
	}
	if d.ID != "cfgid9" || chosen != 7 {
		t.Errorf("id %q, %d chosen", d.ID, chosen)
	}
}

func FuzzQuery(f *testing.F) {
	for _, s := range []string{"门店", `"`, "a OR b", "NEAR(x y)", "*", "\x00\xff", "%_\\", "👨‍👩‍👧"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := SearchText(s)
		if text == "" {
			return
		}
		if again := SearchText(text); again != text {
			t.Errorf("%q folds to %q, and that to %q", s, text, again)
		}
		has := SearchDoc{Text: text}.Grams()
		for _, w := range QueryGrams(text) {
			if !slices.Contains(has, w) {
				t.Errorf("%q lacks a word of its own", text)
			}
		}
	})
}
