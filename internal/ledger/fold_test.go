package ledger

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func event(push int64, kind ContactKind, second int64, state string) ContactEvent {
	return ContactEvent{PushID: push, CorpID: 1, IdentityID: 7, UserID: "zhangsan", Kind: kind, At: second * 1000, Hash: []byte{byte(push)}, State: state}
}

func TestFold(t *testing.T) {
	tests := []struct {
		name   string
		events []ContactEvent
		want   []Attribution
	}{
		{"added by a way", []ContactEvent{event(1, Added, 10, "s1")}, []Attribution{{BeganAt: 10000, BeganPush: 1, AddedAt: 10000, State: "s1"}}},
		{
			"half added, then confirmed: one period",
			[]ContactEvent{event(1, HalfAdded, 10, "s1"), event(2, Added, 20, "")},
			[]Attribution{{BeganAt: 10000, BeganPush: 1, AddedAt: 20000, State: "s1"}},
		},
		{
			"lost and added again: two periods",
			[]ContactEvent{event(1, Added, 10, "s1"), event(2, Lost, 20, ""), event(3, Added, 30, "s2")},
			[]Attribution{
				{BeganAt: 10000, BeganPush: 1, AddedAt: 10000, EndedAt: 20000, EndReason: Lost, State: "s1"},
				{BeganAt: 30000, BeganPush: 3, AddedAt: 30000, Again: true, State: "s2"},
			},
		},
		{
			"added twice: the state of the first stays",
			[]ContactEvent{event(1, Added, 10, "s1"), event(2, Added, 20, "s2")},
			[]Attribution{{BeganAt: 10000, BeganPush: 1, AddedAt: 10000, State: "s1"}},
		},
		{
			"an end whose beginning we never saw",
			[]ContactEvent{event(1, Deleted, 10, "")},
			[]Attribution{{BeganAt: 10000, BeganPush: 1, EndedAt: 10000, EndReason: Deleted}},
		},
		{
			"added and lost within one second",
			[]ContactEvent{event(2, Lost, 10, ""), event(1, Added, 10, "s1")},
			[]Attribution{{BeganAt: 10000, BeganPush: 1, AddedAt: 10000, EndedAt: 10000, EndReason: Lost, State: "s1"}},
		},
		{
			"deleted by the member, then by the customer: one ending",
			[]ContactEvent{event(1, Added, 10, "s1"), event(2, Deleted, 20, ""), event(3, Lost, 30, "")},
			[]Attribution{{BeganAt: 10000, BeganPush: 1, AddedAt: 10000, EndedAt: 20000, EndReason: Deleted, State: "s1"}},
		},
		{
			"handed over to another member: no loss by anybody",
			[]ContactEvent{event(1, Added, 10, "s1"), event(2, TransferFailed, 15, ""), event(3, Transferred, 20, ""), event(4, Lost, 30, "")},
			[]Attribution{{BeganAt: 10000, BeganPush: 1, AddedAt: 10000, EndedAt: 20000, EndReason: Transferred, State: "s1"}},
		},
		{"an edit changes nothing", []ContactEvent{event(1, Edited, 10, "")}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i := range tt.want {
				tt.want[i].CorpID, tt.want[i].IdentityID, tt.want[i].UserID = 1, 7, "zhangsan"
			}
			if diff := cmp.Diff(tt.want, Fold(tt.events)); diff != "" {
				t.Errorf("Fold (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFoldIsTheSameInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	kinds := []ContactKind{HalfAdded, Added, Edited, TransferFailed, Deleted, Transferred, Lost}
	for range 200 {
		var events []ContactEvent
		for i := range r.IntN(9) {
			events = append(events, event(int64(i+1), kinds[r.IntN(len(kinds))], int64(r.IntN(4)), []string{"", "s1", "s2"}[r.IntN(3)]))
		}
		want := Fold(events)
		shuffled := slices.Clone(events)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if diff := cmp.Diff(want, Fold(shuffled)); diff != "" {
			t.Fatalf("order of arrival made a difference for %v:\n%s", events, diff)
		}
	}
}

func TestANewStateKeepsThePrefixAndThePlatformsLimit(t *testing.T) {
	var zero zeros
	state, err := newState("三号店前台海报一二三四五六七八九十", zero) // 17 characters
	if err != nil {
		t.Fatal(err)
	}
	if n := len([]rune(state)); n > maxState {
		t.Errorf("state of %d characters, the platform takes %d", n, maxState)
	}
	if got := prefixOf(state); got != "三号店前台海报一二三四五六七八九十" {
		t.Errorf("prefixOf(%q) = %q", state, got)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }
