package cli

import (
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

const manifestFolder = "kubernetes"

// manifest is what we look at of an object.
type manifest struct {
	Kind     string `yaml:"kind"`
	Metadata struct {
		Name string `yaml:"name"`
	} `yaml:"metadata"`
	Spec struct {
		Replicas    int             `yaml:"replicas"`
		ServiceName string          `yaml:"serviceName"`
		Template    podTemplate     `yaml:"template"`
		Selector    map[string]any  `yaml:"selector"`
		Ports       []manifestPort  `yaml:"ports"`
		Claims      []manifestClaim `yaml:"volumeClaimTemplates"`
		JobTemplate struct {
			Spec struct{ Template podTemplate }
		} `yaml:"jobTemplate"`
		NotReady    bool `yaml:"publishNotReadyAddresses"`
		Unavailable int  `yaml:"maxUnavailable"`
	} `yaml:"spec"`
}

type podTemplate struct {
	Metadata struct {
		Labels map[string]string `yaml:"labels"`
	} `yaml:"metadata"`
	Spec struct {
		Grace      int            `yaml:"terminationGracePeriodSeconds"`
		Containers []podContainer `yaml:"containers"`
		Volumes    []podVolume    `yaml:"volumes"`
	} `yaml:"spec"`
}

type podContainer struct {
	Name    string        `yaml:"name"`
	Image   string        `yaml:"image"`
	Args    []string      `yaml:"args"`
	Env     []podVariable `yaml:"env"`
	EnvFrom []struct {
		ConfigMapRef struct{ Name string } `yaml:"configMapRef"`
	} `yaml:"envFrom"`
	Ports  []manifestPort `yaml:"ports"`
	Mounts []struct {
		Name string `yaml:"name"`
		Path string `yaml:"mountPath"`
	} `yaml:"volumeMounts"`
	Startup   *podProbe `yaml:"startupProbe"`
	Readiness *podProbe `yaml:"readinessProbe"`
	Liveness  *podProbe `yaml:"livenessProbe"`
	Resources struct {
		Limits map[string]string `yaml:"limits"`
	} `yaml:"resources"`
}

type podVariable struct {
	Name  string `yaml:"name"`
	Value string `yaml:"value"`
	From  struct {
		Secret *struct{ Name, Key string } `yaml:"secretKeyRef"`
	} `yaml:"valueFrom"`
}

type podProbe struct {
	Get struct{ Path, Port string } `yaml:"httpGet"`
}

type podVolume struct {
	Name  string `yaml:"name"`
	Claim *struct {
		Name string `yaml:"claimName"`
	} `yaml:"persistentVolumeClaim"`
}

type manifestPort struct {
	Name          string `yaml:"name"`
	ContainerPort int    `yaml:"containerPort"`
	TargetPort    string `yaml:"targetPort"`
}

type manifestClaim struct {
	Metadata struct{ Name string } `yaml:"metadata"`
}

func (m manifest) pod() podTemplate {
	if m.Kind == "CronJob" {
		return m.Spec.JobTemplate.Spec.Template
	}
	return m.Spec.Template
}

// manifests are all objects that the kustomization names.
func manifests(t *testing.T) (all []manifest) {
	t.Helper()
	var k struct{ Resources []string }
	if err := yaml.Unmarshal([]byte(deployFile(t, manifestFolder+"/kustomization.yaml")), &k); err != nil {
		t.Fatal(err)
	}
	for _, name := range k.Resources {
		docs := yaml.NewDecoder(strings.NewReader(deployFile(t, filepath.Join(manifestFolder, name))))
		for {
			var m manifest
			if err := docs.Decode(&m); errors.Is(err, io.EOF) {
				break
			} else if err != nil || m.Kind == "" || m.Metadata.Name == "" {
				t.Fatalf("%s: %v %+v", name, err, m)
			}
			all = append(all, m)
		}
	}
	return all
}

func oneOf(t *testing.T, kind, name string) manifest {
	t.Helper()
	all := manifests(t)
	i := slices.IndexFunc(all, func(m manifest) bool { return m.Kind == kind && m.Metadata.Name == name })
	if i < 0 {
		t.Fatalf("there is no %s %s", kind, name)
	}
	return all[i]
}
