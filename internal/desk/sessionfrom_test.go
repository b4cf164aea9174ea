package desk

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSessionFields(t *testing.T) {
	for text, want := range map[string][]SessionField{
		"":                              nil,
		"首页咨询":                          nil,
		"from=detail&id=7":              {{"from", "detail"}, {"id", "7"}},
		"pages/a/b?id=%E8%AE%A2&x=":     {{"page", "pages/a/b"}, {"id", "订"}, {"x", ""}},
		`{"id":7,"name":"a<b>","o":{}}`: {{"id", "7"}, {"name", "a<b>"}, {"o", "{}"}},
		`{"id":7,"name":"cut he`:        {{"id", "7"}},
		"a=b&c":                         nil,
		"%zz=%zz":                       {{"%zz", "%zz"}},
		"{":                             nil,
	} {
		if diff := cmp.Diff(want, SessionFields(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
