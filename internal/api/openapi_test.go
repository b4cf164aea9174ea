package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/openapi.json anew")

const documentFile = "../../docs/openapi.json"

// TestOpenAPIIsCurrent holds the committed document to the code: go test ./internal/api -run TestOpenAPIIsCurrent -update
func TestOpenAPIIsCurrent(t *testing.T) {
	got, err := New(Options{}).Document()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(documentFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(documentFile)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("docs/openapi.json is not current (%v): run go test ./internal/api -run TestOpenAPIIsCurrent -update", err)
	}
}

// TestDocument checks what the console's types are made from.
func TestDocument(t *testing.T) {
	a := New(Options{})
	raw, err := a.Document()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Components struct {
			Schemas map[string]struct {
				Properties map[string]json.RawMessage
				Required   []string
			}
		}
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"Account", "AccountInput", "AccountSaved", "AccountTest", "Agent", "Attribution", "Channel", "ChannelInput", "Conversation", "Counts",
		"Customer", "CustomerDetail", "Identity", "Invitation", "Media", "Member", "Message", "MessageInput", "Occurrence", "Parked", "Problem",
		"QuickReply", "Reason", "ReplyWindow", "Session", "Way", "WayInput", "WayPage", "ConversationPage", "MessagePage",
	} {
		if len(doc.Components.Schemas[name].Properties) == 0 {
			t.Errorf("schema %s is missing", name)
		}
	}
	for name, s := range doc.Components.Schemas {
		for field, p := range s.Properties {
			if strings.Contains(string(p), `"array","null"`) || strings.Contains(string(p), `"null","array"`) {
				t.Errorf("%s.%s may be null", name, field)
			}
		}
	}
	if p := string(doc.Components.Schemas["Conversation"].Properties["agent"]); !strings.Contains(p, `"null"`) {
		t.Errorf("Conversation.agent is %s", p)
	}
	if strings.Contains(string(raw), "ErrorModel") {
		t.Error("the framework's own errors are documented")
	}
}
