package desk_test

import (
	"testing"
	"time"

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// The platform is not asked for what it would refuse: typing long after the last message, or through a window that is shut.
func TestTypingIsShownOnlyWhereThePlatformTakesIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		platform := newShop(t)
		f.desk.Clients = platform
		who, id := f.served("o1")
		types := func(calls int32, what string) {
			t.Helper()
			if _, err := f.desk.ShowTyping(t.Context(), who, id, true); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			if got := platform.typed.Load(); got != calls {
				t.Fatalf("%s: the platform was asked %d times, want %d", what, got, calls)
			}
		}
		types(1, "a moment after a message")
		f.pass(29 * time.Second)
		types(2, "29 seconds after")
		f.pass(time.Second)
		types(2, "30 seconds after")
		f.says(f.weapp, "o1", "还有一件事")
		types(3, "they wrote again")
		for range 5 {
			f.answers(who, id, "好的")
		}
		if w := f.row(id).Window; w.Open {
			t.Fatalf("five were sent: %+v", w)
		}
		types(3, "just after the last reply that the window had")
		f.says(f.weapp, "o1", "谢谢")
		types(4, "the customer opened the window again")
		if _, err := f.desk.Close(t.Context(), who, id, ""); err != nil {
			t.Fatal(err)
		}
		for _, typing := range []bool{true, false} { // the last key and the close may cross
			if shown, err := f.desk.ShowTyping(t.Context(), who, id, typing); err != nil || shown.Shown {
				t.Fatalf("typing %t in a closed conversation: %+v %v", typing, shown, err)
			}
		}
		types(4, "in a closed conversation")
	})
}
