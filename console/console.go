// Package console holds the web console as built files. The sources stand in src; `npm run build` writes dist,
// which is committed under fixed file names so that the program builds with Go alone.
package console

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files returns the built console: index.html and the files it refers to as ./name.
// They are meant to be served below a path that changes with every build.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a valid path, the only thing fs.Sub checks
	}
	return files
}
