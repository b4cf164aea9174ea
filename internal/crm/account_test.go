package crm

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestAccountValidateNamesTheField(t *testing.T) {
	good := Account{
		Kind: WeCom, Slug: "shop-1", PlatformID: "ww1", Secret: "s", Keys: PushKeys{Token: "abc", AESKey: Secret(strings.Repeat("a", 43))},
	}.WithDefaults()
	if err := good.Validate(); err != nil {
		t.Fatal(err)
	}
	for field, change := range map[string]func(*Account){
		"kind":         func(a *Account) { a.Kind = "mail" },
		"slug":         func(a *Account) { a.Slug = "Shop 1" },
		"platform_id":  func(a *Account) { a.PlatformID = "" },
		"secret":       func(a *Account) { a.Secret = "" },
		"token":        func(a *Account) { a.Keys.Token = "ab" },
		"aes_key":      func(a *Account) { a.Keys.AESKey = "short" },
		"push_mode":    func(a *Account) { a.PushMode = PushPlain },
		"api_base_url": func(a *Account) { a.APIBaseURL = "ftp://x" },
		"time_zone":    func(a *Account) { a.TimeZone = "Mars/Olympus" },
	} {
		a := good
		change(&a)
		err := a.Validate()
		if CodeOf(err) != CodeInvalid || !strings.Contains(err.Error(), "field="+field+" ") {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestASecretNeverShowsItself(t *testing.T) {
	a := Account{Secret: "hunter2", Keys: PushKeys{Token: "hunter2", AESKey: "hunter2"}, Relay: RelaySecrets{Current: "hunter2", Old: "hunter2"}}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("account", "account", a, "secret", a.Secret)
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{log.String(), string(text), fmt.Sprint(a), fmt.Sprintf("%+v %#v %s %q", a, a, a.Secret, a.Secret)} {
		if strings.Contains(shown, "hunter2") {
			t.Errorf("shown: %s", shown)
		}
	}
}

func TestDrawnPushKeysAreTaken(t *testing.T) {
	keys, err := NewPushKeys(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if !tokenForm.MatchString(keys.Token.Reveal()) || !keyForm.MatchString(keys.AESKey.Reveal()) {
		t.Errorf("token of %d, key of %d characters", len(keys.Token), len(keys.AESKey))
	}
}
