package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

// A change is made when somebody says so, or --yes did; where nobody can be asked, that is said.
func TestAChangeIsAskedFor(t *testing.T) {
	for _, row := range []struct {
		name    string
		yes     bool
		answers io.Reader
		want    error
	}{
		{"yes was given", true, nil, nil},
		{"no terminal", false, nil, errNobody},
		{"y", false, strings.NewReader("y\n"), nil},
		{"是", false, strings.NewReader(" 是 \n"), nil},
		{"Enter", false, strings.NewReader("\n"), errDeclined},
		{"no", false, strings.NewReader("n\n"), errDeclined},
		{"nothing comes", false, strings.NewReader(""), errNobody},
	} {
		var said bytes.Buffer
		e := env{ctx: t.Context(), stderr: &said, answers: row.answers}
		err := consent{Yes: row.yes}.ask(e, "Change it?")
		if !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", row.name, err, row.want)
		}
		if asked := strings.Contains(said.String(), "Change it?"); asked != (row.answers != nil) {
			t.Errorf("%s: asked: %v", row.name, asked)
		}
	}
}

// An interrupted question changes nothing.
func TestAQuestionCanBeInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	waiting, end := io.Pipe() // nobody writes to it
	defer end.Close()
	e := env{ctx: ctx, stderr: io.Discard, answers: waiting}
	if err := (consent{}).ask(e, "Change it?"); !errors.Is(err, errInterrupted) {
		t.Errorf("it ends with %v", err)
	}
}
