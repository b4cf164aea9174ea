// Package examples holds the tests of its folders: one program per language against the sandbox, and the script for CI.
package examples
