package ledger

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wx"
)

func flights(errs ...error) []flight {
	list := make([]flight, len(errs))
	for k, err := range errs {
		list[k].err = err
	}
	return list
}

// What the answers of one step mean for the next: go on, wait, or have a person decide.
func TestWhatAnImportMakesOfAnswers(t *testing.T) {
	now := time.UnixMilli(1_800_000_000_000)
	code := func(n int) error { return &wx.Error{Platform: wx.WeCom, Code: n} }
	unsent := errors.New("no route to host")
	for _, c := range []struct {
		name    string
		errs    []error
		stalls  int
		wait    time.Duration
		problem int
		width   int
	}{
		{"all is well", []error{nil, nil}, 3, 0, 0, runWidth},
		{"one row is refused", []error{nil, code(40098)}, 0, 0, 0, runWidth},
		{"too fast", []error{nil, code(45009)}, 0, limitedRest, 0, runWidth},
		{"below our own limit", []error{&wx.LimitError{Op: "add", Until: now.Add(7 * time.Second)}}, 0, 7 * time.Second, 0, runWidth},
		{"too many at once", []error{code(45033), nil}, 0, crowdedRest, 0, runWidth / 2},
		{"the quota is used up", []error{nil, code(41045)}, 0, 0, 41045, runWidth},
		{"the app may not", []error{code(48002)}, 0, 0, 48002, runWidth},
		{"busy now and then", []error{code(-1), nil}, 0, 0, 0, runWidth},
		{"busy", []error{code(-1), code(-1)}, 0, stallFirst, 0, runWidth},
		{"the token dies and its heir too", []error{code(42001), code(40014)}, 0, stallFirst, 0, runWidth},
		{"every token is dead", []error{code(42001)}, stallsMost, stallMost, 42001, runWidth},
		{"not reached for a while", []error{unsent}, 3, 40 * time.Second, 0, runWidth},
		{"not reached at all", []error{unsent}, stallsMost, stallMost, crm.ProblemUnreachable, runWidth},
	} {
		r := &importRun{l: &Ledger{Clock: func() time.Time { return now }}, stalls: c.stalls, width: runWidth}
		if v := r.verdict(flights(c.errs...)); v.wait != c.wait || v.problem != c.problem || r.width != c.width {
			t.Errorf("%s: wait %v, problem %d, %d at once; want %v, %d, %d", c.name, v.wait, v.problem, r.width, c.wait, c.problem, c.width)
		}
	}
}

func TestTitlesAreRecognised(t *testing.T) {
	found, unknown := columnsOf([]string{" 名称 * ", "CHANNEL", "成员 Members", "user_id", "渠道", "备注（选填）", "Skip verify", "别的", "", "错误 Errors"})
	var fields []string
	for _, c := range found {
		if c == nil {
			fields = append(fields, "")
			continue
		}
		fields = append(fields, c.Field)
	}
	if got, want := fmt.Sprintf("%q", fields), `["name" "channel" "users" "" "" "remark" "skip_verify" "" "" "errors"]`; got != want {
		t.Errorf("columns %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(unknown), "[user_id 渠道 别的]"; got != want {
		t.Errorf("unknown %s, want %s", got, want)
	}
}
