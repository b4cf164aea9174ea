package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const unitFolder = "systemd"

var units = []string{"menling.service", "menling-backup.service"}

// unit is what a unit of systemd says, by key.
func unit(t *testing.T, name string) map[string][]string {
	says := map[string][]string{}
	for line := range strings.Lines(deployFile(t, filepath.Join(unitFolder, name))) {
		if key, value, is := strings.Cut(strings.TrimSpace(line), "="); is && !strings.HasPrefix(key, "#") {
			says[key] = append(says[key], value)
		}
	}
	return says
}

func unitRuns(t *testing.T) (runs []deployed) {
	for _, name := range units {
		says := unit(t, name)
		env := variables(deployFile(t, filepath.Join(unitFolder, "menling.env")))
		d := deployed{where: name, args: menlingIn(says["ExecStart"][0]), env: together(env, variables(strings.Join(says["Environment"], "\n")))}
		if d.args[0] == "backup" {
			d.env = onlyKept(d.env) // the file is the server's: what else is in it does not concern a backup
		} else if d.stop, _ = time.ParseDuration(says["TimeoutStopSec"][0] + "s"); d.stop == 0 {
			t.Errorf("%s does not say how long it has to stop", name)
		}
		runs = append(runs, d)
	}
	return runs
}

func onlyKept(env map[string]string) map[string]string {
	kept := map[string]string{}
	for _, name := range []string{"MENLING_DATA", "MENLING_DATABASE_URL", "MENLING_MASTER_KEY"} {
		kept[name] = env[name]
	}
	return kept
}

// Both units keep what they write in folders that systemd makes for them, and the server's is the one that is backed up.
func TestUnitsAgree(t *testing.T) {
	for _, name := range units {
		says := unit(t, name)
		if says["Environment"][0] != "MENLING_DATA=/var/lib/"+strings.Fields(says["StateDirectory"][0])[0] || says["User"][0] != "menling" || says["ProtectSystem"][0] != "strict" {
			t.Errorf("%s: %v", name, says)
		}
	}
	backup := unit(t, "menling-backup.service")
	folder := "/var/lib/" + strings.Fields(backup["StateDirectory"][0])[1]
	for _, key := range []string{"ExecStart", "ExecStartPost"} {
		if !strings.Contains(backup[key][0], folder) {
			t.Errorf("%s does not use %s: %s", key, folder, backup[key][0])
		}
	}
	if timer := unit(t, "menling-backup.timer"); timer["Unit"] != nil || timer["OnCalendar"] == nil {
		t.Errorf("the timer: %v", timer)
	}
}

// systemd itself finds nothing to say about the units.
func TestSystemdTakesTheUnits(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not installed")
	}
	dir := t.TempDir()
	paths := []string{"verify"}
	for _, name := range append(slices.Clone(units), "menling-backup.timer") {
		text := strings.ReplaceAll(deployFile(t, filepath.Join(unitFolder, name)), "/usr/local/bin/menling", "/bin/true") // it looks for the program
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	if told, err := exec.CommandContext(t.Context(), analyze, paths...).CombinedOutput(); err != nil || len(told) > 0 {
		t.Errorf("%v\n%s", err, told)
	}
}
