// Package e2e tries the whole product the way its users meet it: over HTTP, against the sandbox, and in a real browser.
package e2e
