package cli

import (
	"io"
	"maps"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// deployed is one run of the program that a file of deploy/ asks for.
type deployed struct {
	where string
	args  []string
	env   map[string]string
	stop  time.Duration // how long it has to stop; 0: it is no server
}

// stopsWithin is how long a server may take once it has drained: see app.App.Run.
const stopsWithin = 5 * time.Second

// Every command, flag and variable in deploy/ is one that the program has, its values are ones that it takes, and a server has the time to stop.
func TestTheProgramUnderstandsWhatIsDeployed(t *testing.T) {
	runs := slices.Concat(unitRuns(t), composeRuns(t), kubernetesRuns(t), imageRuns(t))
	servers := 0
	for _, d := range runs {
		t.Run(d.where, func(t *testing.T) { d.check(t) })
		if d.args[0] == "serve" {
			servers++
		}
	}
	if servers < 7 { // a unit, four services, a set, an image
		t.Errorf("%d servers are deployed in all of deploy/: some were not found", servers)
	}
}

func (d deployed) check(t *testing.T) {
	drain := d.env["MENLING_DRAIN"]
	for name, value := range d.env {
		t.Setenv(name, value)
	}
	parser, err := newParser(io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := parser.Parse(d.args)
	if err != nil {
		t.Fatalf("menling %s: %v", strings.Join(d.args, " "), err)
	}
	var known []string
	for _, flag := range parsed.Flags() {
		known = append(known, flag.Envs...)
	}
	for name := range d.env {
		if strings.HasPrefix(name, "MENLING_") && !slices.Contains(known, name) {
			t.Errorf("%s is no variable of menling %s", name, d.args[0])
		}
	}
	if d.args[0] != "serve" {
		return
	}
	drained, err := time.ParseDuration(orZero(drain))
	if err != nil || d.stop != 0 && d.stop < drained+stopsWithin {
		t.Errorf("it has %s to stop, and needs %s and then %s (%v)", d.stop, orZero(drain), stopsWithin, err)
	}
	if _, _, err := net.SplitHostPort(d.env["MENLING_ADDR"]); err != nil {
		t.Error(err)
	}
}

func orZero(drain string) string {
	if drain == "" {
		return "0s"
	}
	return drain
}

// imageRuns are what the images do by themselves.
func imageRuns(t *testing.T) (runs []deployed) {
	for _, image := range images(t) {
		args := image.words["CMD"]
		runs = append(runs, deployed{where: "Containerfile " + image.name, args: args, env: variables(strings.Join(image.words["ENV"], "\n"))})
	}
	return runs
}

// image is a stage of the Containerfile that others run: what its instructions say.
type image struct {
	name  string
	words map[string][]string
}

func images(t *testing.T) (all []image) {
	for line := range strings.Lines(deployFile(t, "Containerfile")) {
		instruction, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		words := strings.Fields(strings.NewReplacer("[", " ", "]", " ", `"`, " ", ",", " ").Replace(rest))
		if instruction == "FROM" {
			all = append(all, image{name: words[len(words)-1], words: map[string][]string{}})
		} else if len(all) > 0 && regexp.MustCompile(`^[A-Z]+$`).MatchString(instruction) {
			all[len(all)-1].words[instruction] = words
		}
	}
	all = slices.DeleteFunc(all, func(i image) bool { return i.words["ENTRYPOINT"] == nil })
	if len(all) != 2 {
		t.Fatalf("%d images in the Containerfile", len(all))
	}
	return all
}

// The images keep their data where a volume is, run as nobody, and say the port at which they listen.
func TestImagesAgreeWithThemselves(t *testing.T) {
	for _, i := range images(t) {
		env := variables(strings.Join(i.words["ENV"], "\n"))
		if !slices.Contains(i.words["VOLUME"], env["MENLING_DATA"]) || i.words["USER"][0] != "65532:65532" || i.words["ENTRYPOINT"][0] != "/usr/local/bin/menling" {
			t.Errorf("%s: %v", i.name, i.words)
		}
		if expose := i.words["EXPOSE"]; expose != nil && expose[0] != portOf(t, env["MENLING_ADDR"]) {
			t.Errorf("%s shows port %s and listens at %s", i.name, expose[0], env["MENLING_ADDR"])
		}
	}
}

func portOf(t *testing.T, addr string) string {
	t.Helper()
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Error(err)
	}
	return port
}

// variables are the lines NAME=value of a file of settings, those that are commented out too.
func variables(text string) map[string]string {
	all := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^#?([A-Z_]+)=(.*)$`).FindAllStringSubmatch(text, -1) {
		all[m[1]] = m[2]
	}
	return all
}

// menlingIn is the command of menling within a line of a shell.
func menlingIn(line string) []string {
	line = regexp.MustCompile(`\$+\([^)]*\)`).ReplaceAllString(line, "now")
	_, command, found := strings.Cut(line, "menling ")
	if !found {
		return nil
	}
	command, _, _ = strings.Cut(command, "\n")
	return strings.Fields(strings.NewReplacer(`"`, "", `'`, "").Replace(command))
}

func deployFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../deploy", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func together(all ...map[string]string) map[string]string {
	sum := map[string]string{}
	for _, m := range all {
		maps.Copy(sum, m)
	}
	return sum
}
