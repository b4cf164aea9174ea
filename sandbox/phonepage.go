package sandbox

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed phone
var phoneFiles embed.FS

// phoneRoutes serves the page for people.
func phoneRoutes(mux *http.ServeMux) {
	files, err := fs.Sub(phoneFiles, "phone")
	if err != nil {
		panic(err) // the folder is embedded
	}
	page := http.StripPrefix("/phone/", http.FileServerFS(files))
	mux.HandleFunc("GET /phone", func(w http.ResponseWriter, r *http.Request) { // its <base> leads to the rest
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeFileFS(w, r, files, "index.html")
	})
	mux.HandleFunc("GET /phone/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		page.ServeHTTP(w, r)
	})
}
