package sandbox_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/menling/menling/sandbox"
)

// ask makes a platform call, after what it needs, and returns the answer.
type ask func(*world) object

// code is one way to come to an error by state. Its name begins with the code.
type code struct {
	name string
	ask  ask
	fix  func(*sandbox.Fixture)
}

// number is the code that a row's name begins with.
func (c code) number() int {
	text, _, _ := strings.Cut(c.name, " ")
	n, err := strconv.Atoi(text)
	if err != nil {
		panic("no code: " + c.name)
	}
	return n
}

func post(path string, body any) ask { return func(w *world) object { return w.wecom(path, body) } }
func read(path, query string) ask    { return func(w *world) object { return w.wecomGet(path, query) } }

// as makes a call as the app with another secret.
func as(secret, path string, body any) ask {
	return func(w *world) object { return w.post("/cgi-bin/"+path+"?access_token="+w.token(secret), body) }
}

// given sets switches before a call.
func given(switches object, then ask) ask {
	return func(w *world) object {
		w.switches(switches)
		return then(w)
	}
}

// more is an object with further members, or other values.
func more(o, with object) object {
	o = maps.Clone(o)
	maps.Copy(o, with)
	return o
}

// codesFixture has groups that no app with customer contact may use.
func codesFixture() *sandbox.Fixture {
	f := sandbox.DefaultFixture()
	f.Groups = append(f.Groups,
		sandbox.Group{ChatID: "wrFinance", Name: "财务客户群", Owner: "wujiu"},
		sandbox.Group{ChatID: "wrInside", Name: "内部群", Owner: "lisi", Internal: true},
	)
	return f
}

// crowd adds members to the sales department.
func crowd(n int) func(*sandbox.Fixture) {
	return func(f *sandbox.Fixture) {
		for i := range n {
			f.Members = append(f.Members, sandbox.Member{
				UserID: fmt.Sprintf("m%d", i), Name: "成员", Departments: []int{2}, Status: 1, Verified: true, Contact: true,
			})
		}
	}
}

func wecomCodes() []code {
	return slices.Concat(admissionCodes(), wayCodes(), tempWayCodes(), joinWayCodes(), groupCodes(), customerCodes(), relationCodes(), welcomeCodes(), mediaCodes(), messageCodes())
}

func weappCodes() []code {
	return slices.Concat(weappAdmissionCodes(), weappMessageCodes(), weappLoginCodes(), weappOfficeCodes())
}

// TestWeComCodes comes by state to every code of WeCom that a state leads to.
func TestWeComCodes(t *testing.T) { comeTo(t, wecomCodes()) }

// TestWeappCodes is the same for the mini program's side.
func TestWeappCodes(t *testing.T) { comeTo(t, weappCodes()) }

func comeTo(t *testing.T, rows []code) {
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			f := codesFixture()
			if row.fix != nil {
				row.fix(f)
			}
			w := newWorld(t, sandbox.Options{Fixture: f})
			got := row.ask(w)
			w.errcode(got, row.number())
			if msg := got.str("errmsg"); msg == "" || strings.HasPrefix(msg, "request failed") {
				t.Errorf("errmsg %q", msg)
			}
		})
	}
}

// injected are the codes that no state leads to, and why.
var injected = map[string]map[int]string{
	"wecom": {
		-1:     "the sandbox is never too busy",
		6000:   "calls that write run alone",
		40091:  "there is one company, and so no secret of another",
		45036:  "which traffic is abnormal is not published",
		50002:  "no permission is a member's own",
		84084:  "no call of the sandbox names a follower to be replaced",
		90500:  "groups are handed over by members, not by the API",
		301007: "the company is always usable",
		610004: "a person who is no customer is 84061 or 40096",
		701099: "a missing licence is 701008",
		830001: "media is not fetched from addresses",
		830003: "media is not fetched from addresses",
	},
	"weapp": {
		-1:       "the sandbox is never too busy",
		40006:    "a picture's size is 40009 or 45001",
		40014:    "a wrong token is 40001",
		40200:    "the mini program's account is of the right type",
		40226:    "no customer is at high risk",
		45003:    "the limit is not published",
		45004:    "the limit is not published",
		45005:    "the limit is not published",
		45006:    "the limit is not published",
		45162:    "news is for official accounts",
		48001:    "the mini program has every permission",
		48002:    "customers cannot refuse messages",
		48004:    "no call is ever banned",
		65400:    "the official agents are always enabled",
		89503:    "addresses are allowed, or are 40164",
		89506:    "addresses are allowed, or are 40164",
		89507:    "addresses are allowed, or are 40164",
		10130030: "the mini program has every permission",
		10130601: "a company that is not the sandbox's is 10130600",
	},
}

// TestCodesAreAll compares the codes that the sandbox has a text for with those that the
// tables above come to and those that only a fault brings about.
func TestCodesAreAll(t *testing.T) {
	for platform, rows := range map[string][]code{"wecom": wecomCodes(), "weapp": weappCodes()} {
		reached := map[int]bool{0: true}
		for _, row := range rows {
			reached[row.number()] = true
		}
		for _, code := range sandbox.Codes(platform) {
			if _, only := injected[platform][code]; only == reached[code] {
				t.Errorf("%s %d: reached %t, said to come by a fault alone %t", platform, code, reached[code], only)
			}
			delete(reached, code)
		}
		delete(reached, 0)
		if len(reached) > 0 {
			t.Errorf("%s codes without a text: %v", platform, slices.Sorted(maps.Keys(reached)))
		}
	}
}

// TestCodesHaveTexts finds every code that the source names.
func TestCodesHaveTexts(t *testing.T) {
	named := regexp.MustCompile(`\bfail(Weapp)?\((\d+)\)`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range named.FindAllStringSubmatch(string(source), -1) {
			n, _ := strconv.Atoi(m[2])
			if platform := map[string]string{"": "wecom", "Weapp": "weapp"}[m[1]]; !slices.Contains(sandbox.Codes(platform), n) {
				t.Errorf("%s: %s has no text", file, m[0])
			}
		}
	}
}

// TestInjectedCodes brings about by a fault what no state leads to.
func TestInjectedCodes(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	for platform, path := range map[string]string{"wecom": "/cgi-bin/" + getWay, "weapp": "/cgi-bin/" + send} {
		for code := range injected[platform] {
			w.control("POST", "/faults", object{"path": path, "errcode": code})
			got := w.post(path, object{})
			w.errcode(got, code)
			w.same("text of "+fmt.Sprint(code), strings.HasPrefix(got.str("errmsg"), "request failed"), false)
		}
	}
}
