package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestASignedSessionFromReadsAsItWasWritten(t *testing.T) {
	now := time.Unix(1_790_000_000, 0)
	source := desk.SessionSource{
		Page: "pages/goods/goods?id=7", Button: "hero & co", PlugID: "42",
		Data: map[string]string{"order": "A=1&b", "name": "陈 晨+", "empty": "", "x": "100%"},
	}
	text, err := source.Sign([]byte("key"), now)
	if err != nil {
		t.Fatal(err)
	}
	const want = "page=pages/goods/goods%3Fid%3D7&button=hero%20%26%20co&plugid=42&empty=&name=陈%20晨%2B&order=A%3D1%26b&x=100%25&t=1790000000&sig="
	if !strings.HasPrefix(text, want) || len(text) != len(want)+22 {
		t.Errorf("got %q", text)
	}
	fields := []desk.SessionField{
		{"page", "pages/goods/goods?id=7"}, {"button", "hero & co"}, {"plugid", "42"}, {"empty", ""}, {"name", "陈 晨+"}, {"order", "A=1&b"}, {"x", "100%"},
	}
	if diff := cmp.Diff(fields, desk.SessionFields(text)); diff != "" {
		t.Error(diff)
	}
	if bare, err := (desk.SessionSource{}).Sign([]byte("key"), now); err != nil || !strings.HasPrefix(bare, "t=1790000000&sig=") || desk.MarkSession([]byte("key"), bare, now.UnixMilli()) != desk.SessionSigned {
		t.Errorf("of nothing at all: %q %v", bare, err)
	}
}

func TestMarksOfSessionFroms(t *testing.T) {
	now := time.Unix(1_790_000_000, 0)
	text, err := desk.SessionSource{Page: "p", Data: map[string]string{"n": "1"}}.Sign([]byte("key"), now)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		text  string
		after time.Duration
		want  desk.SessionMark
	}{
		"none":                     {"", 0, ""},
		"as it was made":           {text, 0, desk.SessionSigned},
		"within its day":           {text, 24 * time.Hour, desk.SessionSigned},
		"after it":                 {text, 24*time.Hour + time.Second, desk.SessionStale},
		"clocks differ":            {text, -5 * time.Minute, desk.SessionSigned},
		"from the future":          {text, -5*time.Minute - time.Second, desk.SessionStale},
		"a field changed":          {strings.Replace(text, "n=1", "n=2", 1), 0, desk.SessionForged},
		"a time changed":           {strings.Replace(text, "t=1790000000", "t=1790000001", 1), 0, desk.SessionForged},
		"cut":                      {text[:len(text)-1], 0, desk.SessionForged},
		"without its signature":    {text[:strings.Index(text, "&sig=")], 0, desk.SessionUnsigned},
		"something after it":       {text + "&n=2", 0, desk.SessionForged},
		"something before it":      {"n=2&" + text, 0, desk.SessionForged},
		"a page's own text":        {"from=detail&id=7", 0, desk.SessionUnsigned},
		"an app's own sig":         {"order=7&sig=abc", 0, desk.SessionUnsigned},
		"a time that is none":      {"t=x&sig=abc", 0, desk.SessionUnsigned},
		"a time beyond all others": {"t=99999999999999999&sig=abc", 0, desk.SessionUnsigned},
	} {
		if got := desk.MarkSession([]byte("key"), tt.text, now.Add(tt.after).UnixMilli()); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	if got := desk.MarkSession([]byte("other"), text, now.UnixMilli()); got != desk.SessionForged {
		t.Errorf("by another key: %q", got)
	}
}

func TestWhatCannotBeSignedIsRefused(t *testing.T) {
	many := map[string]string{}
	for c := 'a'; c < 'a'+21; c++ {
		many[string(c)] = ""
	}
	for name, data := range map[string]map[string]string{
		"too long":         {"x": strings.Repeat("长", 320)},
		"too many":         many,
		"a name of ours":   {"sig": "1"},
		"a name of spaces": {"a b": "1"},
		"no name":          {"": "1"},
	} {
		if text, err := (desk.SessionSource{Data: data}).Sign([]byte("key"), time.Unix(1_790_000_000, 0)); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("%s: %q %v", name, text, err)
		}
	}
	text, err := desk.SessionSource{Page: strings.Repeat("页", 300), Button: strings.Repeat("b", 99)}.Sign([]byte("key"), time.Unix(1_790_000_000, 0))
	if err != nil || !strings.HasPrefix(text, "page="+strings.Repeat("页", 200)+"&button="+strings.Repeat("b", 64)+"&t=") {
		t.Errorf("a long page is cut: %q %v", text, err)
	}
}

// A rule may ask for a signed one, and the row says what it is worth. The key is the mini program's own, and the store's.
func TestARuleAsksForASignedSessionFrom(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		f.rule(desk.Rule{Event: desk.OnMessage, RuleBody: desk.RuleBody{Signed: true, SessionFrom: "page=goods", Say: "老客户优惠"}})
		sign := func(appid string) string {
			text, err := desk.SessionSource{Page: "goods"}.Sign(s.SessionKey(appid), f.desk.Clock())
			if err != nil {
				t.Fatal(err)
			}
			return text
		}
		enters := func(openid, text string) desk.ConversationRow {
			f.pushed(f.weapp, desk.Inbound{Kind: desk.KindEntered, OpenID: openid, Text: text})
			c := f.says(f.weapp, openid, "在吗")
			row, err := f.desk.Store.ConversationRow(t.Context(), c.ID, desk.DefaultGrant, f.now.Load())
			if err != nil {
				t.Fatal(err)
			}
			return row
		}
		for openid, tt := range map[string]struct {
			text string
			mark desk.SessionMark
			said []string
		}{
			"o1": {sign(f.weapp.PlatformID), desk.SessionSigned, []string{"rule: 老客户优惠"}},
			"o2": {"page=goods", desk.SessionUnsigned, nil},
			"o3": {sign("wx0000000000000002"), desk.SessionForged, nil},
			"o4": {"", "", nil},
		} {
			row := enters(openid, tt.text)
			if row.SessionMark != tt.mark {
				t.Errorf("%s: %q, want %q", openid, row.SessionMark, tt.mark)
			}
			if signed := len(row.SessionFields) == 1; signed != (tt.mark == desk.SessionSigned) {
				t.Errorf("%s: fields %v", openid, row.SessionFields)
			}
			f.wantSaid(row.ID, tt.said...)
		}
		got, err := f.desk.TryRules(t.Context(), f.boss, desk.RuleTrial{AccountID: f.weapp.ID, Event: desk.OnMessage, SessionFrom: "page=goods"})
		if err != nil || len(got.Rows) != 1 || got.Rows[0].Miss != desk.MissUnsigned {
			t.Errorf("tried: %+v %v", got, err)
		}
	})
}
