package ledger

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/menling/menling/internal/crm"
)

func TestFilling(t *testing.T) {
	f := Filling{Customer: "陈{way}晨\n", Member: "张三", Channel: "抖音", Way: "海报", At: time.Date(2026, 11, 27, 8, 30, 0, 0, time.UTC)}
	unknown := f
	unknown.Customer = ""
	for _, c := range []struct {
		f          Filling
		text, want string
	}{
		{f, "{customer}，{greeting}！", "陈{way}晨，早上好！"}, // a name is data: what stands in it is not read again
		{f, "{customer|您}：{member} {channel}/{way} {date}", "陈{way}晨：张三 抖音/海报 1127"},
		{unknown, "{customer|朋友}好，{customer}好{customer|}", "朋友好，您好"},
		{Filling{UserID: "zhangsan"}, "{member}，{member|客服}", "zhangsan，客服"},
		{f, "优惠{50%}{优惠}{}", "优惠{50%}{优惠}{}"},
	} {
		if got := c.f.fill(c.text); got != c.want {
			t.Errorf("%q gives %q, want %q", c.text, got, c.want)
		}
	}
	if err := Greet("{custmer}").Validate("welcome"); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("a mistyped variable: %v", err)
	}
	if err := Greet(" {customer|} ").Validate("welcome"); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("a welcome that may be empty: %v", err)
	}
}

// Cutting takes no more than it is given, gives a beginning of the text, and parts nothing that is drawn as one.
func TestCutting(t *testing.T) {
	for _, c := range []struct {
		text        string
		bytes       int
		want        string
		runes       int
		wantOfRunes string
	}{
		{"陈晨", 5, "陈", 1, "陈"},
		{"a👨‍👩‍👧b", 12, "a", 3, "a"},
		{"e\u0301x", 1, "", 1, ""},
		{"👍🏽!", 4, "", 2, "👍🏽"},
		{"你好", 6, "你好", 2, "你好"},
	} {
		if got := cutBytes(c.text, c.bytes); got != c.want {
			t.Errorf("%q cut to %d bytes: %q, want %q", c.text, c.bytes, got, c.want)
		}
		if got := cutRunes(c.text, c.runes); got != c.wantOfRunes {
			t.Errorf("%q cut to %d characters: %q, want %q", c.text, c.runes, got, c.wantOfRunes)
		}
	}
}

func TestFillingNeverExceedsTheLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Filling{
			Customer: rapid.StringN(0, 40, -1).Draw(t, "customer"), Member: rapid.String().Draw(t, "member"), Channel: rapid.String().Draw(t, "channel"),
			Way: rapid.String().Draw(t, "way"), At: time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 0),
		}
		piece := rapid.OneOf(rapid.SampledFrom([]string{"{customer}", "{customer|您}", "{member}", "{channel}", "{way}", "{greeting}", "{date}", "{", "👨‍👩‍👧", "e\u0301"}), rapid.String())
		full := f.fill(strings.Join(rapid.SliceOfN(piece, 0, 30).Draw(t, "text"), ""))
		most := rapid.IntRange(0, 200).Draw(t, "most")
		for name, got := range map[string]string{"bytes": cutBytes(full, most), "characters": cutRunes(full, most)} {
			if size := map[string]int{"bytes": len(got), "characters": utf8.RuneCountInString(got)}[name]; size > most {
				t.Fatalf("%d %s, more than %d", size, name, most)
			}
			if !strings.HasPrefix(full, got) || !utf8.ValidString(got) && utf8.ValidString(full) {
				t.Fatalf("%q is no beginning of %q", got, full)
			}
			if rest := full[len(got):]; rest != "" {
				if next, _ := utf8.DecodeRuneInString(rest); attached(next) && got != "" || strings.HasSuffix(got, string(joiner)) {
					t.Fatalf("a character is cut between %q and %q", got, rest)
				}
			}
		}
	})
}

func TestHoursOfTheDay(t *testing.T) {
	hours := func(from, to string) WelcomeHours { return WelcomeHours{From: from, To: to} }
	for _, c := range []struct {
		h    WelcomeHours
		now  string
		want bool
	}{
		{hours("09:00", "18:00"), "09:00", true}, {hours("09:00", "18:00"), "17:59", true}, {hours("09:00", "18:00"), "18:00", false},
		{hours("22:00", "06:00"), "23:59", true}, {hours("22:00", "06:00"), "00:00", true}, {hours("22:00", "06:00"), "06:00", false}, {hours("22:00", "06:00"), "21:59", false},
		{hours("20:00", "24:00"), "23:59", true}, {hours("20:00", "24:00"), "00:00", false}, {hours("00:00", "24:00"), "12:00", true},
	} {
		if got := c.h.hold(c.now); got != c.want {
			t.Errorf("%s to %s at %s: %v", c.h.From, c.h.To, c.now, got)
		}
	}
	for _, bad := range []WelcomeHours{hours("24:00", "06:00"), hours("9:00", "18:00"), hours("09:00", "09:00"), hours("", "06:00"), hours("09:00", "25:00")} {
		bad.Text = "您好"
		if err := (WelcomePlan{Hours: []WelcomeHours{bad}}).Validate("welcome"); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("hours from %q to %q: %v", bad.From, bad.To, err)
		}
	}
}
