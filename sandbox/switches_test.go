package sandbox_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/menling/menling/sandbox"
)

// flip is a switch and what can be seen of it: one thing as it stands at first, others when
// it is turned. What is seen needs a callback server for pushes alone.
type flip struct {
	name   string
	see    func(w *world, r *receiver) string
	first  string
	turned []turn
}

type turn struct {
	to   any
	want string
}

func to(value any, want string) []turn { return []turn{{value, want}} }

// codeOf sees the errcode of a call.
func codeOf(do ask) func(*world, *receiver) string {
	return func(w *world, _ *receiver) string { return fmt.Sprint(do(w).num("errcode")) }
}

// hasOf sees whether an answer has a member.
func hasOf(name string, do ask) func(*world, *receiver) string {
	return func(w *world, _ *receiver) string {
		_, has := do(w)[name]
		return fmt.Sprint(has)
	}
}

func flips() []flip {
	return slices.Concat(corpFlips(), wayFlips(), customerFlips(), codeFlips(), answerFlips(), weappFlips(), deskFlips(), pushFlips())
}

// TestSwitchesBothWays shows what each switch decides.
func TestSwitchesBothWays(t *testing.T) {
	for _, row := range flips() {
		t.Run(row.name, func(t *testing.T) {
			w, r := both(t)
			w.same("at first", row.see(w, r), row.first)
			for _, turn := range row.turned {
				w, r := both(t)
				w.switches(object{row.name: turn.to})
				w.same(fmt.Sprintf("turned to %v", turn.to), row.see(w, r), turn.want)
				if turn.want == row.first {
					t.Errorf("turned to %v it makes no difference", turn.to)
				}
			}
		})
	}
}

// TestEverySwitchHasARow finds a switch that the table forgets, and a row for none.
func TestEverySwitchHasARow(t *testing.T) {
	rows := map[string]bool{}
	for _, row := range flips() {
		if rows[row.name] {
			t.Errorf("two rows for %s", row.name)
		}
		rows[row.name] = true
	}
	of := reflect.TypeFor[sandbox.Switches]()
	for i := range of.NumField() {
		name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
		if !rows[name] {
			t.Errorf("no row for %s", name)
		}
		delete(rows, name)
	}
	for name := range rows {
		t.Errorf("no switch for the row of %s", name)
	}
}
