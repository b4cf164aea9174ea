package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

func kubernetesRuns(t *testing.T) (runs []deployed) {
	settings, secrets := variables(deployFile(t, manifestFolder+"/menling.env")), variables(deployFile(t, manifestFolder+"/secret.example.env"))
	for _, m := range manifests(t) {
		for _, c := range m.pod().Spec.Containers {
			if !strings.HasPrefix(c.Image, "menling") {
				continue
			}
			d := deployed{where: m.Kind + " " + m.Metadata.Name, args: c.Args, env: map[string]string{}, stop: time.Duration(m.pod().Spec.Grace) * time.Second}
			if len(c.EnvFrom) > 0 {
				d.env = together(settings)
			}
			for _, v := range c.Env {
				d.env[v.Name] = v.Value
				if s := v.From.Secret; s != nil {
					value, there := secrets[s.Key]
					if d.env[v.Name] = value; !there || s.Name != "menling" {
						t.Errorf("%s: there is no secret %s %s", d.where, s.Name, s.Key)
					}
				}
			}
			if strings.Contains(c.Args[0], " ") {
				d.args = menlingIn(c.Args[0])
			}
			runs = append(runs, d)
		}
	}
	return runs
}

// What is mounted is there, and the folder of a node is one that outlives it.
func TestManifestsMountWhatIsThere(t *testing.T) {
	for _, m := range manifests(t) {
		there := map[string]bool{} // and whether it outlives a pod
		for _, c := range m.Spec.Claims {
			there[c.Metadata.Name] = true
		}
		for _, v := range m.pod().Spec.Volumes {
			if there[v.Name] = v.Claim != nil; v.Claim != nil {
				oneOf(t, "PersistentVolumeClaim", v.Claim.Name)
			}
		}
		for _, c := range m.pod().Spec.Containers {
			for _, mount := range c.Mounts {
				lives, is := there[mount.Name]
				if !is || mount.Path == "/data" && m.Kind == "StatefulSet" && !lives || mount.Path == "/backups" && !lives {
					t.Errorf("%s mounts %s at %s", m.Metadata.Name, mount.Name, mount.Path)
				}
			}
			if c.Resources.Limits["memory"] == "" || c.Resources.Limits["cpu"] == "" {
				t.Errorf("%s has no limits", c.Name)
			}
		}
	}
}

// The services lead to the port at which the nodes listen, and one node may go at a time.
func TestManifestsAgreeOnPortsAndNodes(t *testing.T) {
	set := oneOf(t, "StatefulSet", "menling")
	c := set.pod().Spec.Containers[0]
	i := slices.IndexFunc(c.Env, func(v podVariable) bool { return v.Name == "MENLING_ADDR" })
	for _, name := range []string{"menling", "menling-callbacks", set.Spec.ServiceName} {
		port := oneOf(t, "Service", name).Spec.Ports[0].TargetPort
		k := slices.IndexFunc(c.Ports, func(p manifestPort) bool { return p.Name == port })
		if k < 0 || portOf(t, c.Env[i].Value) != strconv.Itoa(c.Ports[k].ContainerPort) {
			t.Errorf("service %s leads to %s of %v, and the node listens at %s", name, port, c.Ports, c.Env[i].Value)
		}
		if app := oneOf(t, "Service", name).Spec.Selector["app"]; app != set.pod().Metadata.Labels["app"] {
			t.Errorf("service %s chooses %v", name, app)
		}
	}
	if !oneOf(t, "Service", "menling-callbacks").Spec.NotReady || oneOf(t, "Service", "menling").Spec.NotReady {
		t.Error("pushes go to who lives, people to who is ready")
	}
	budget := oneOf(t, "PodDisruptionBudget", "menling")
	if budget.Spec.Unavailable < 1 || budget.Spec.Unavailable >= set.Spec.Replicas {
		t.Errorf("%d of %d nodes may be away", budget.Spec.Unavailable, set.Spec.Replicas)
	}
}

// kustomize makes objects of the folder, once its secret is filled in.
func TestKustomizeTakesTheFolder(t *testing.T) {
	kubectl, err := exec.LookPath("kubectl")
	if err != nil {
		t.Skip("kubectl is not installed")
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../deploy/"+manifestFolder)); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "secret.example.env"), filepath.Join(dir, "secret.env")); err != nil {
		t.Fatal(err)
	}
	made, err := exec.CommandContext(t.Context(), kubectl, "kustomize", dir).CombinedOutput()
	if n := strings.Count(string(made), "\nkind: "); err != nil || n != len(manifests(t))+2 {
		t.Errorf("%v: %d objects of %d, and a map and a secret\n%s", err, n, len(manifests(t)), made)
	}
}
