package e2e

import (
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"testing"

	"github.com/menling/menling/internal/store/storetest"
)

// victim is the program as a server that a test kills and starts again, on data and at an address that stay.
type victim struct {
	t       *testing.T
	addr    string
	dir     string
	env     []string
	args    []string
	program *program
}

// newVictim serves the rig's database from a folder; it is not started yet.
func newVictim(r *rig, dir string, more ...string) *victim {
	r.t.Helper()
	addr := lastingAddress(r.t)
	return &victim{
		t: r.t, addr: addr, dir: dir, args: append([]string{"serve", "--addr", addr, "--data", dir}, more...),
		env: []string{"MENLING_MASTER_KEY=" + storetest.MasterKey, "MENLING_DATABASE_URL=" + r.options.DatabaseURL},
	}
}

// lastingAddress is one that a server can have again and again: its port is none of those that the system gives to whoever asks for any.
func lastingAddress(t *testing.T) string {
	t.Helper()
	for range 100 {
		addr := fmt.Sprintf("127.0.0.1:%d", 12_000+rand.IntN(20_000))
		if free, err := net.Listen("tcp", addr); err == nil {
			free.Close()
			return addr
		}
	}
	t.Fatal("no port is free")
	return ""
}

// start runs it and waits until it is ready.
func (v *victim) start() {
	v.t.Helper()
	v.launch()
	eventually(v.t, "the program to be ready", v.ready)
}

// launch runs it. One that will be killed need not be ready before.
func (v *victim) launch() {
	v.t.Helper()
	p := launchWith(v.t, v.env, v.args...)
	v.program = p
	v.t.Cleanup(func() {
		if v.t.Failed() {
			v.t.Logf("the program said:\n%s", p.said)
		}
	})
}

func (v *victim) ready() bool {
	resp, err := http.Get("http://" + v.addr + "/readyz")
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// kill is SIGKILL.
func (v *victim) kill() {
	v.program.cmd.Process.Kill()
	v.program.cmd.Wait()
}
