package e2e

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/menling/menling/internal/cli"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
)

// menling runs a command against the rig's server, by its data folder, and gives what it printed.
func (r *rig) menling(status int, args ...string) (stdout, stderr string) {
	r.t.Helper()
	var out, errs bytes.Buffer
	if got := cli.Run(append(args, "--data", r.options.Dir), &out, &errs); got != status {
		r.t.Fatalf("menling %s: status %d, want %d\n%s%s", strings.Join(args, " "), got, status, out.String(), errs.String())
	}
	return out.String(), errs.String()
}

// Ways and channels are worked on from the command line, on the server of this machine and, by an API key, on any.
func TestTheLedgerFromTheCommandLine(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	r.accounts(lin)
	picture := filepath.Join(t.TempDir(), "qr.png")
	out, _ := r.menling(0, "ways", "add", "前台海报", "--channel", "门店", "--users", "zhangsan,lisi", "--welcome", "您好", "--qr", picture, "--json")
	var made ledger.WayRow
	if err := json.Unmarshal([]byte(out), &made); err != nil || made.Phase != ledger.PhaseConfirmed || made.ChannelName != "门店" {
		t.Fatalf("made %v: %s", err, out)
	}
	if b, err := os.ReadFile(picture); err != nil || !bytes.HasPrefix(b, []byte("\x89PNG")) {
		t.Errorf("the picture: %v", err)
	}
	r.menling(0, "channels", "add", "线上")
	key, _ := r.menling(0, "api-keys", "add", "店铺系统")
	for _, where := range [][]string{{}, {"--server", r.app.URL(), "--api-key", strings.TrimSpace(key)}} {
		list, _ := r.menling(0, append([]string{"ways", "list"}, where...)...)
		if !strings.Contains(list, "前台海报") || !strings.Contains(list, made.State) {
			t.Errorf("the list %q", list)
		}
		channels, _ := r.menling(0, append([]string{"channels", "list"}, where...)...)
		if !strings.Contains(channels, "线上") {
			t.Errorf("the channels %q", channels)
		}
	}
	for _, row := range []struct {
		args []string
		says string
	}{
		{[]string{"ways", "get", "1"}, "not found"},
		{[]string{"ways", "add", "没有成员", "--channel", "门店"}, "at least one member"},
		{[]string{"ways", "list", "--channel", "没有这个"}, "no such channel"},
		{[]string{"ways", "list", "--server", r.app.URL(), "--api-key", "mlk_wrong"}, "sign in"},
		{[]string{"ways", "list", "--server", "http://127.0.0.1:1", "--api-key", "mlk_x"}, "does not answer"},
	} {
		if _, errs := r.menling(1, row.args...); !strings.Contains(errs, row.says) {
			t.Errorf("menling %v says %q, want %q", row.args, errs, row.says)
		}
	}
	if _, errs := r.menling(2, "ways", "list", "--server", "https://menling.example.com"); !strings.Contains(errs, "--api-key") {
		t.Errorf("without a key it says %q", errs)
	}
}
