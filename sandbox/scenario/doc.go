// Package scenario runs small YAML files against a sandbox: what people do, what an app calls, how
// the clock moves, and what must then be seen. The guide docs/guides/sandbox-scenarios.md is the
// whole language. A scenario plays the app itself, or watches a server that the sandbox pushes to.
package scenario
