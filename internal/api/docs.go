package api

import (
	"embed"
	"io/fs"
	"net/http"
	"sync"

	"github.com/menling/menling/internal/crm"
)

//go:embed docs
var docsFiles embed.FS

// docs is the page that shows the OpenAPI document, without anything from elsewhere.
var docs = sync.OnceValue(func() map[string]asset {
	files := map[string]asset{}
	entries, _ := fs.ReadDir(docsFiles, "docs") // embedded: it is there
	for _, e := range entries {
		data, _ := docsFiles.ReadFile("docs/" + e.Name())
		files[e.Name()] = newAsset(e.Name(), data)
	}
	return files
})

func serveDocs(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	if name == "" {
		name = indexFile
	}
	found, ok := docs()[name]
	if !ok {
		problemOf(crm.ErrNotFound).write(w)
		return
	}
	found.serve(w, r, "no-cache")
}
