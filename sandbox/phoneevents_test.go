package sandbox_test

import (
	"testing"

	"github.com/menling/menling/sandbox"
)

// What one page changes, another one has to see.
func TestTheStreamTellsOfCallbacksAndOfClearedFaults(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	happens := w.events()
	w.control("PUT", "/callbacks", object{"kind": "weapp", "format": "xml", "url": ""})
	happens.until("callback", func(o object) bool { return o["kind"] == "weapp" && o["format"] == "xml" })
	w.control("POST", "/faults", object{"path": "/cgi-bin/gettoken", "errcode": -1})
	happens.until("fault", func(o object) bool { return o["path"] == "/cgi-bin/gettoken" })
	for _, path := range []string{"/faults", "/pushes/faults"} {
		w.control("DELETE", path, nil)
		happens.until("fault", func(o object) bool { return len(o) == 0 })
	}
}
