package api

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/menling/menling/internal/crm"
)

// asset is one built file of the console, with its compressed form where that is smaller.
type asset struct {
	kind   string
	plain  []byte
	zipped func() []byte // made when first asked for
	tag    string
}

// site is the console's built files, all in memory. They are served under a path that changes with every build, so that
// browsers may keep them for ever.
type site struct {
	build string
	page  asset // index.html with its references pointing there
	files map[string]asset
}

const indexFile = "index.html"

// ownFile is a reference of index.html to a file beside it.
var ownFile = regexp.MustCompile(`(["'(=])\./`)

func newSite(files fs.FS) *site {
	s := &site{files: map[string]asset{}}
	if files == nil {
		return s
	}
	all := sha256.New()
	// A file that cannot be read cannot be served; the console is embedded, where that does not happen.
	_ = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err == nil {
			all.Write([]byte(name + "\x00"))
			all.Write(data)
			s.files[name] = newAsset(name, data)
		}
		return err
	})
	s.build = hex.EncodeToString(all.Sum(nil)[:6])
	page := ownFile.ReplaceAll(s.files[indexFile].plain, []byte("${1}/assets/"+s.build+"/"))
	s.page = newAsset(indexFile, page)
	return s
}

// types are the same on every machine, whatever its own table says.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".json": "application/json", ".map": "application/json",
	".woff2": "font/woff2", ".woff": "font/woff", ".png": "image/png", ".ico": "image/x-icon", ".webmanifest": "application/manifest+json",
	".mp3": "audio/mpeg", ".wav": "audio/wav", ".txt": "text/plain; charset=utf-8", ".wasm": "application/wasm",
}

func newAsset(name string, data []byte) asset {
	a := asset{kind: types[path.Ext(name)], plain: data}
	if a.kind == "" {
		a.kind = mime.TypeByExtension(path.Ext(name))
	}
	if a.kind == "" {
		a.kind = "application/octet-stream"
	}
	sum := sha256.Sum256(data)
	a.tag = hex.EncodeToString(sum[:8])
	a.zipped = sync.OnceValue(func() []byte { return zip(data) })
	return a
}

// zip is data compressed, or nil where that saves little. It is done when first asked for: the start is not kept waiting.
func zip(data []byte) []byte {
	var z bytes.Buffer
	w, _ := gzip.NewWriterLevel(&z, gzip.BestCompression) // the level is a valid one
	_, _ = w.Write(data)                                  // a bytes.Buffer does not fail
	w.Close()
	if z.Len() < len(data)*9/10 {
		return z.Bytes()
	}
	return nil
}

func (s *site) serveAsset(w http.ResponseWriter, r *http.Request) {
	found, ok := s.files[r.PathValue("file")]
	if !ok {
		problemOf(crm.ErrNotFound).write(w)
		return
	}
	cache := "no-store" // the page of another build asks for a file of this one
	if r.PathValue("build") == s.build {
		cache = "public, max-age=31536000, immutable"
	}
	found.serve(w, r, cache)
}

// serveWorker gives the service worker, which may only rule over pages at or below its own address.
func (s *site) serveWorker(w http.ResponseWriter, r *http.Request) {
	worker, ok := s.files["sw.js"]
	if !ok {
		problemOf(crm.ErrNotFound).write(w)
		return
	}
	worker.serve(w, r, "no-cache")
}

// servePage answers every other address with the console, which knows its own pages.
func (s *site) servePage(w http.ResponseWriter, r *http.Request) {
	reading := r.Method == http.MethodGet || r.Method == http.MethodHead
	if !reading || !strings.Contains(r.Header.Get("Accept"), "text/html") && r.URL.Path != "/" {
		problemOf(crm.ErrNotFound).write(w)
		return
	}
	if s.page.plain == nil {
		problemOf(crm.ErrNotFound).write(w)
		return
	}
	s.page.serve(w, r, "no-cache")
}

func (a asset) serve(w http.ResponseWriter, r *http.Request, cache string) {
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", cache)
	h.Set("ETag", `"`+a.tag+`"`)
	data := a.plain
	h.Set("Vary", "Accept-Encoding")
	if takesGzip(r) {
		if zipped := a.zipped(); zipped != nil {
			data = zipped
			h.Set("Content-Encoding", "gzip")
			h.Set("ETag", `"`+a.tag+`-z"`)
		}
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

func takesGzip(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) == "gzip" && strings.ReplaceAll(q, " ", "") != "q=0" {
			return true
		}
	}
	return false
}
