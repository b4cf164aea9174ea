package e2e

import (
	"net/http"
	"testing"

	"github.com/menling/menling/internal/store"
)

// The only server is killed with SIGKILL while two agents have their consoles open and three customers write; started again on
// the same data, the consoles come back by themselves and show every message once.
func TestConsolesOverAKilledServerInABrowser(t *testing.T) {
	t.Parallel()
	chromium := browserTools(t)
	c := &crash{rig: newRig(t, store.SQLite)}
	c.lin = c.admin()
	c.accounts(c.lin)
	c.colleague(c.lin, "何静", "hejing@example.com")
	c.colleague(c.lin, "孙杰", "sunjie@example.com")
	c.move()
	c.callbacks(c.lin)
	tellBrowser(t, chromium, "restart.mjs", "MENLING_CONSOLE=http://"+c.victim.addr, "MENLING_SANDBOX="+c.platform,
		"MENLING_PASSWORD=battery staple", "MENLING_CONTROL="+serveFor(t, c.told))
}

// told kills and starts the program as the story says.
func (c *crash) told(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/callback/kill":
		c.kill()
	case "/callback/start":
		c.victim.start()
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}
