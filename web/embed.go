// Package web holds the custom element <menling-contact> as a built file. Its sources stand in src; `make console` writes
// dist, which is committed so that the program builds with Go alone.
package web

import _ "embed"

// ElementFile is the name of the one file.
const ElementFile = "menling-contact.js"

// Element is the built file: an ES module that defines the element where it is loaded.
//
//go:embed dist/menling-contact.js
var Element []byte
