package api

import (
	"net/http"

	"github.com/menling/menling/web"
)

// elementCache is long, as the file rarely changes, and ends by itself, as its address does not tell one version from the next.
const elementCache = "public, max-age=86400"

// serveElement gives the custom element <menling-contact> to web pages, of any origin: a module is fetched by the rules of
// CORS, and the file holds nothing that is not public. What it may ask for afterwards is another question.
func serveElement() http.HandlerFunc {
	element := newAsset(web.ElementFile, web.Element)
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		element.serve(w, r, elementCache)
	}
}
