package qrcode

import (
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// fontPackage is what to install where no font has Chinese characters.
const fontPackage = "fonts-noto-cjk"

// known are the beginnings of the file names of common fonts, the best first. The last ones have no Chinese, and do
// where none is wanted.
var known = []string{
	"notosanscjk", "notosanssc", "notosanshans", "sourcehansans", "pingfang", "msyh", "hiragino sans gb", "hiraginosansgb", "wqy-microhei", "wqy-zenhei",
	"droidsansfallback", "simhei", "stheiti", "deng", "simsun", "arialuni", "notosans", "dejavusans", "liberationsans", "arial", "helvetica",
}

// other are the weights and shapes that a caption is not written in, where there is a plain one.
var other = []string{"bold", "light", "black", "thin", "medium", "mono", "italic", "oblique", "serif", "condensed", "extra"}

// Fonts finds a font for a text. A nil *Fonts is the system's.
type Fonts struct {
	paths []string
	find  sync.Once
	files []string
	mu    sync.Mutex
	open  map[string]*Font // nil for a file that is no font
}

var system = NewFonts()

// NewFonts looks into the given files and folders, in their order; without any, into the system's folders.
func NewFonts(paths ...string) *Fonts { return &Fonts{paths: paths, open: map[string]*Font{}} }

// For returns the first font that has every character of text, or else the first few that have them together. The
// error CodeNoFont names what no font has.
func (f *Fonts) For(text string) (*Font, error) {
	if f == nil {
		f = system
	}
	f.find.Do(func() { f.files = f.search() })
	together := &Font{}
	lacks := together.missing(text)
	for _, path := range f.files {
		found := f.load(path)
		if found == nil {
			continue
		}
		if found.missing(text) == "" {
			return found, nil
		}
		if missing := found.missing(lacks); missing != lacks {
			together = &Font{Name: found.Name, parts: append(together.parts, found.parts...)}
			lacks = missing
		}
	}
	if lacks != "" || len(together.parts) == 0 {
		return nil, refuse(CodeNoFont, "missing", cut(lacks, 20), "install", fontPackage)
	}
	return together, nil
}

func (f *Fonts) load(path string) *Font {
	f.mu.Lock()
	defer f.mu.Unlock()
	found, ok := f.open[path]
	if !ok {
		found, _ = openFont(path)
		f.open[path] = found
	}
	return found
}

// search lists the font files, the best first. Files that are named outright come as they were given.
func (f *Fonts) search() []string {
	var out []string
	for _, path := range f.folders() {
		var here []string
		_ = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && (name == path || rank(name) < len(known)) {
				here = append(here, name)
			}
			return nil // a folder that cannot be read has no fonts for us
		})
		slices.SortStableFunc(here, func(a, b string) int { return rank(a) - rank(b) })
		out = append(out, here...)
	}
	return out
}

func (f *Fonts) folders() []string {
	switch {
	case len(f.paths) > 0:
		return f.paths
	case runtime.GOOS == "darwin":
		return []string{"/System/Library/Fonts", "/Library/Fonts"}
	case runtime.GOOS == "windows":
		return []string{`C:\Windows\Fonts`}
	}
	return []string{"/usr/share/fonts", "/usr/local/share/fonts"}
}

// rank is a file's place among the known ones; len(known) and more is none of them, or not in a plain shape.
func rank(path string) int {
	name := strings.ToLower(filepath.Base(path))
	ext := filepath.Ext(name)
	if ext != ".ttf" && ext != ".ttc" && ext != ".otf" {
		return len(known)
	}
	for _, shape := range other {
		if strings.Contains(name, shape) {
			return len(known)
		}
	}
	if i := slices.IndexFunc(known, func(begin string) bool { return strings.HasPrefix(name, begin) }); i >= 0 {
		return i
	}
	return len(known)
}

func cut(s string, runes int) string {
	if r := []rune(s); len(r) > runes {
		return string(r[:runes])
	}
	return s
}
