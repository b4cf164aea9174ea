package crm

import (
	"crypto/rand"
	"encoding/base64"
	"strings"
	"testing"
)

func TestPasswords(t *testing.T) {
	g := NewGround(Ground{Random: rand.Reader})
	if _, err := g.hash(t.Context(), "正确的马电池订书钉"); CodeOf(err) != CodeWeak {
		t.Errorf("nine characters were taken: %v", err)
	}
	stored, err := g.hash(t.Context(), "正确的马电池订书钉!")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("stored as %s", stored)
	}
	for password, want := range map[string]bool{"正确的马电池订书钉!": true, "正确的马电池订书钉?": false, "": false} {
		if ok, err := g.matches(t.Context(), stored, password); ok != want || err != nil {
			t.Errorf("%q: %v %v", password, ok, err)
		}
	}
	if ok, err := g.matches(t.Context(), "", "anything at all"); ok || err != nil {
		t.Errorf("somebody without a password: %v %v", ok, err)
	}
	// What was made at another cost still opens.
	cheap := "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQxMjM0NTY3OA$"
	key, err := g.derive(t.Context(), "an older password", []byte("somesalt12345678"), cost{64, 1, 1})
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := g.matches(t.Context(), cheap+base64.RawStdEncoding.EncodeToString(key), "an older password"); !ok || err != nil {
		t.Errorf("a hash of another cost: %v %v", ok, err)
	}
}
