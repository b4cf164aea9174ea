package console

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

// The page is served at every address, so all it needs is named relative to itself, and is there.
func TestThePageRefersToItsFiles(t *testing.T) {
	page, err := fs.ReadFile(Files(), "index.html")
	if err != nil {
		t.Fatal(err)
	}
	refs := regexp.MustCompile(`(?:src|href)="([^"]+)"`).FindAllStringSubmatch(string(page), -1)
	if len(refs) == 0 {
		t.Fatal("the page refers to nothing")
	}
	for _, ref := range refs {
		name, relative := strings.CutPrefix(ref[1], "./")
		if !relative {
			t.Errorf("%s is not relative to the page", ref[1])
			continue
		}
		if _, err := fs.Stat(Files(), name); err != nil {
			t.Errorf("the page refers to %s: %v", name, err)
		}
	}
}
