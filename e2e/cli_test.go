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

// Many ways go in and out by files: a template is filled in, checked, mended, imported, and the export is as many rows.
func TestImportAndExportFromTheCommandLine(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	r.accounts(lin)
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	r.menling(0, "ways", "import", "--template", file("template.xlsx"))
	if b, err := os.ReadFile(file("template.xlsx")); err != nil || !bytes.HasPrefix(b, []byte("PK")) {
		t.Errorf("the template: %v", err)
	}
	rows := "名称,渠道,成员\n一号店,门店,zhangsan\n二号店,门店,没有这个人\n三号店,门店,\"lisi,wangwu\"\n"
	if err := os.WriteFile(file("ways.csv"), []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs := r.menling(1, "ways", "import", file("ways.csv"), "--create-channels"); !strings.Contains(errs, "line 3") || !strings.Contains(errs, "nothing was made") {
		t.Errorf("a wrong row is told as %q", errs)
	}
	r.menling(0, "ways", "import", file("ways.csv"), "--create-channels", "--skip-wrong")
	out, _ := r.menling(0, "ways", "import", file("ways.csv"), "--create-channels", "--skip-wrong", "--json") // once more: nothing is made twice
	var i ledger.ImportRow
	if err := json.Unmarshal([]byte(out), &i); err != nil || i.Made != 2 || i.Wrong != 1 || len(r.platformWays()) != 2 {
		t.Errorf("made %d, wrong %d, on the platform %d (%v)", i.Made, i.Wrong, len(r.platformWays()), err)
	}
	r.menling(0, "ways", "export", file("out.csv"))
	r.menling(0, "ways", "export", file("out.zip"))
	if b, err := os.ReadFile(file("out.csv")); err != nil || strings.Count(string(b), "\n") != 3 || !strings.Contains(string(b), "三号店") {
		t.Errorf("the export: %v\n%s", err, b)
	}
}
