package scenario_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/menling/menling/sandbox/scenario"
)

// FuzzParse feeds the reader with what people may type: it answers with problems, never by a panic.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(shipped, "*.yaml"))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if s, err := scenario.Parse("f.yaml", data, nil); err == nil && s == nil {
			t.Error("neither a scenario nor a problem")
		}
	})
}
