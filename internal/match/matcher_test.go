package match

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestWordsAndPatternsFindWhatPeopleMean(t *testing.T) {
	for _, c := range []struct {
		how     How
		words   []string
		pattern string
		text    string
		found   string
		ok      bool
	}{
		{how: Any, text: "随便", ok: true},
		{how: Contains, words: []string{"退款", "wifi"}, text: "请问怎么退款？", found: "退款", ok: true},
		{how: Contains, words: []string{"退款", "wifi"}, text: "ＷＩＦＩ 密码", found: "wifi", ok: true},
		{how: Contains, words: []string{"退款"}, text: "退 款"},
		{how: Equals, words: []string{"1", " 价格 "}, text: "　１ ", found: "1", ok: true},
		{how: Equals, words: []string{"价格"}, text: "价格多少"},
		{how: Begins, words: []string{"预约"}, text: "预约周三", found: "预约", ok: true},
		{how: Begins, words: []string{"预约"}, text: "我要预约"},
		{how: Pattern, pattern: `订单\s*[A-Z]\d{4,}`, text: "查一下订单 ａ12345 谢谢", found: "订单 a12345", ok: true},
		{how: Pattern, pattern: `^\d{11}$`, text: "138001380001"},
	} {
		m, err := New(c.how, c.words, c.pattern)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		if found, ok := m.Find(c.text); found != c.found || ok != c.ok {
			t.Errorf("%s %v %q in %q: %q %v, want %q %v", c.how, c.words, c.pattern, c.text, found, ok, c.found, c.ok)
		}
	}
}

func TestWhatCannotBeMatchedIsRefused(t *testing.T) {
	for _, c := range []struct {
		how     How
		words   []string
		pattern string
		code    string
	}{
		{Contains, []string{" ", ""}, "", NoWords},
		{Contains, []string{strings.Repeat("长", MaxWord+1)}, "", TooLong},
		{Pattern, nil, "(", BadPattern},
		{Pattern, nil, "a)(b", BadPattern}, // it would end the group that we put around it
		{Pattern, nil, "", NoWords},
		{Pattern, nil, "a*", MatchesAll},
		{Pattern, nil, strings.Repeat("a", MaxPattern+1), TooLong},
		{Pattern, nil, "x{999}y{999}z{999}w{999}", TooComplex},
		{Pattern, nil, `(a)\1`, BadPattern}, // RE2 knows no references back
		{"sounds", []string{"x"}, "", BadHow},
	} {
		_, err := New(c.how, c.words, c.pattern)
		var p *Problem
		if !errors.As(err, &p) || p.Code != c.code {
			t.Errorf("%s %v %q: %v, want %s", c.how, c.words, c.pattern, err, c.code)
		}
	}
	many := make([]string, MaxWords+1)
	for i := range many {
		many[i] = strings.Repeat("词", i/10) + string(rune('a'+i%10))
	}
	if _, err := New(Contains, many, ""); err == nil {
		t.Error("too many words were taken")
	}
}

// What makes other engines hang ends here, with the longest text that is looked at and patterns as large as they may be.
func TestAHostilePatternEnds(t *testing.T) {
	for _, pattern := range []string{`(a+)+(b+)+$`, `(?:a?){900}a{900}b`, `(.*a){40}b$`} {
		m, err := New(Pattern, nil, pattern)
		if err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		if _, ok := m.Find(strings.Repeat("a", maxText-1) + "!"); ok {
			t.Errorf("%s found what is not there", pattern)
		}
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("%s took %v", pattern, took)
		}
	}
}

func TestNoMoreOfATextIsLookedAtThanItsLimit(t *testing.T) {
	m, err := New(Pattern, nil, `a!`)
	if err != nil {
		t.Fatal(err)
	}
	for before, want := range map[int]bool{maxText - 2: true, maxText - 1: false, 1 << 20: false} {
		if _, ok := m.Find(strings.Repeat("-", before) + "a!"); ok != want {
			t.Errorf("after %d bytes: found %v", before, ok)
		}
	}
}

func TestTextsAreFilledOnceAndTamely(t *testing.T) {
	got := Fill("{客户}您好，我是{客服}。{未知} {", map[string]string{"客户": "{客服}<a href=x>\n", "客服": "小王"})
	if want := "{客服}＜a href=x＞ 您好，我是小王。{未知} {"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Places("{客户}，{客服}，{客户}{}{ x}"); !slices.Equal(got, []string{"客户", "客服"}) {
		t.Errorf("places %v", got)
	}
	if got := Fill("{客户}", map[string]string{"客户": strings.Repeat("名", 500)}); len([]rune(got)) != maxValue {
		t.Errorf("a name of %d characters was put in", len([]rune(got)))
	}
}
