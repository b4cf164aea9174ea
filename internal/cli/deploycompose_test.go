package cli

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
)

// composed is what we look at of a compose file.
type composed struct {
	Services map[string]composedService `yaml:"services"`
	Volumes  map[string]any             `yaml:"volumes"`
}

type composedService struct {
	Image       string            `yaml:"image"`
	Command     []string          `yaml:"command"`
	Entrypoint  []string          `yaml:"entrypoint"`
	Profiles    []string          `yaml:"profiles"`
	Environment map[string]string `yaml:"environment"`
	Volumes     []string          `yaml:"volumes"`
	Grace       string            `yaml:"stop_grace_period"`
	DependsOn   map[string]any    `yaml:"depends_on"`
}

var fillers = map[string]string{"MENLING_HOST": "bell.example.com", "POSTGRES_PASSWORD": "password", "MENLING_MASTER_KEY": "key"}

// compose is the compose file as it is with a filled-in .env.
func compose(t *testing.T) (c composed) {
	t.Helper()
	text := strings.ReplaceAll(deployFile(t, "compose.yaml"), "$$", "$")
	asked := regexp.MustCompile(`\$\{([A-Z_]+)(:\?[^}]*)?\}`)
	example := variables(deployFile(t, "compose.env"))
	for _, m := range asked.FindAllStringSubmatch(text, -1) {
		if _, there := example[m[1]]; !there {
			t.Errorf("compose.env does not name %s", m[1])
		}
	}
	text = asked.ReplaceAllStringFunc(text, func(s string) string { return fillers[asked.FindStringSubmatch(s)[1]] })
	if err := yaml.Unmarshal([]byte(text), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func composeRuns(t *testing.T) (runs []deployed) {
	for name, s := range compose(t).Services {
		if !strings.HasPrefix(s.Image, "menling") {
			continue
		}
		d := deployed{where: "compose " + name, args: s.Command, env: s.Environment}
		if len(s.Entrypoint) > 0 {
			d.args, d.env = menlingIn(s.Entrypoint[len(s.Entrypoint)-1]), onlyKept(s.Environment)
		} else if d.stop, _ = time.ParseDuration(s.Grace); d.stop == 0 {
			t.Errorf("%s does not say how long it has to stop", name)
		}
		runs = append(runs, d)
	}
	return runs
}

// Services lean on services of their own profile, and mount volumes that are there.
func TestComposeAgreesWithItself(t *testing.T) {
	c := compose(t)
	folders := map[string]bool{}
	for name, s := range c.Services {
		if len(s.Profiles) != 1 || s.Profiles[0] != "one" && s.Profiles[0] != "many" {
			t.Errorf("%s is of the profiles %v", name, s.Profiles)
		}
		for _, v := range s.Volumes {
			from, to, _ := strings.Cut(v, ":")
			if path, isFile := strings.CutPrefix(from, "./"); isFile {
				deployFile(t, path)
			} else if _, there := c.Volumes[from]; !there {
				t.Errorf("%s mounts %s, which is no volume", name, from)
			}
			if s.Image == "menling" && (to != s.Environment["MENLING_DATA"] || folders[from]) {
				t.Errorf("%s keeps its data in %s and mounts %s, which another one may have", name, s.Environment["MENLING_DATA"], v)
			}
			folders[from] = true
		}
		for other := range s.DependsOn {
			if !slices.Equal(c.Services[other].Profiles, s.Profiles) {
				t.Errorf("%s leans on %s, which its profile does not start", name, other)
			}
		}
		checkHosts(t, c, name, s)
	}
}

// checkHosts looks for the services that a service's settings name, and for their ports.
func checkHosts(t *testing.T, c composed, name string, s composedService) {
	t.Helper()
	ports := map[string]string{"postgres": "5432", "nats": "4222"}
	for node, other := range c.Services {
		if other.Image == "menling" {
			ports[node] = portOf(t, other.Environment["MENLING_ADDR"])
		}
	}
	text := s.Environment["NODES"] + " " + s.Environment["MENLING_DATABASE_URL"] + " " + s.Environment["MENLING_NATS_URL"]
	for _, m := range regexp.MustCompile(`(?:^|[ @/])(\w+):(\d+)`).FindAllStringSubmatch(text, -1) {
		if other, there := c.Services[m[1]]; !there || !slices.Equal(other.Profiles, s.Profiles) || ports[m[1]] != m[2] {
			t.Errorf("%s speaks to %s:%s, which its profile does not have", name, m[1], m[2])
		}
	}
}

// The proxy gets every variable that its file names, and each service of a profile that serves is one of its nodes.
func TestTheProxyKnowsEveryNode(t *testing.T) {
	c := compose(t)
	named := regexp.MustCompile(`\{\$([A-Z_]+)\}`).FindAllStringSubmatch(deployFile(t, "Caddyfile"), -1)
	for _, proxy := range []string{"proxy", "balancer"} {
		s := c.Services[proxy]
		for _, m := range named {
			if s.Environment[m[1]] == "" {
				t.Errorf("%s has no %s", proxy, m[1])
			}
		}
		for node, other := range c.Services {
			if slices.Equal(other.Profiles, s.Profiles) && other.Image == "menling" && !strings.Contains(s.Environment["NODES"]+" ", node+":9080 ") {
				t.Errorf("%s does not know %s", proxy, node)
			}
		}
	}
}
