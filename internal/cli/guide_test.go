package cli

import (
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
)

// Every command that the guide shows is one that the program understands, and it shows each verb of the ledger.
func TestTheGuidesCommandsAreUnderstood(t *testing.T) {
	text, err := os.ReadFile("../../docs/guides/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	word := regexp.MustCompile(`"[^"]*"|\S+`)
	shown := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		command, is := strings.CutPrefix(line, "$ menling ")
		if !is {
			continue
		}
		command, _, _ = strings.Cut(command, " | ")
		var args []string
		for _, w := range word.FindAllString(command, -1) {
			args = append(args, strings.Trim(w, `"`))
		}
		parser, err := newParser(io.Discard, io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.Parse(args)
		if err != nil {
			if !strings.Contains(string(text), line+"menling: unknown flag") { // one example is of a mistake
				t.Errorf("%s: %v", command, err)
			}
			continue
		}
		words := strings.Fields(parsed.Command())
		shown[strings.Join(words[:min(2, len(words))], " ")] = true
	}
	for _, verb := range strings.Split("ways list|ways get|ways add|ways update|ways history|ways undo|ways delete|ways restore|ways import|ways export|ways bulk|ways reconcile|ways quota|"+
		"drifts list|drifts show|drifts adopt|drifts push|temp-chats add|temp-chats list|temp-chats get|temp-chats close|temp-chats reissue|channels list|channels add|pools list|pools show|api-keys add|spool status|spool drain|migrate", "|") {
		if !shown[verb] {
			t.Errorf("the guide has no example of menling %s", verb)
		}
	}
}
