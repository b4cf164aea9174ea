package ledger

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func chatEvent(source int64, kind ContactKind, second int64, read int64, state string) ChatEvent {
	e := ChatEvent{Source: source, Value: "wm1", Kind: kind, CorpID: 1, ChatID: "wr1", At: second * 1000, ReadAt: read * 1000, State: state}
	if kind == Dismissed {
		e.Value = ""
	}
	return e
}

func TestFoldChat(t *testing.T) {
	tests := []struct {
		name   string
		events []ChatEvent
		want   []Attribution
	}{
		{"named by a push, and never shown", []ChatEvent{chatEvent(1, Joined, 10, 0, "")}, nil},
		{
			"joined by a way",
			[]ChatEvent{chatEvent(1, Joined, 10, 0, ""), chatEvent(-1, Seen, 10, 13, "s1")},
			[]Attribution{{BeganAt: 10000, BeganPush: 1, AddedAt: 10000, State: "s1"}},
		},
		{
			"shown before the push came",
			[]ChatEvent{chatEvent(-1, Seen, 9, 13, "s1"), chatEvent(1, Joined, 10, 0, "")},
			[]Attribution{{BeganAt: 9000, BeganPush: -1, AddedAt: 9000, State: "s1"}},
		},
		{
			"left, and came again by another way",
			[]ChatEvent{
				chatEvent(1, Joined, 10, 0, ""), chatEvent(-1, Seen, 10, 13, "s1"), chatEvent(2, Quit, 20, 0, ""),
				chatEvent(3, Joined, 30, 0, ""), chatEvent(-2, Seen, 30, 33, "s2"),
			},
			[]Attribution{
				{BeganAt: 10000, BeganPush: 1, AddedAt: 10000, EndedAt: 20000, EndReason: Quit, State: "s1"},
				{BeganAt: 30000, BeganPush: 3, AddedAt: 30000, Again: true, State: "s2"},
			},
		},
		{
			"left unnoticed: another time of joining says so",
			[]ChatEvent{chatEvent(-1, Seen, 10, 13, "s1"), chatEvent(-2, Seen, 30, 33, "")},
			[]Attribution{
				{BeganAt: 10000, BeganPush: -1, AddedAt: 10000, EndedAt: 30000, EndReason: Gone, State: "s1"},
				{BeganAt: 30000, BeganPush: -2, AddedAt: 30000, Again: true},
			},
		},
		{
			"not shown any more",
			[]ChatEvent{chatEvent(-1, Seen, 10, 13, "s1"), chatEvent(-2, Gone, 40, 40, "")},
			[]Attribution{{BeganAt: 10000, BeganPush: -1, AddedAt: 10000, EndedAt: 40000, EndReason: Gone, State: "s1"}},
		},
		{
			"not shown by a reading of the past, and shown again",
			[]ChatEvent{chatEvent(-1, Seen, 10, 13, "s1"), chatEvent(-2, Gone, 40, 40, ""), chatEvent(-3, Seen, 10, 60, "s1")},
			[]Attribution{{BeganAt: 10000, BeganPush: -1, AddedAt: 10000, State: "s1"}},
		},
		{
			"removed, then the group dismissed: one ending",
			[]ChatEvent{chatEvent(-1, Seen, 10, 13, ""), chatEvent(1, Removed, 20, 0, ""), chatEvent(2, Dismissed, 30, 0, "")},
			[]Attribution{{BeganAt: 10000, BeganPush: -1, AddedAt: 10000, EndedAt: 20000, EndReason: Removed}},
		},
		{
			"the group was dismissed",
			[]ChatEvent{chatEvent(-1, Seen, 10, 13, ""), chatEvent(2, Dismissed, 30, 0, "")},
			[]Attribution{{BeganAt: 10000, BeganPush: -1, AddedAt: 10000, EndedAt: 30000, EndReason: Dismissed}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i := range tt.want {
				tt.want[i].CorpID, tt.want[i].IdentityID, tt.want[i].ChatID = 1, 7, "wr1"
			}
			if diff := cmp.Diff(tt.want, FoldChat(7, tt.events)); diff != "" {
				t.Errorf("FoldChat (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFoldChatIsTheSameInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	kinds := []ContactKind{Joined, Quit, Removed, Seen, Gone, Dismissed}
	for range 300 {
		var events []ChatEvent
		for i := range r.IntN(9) {
			at := int64(r.IntN(5))
			events = append(events, chatEvent(int64(i+1), kinds[r.IntN(len(kinds))], at, at+int64(r.IntN(3)), []string{"", "s1", "s2"}[r.IntN(3)]))
		}
		want := FoldChat(7, events)
		shuffled := slices.Clone(events)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if diff := cmp.Diff(want, FoldChat(7, shuffled)); diff != "" {
			t.Fatalf("order of arrival made a difference for %v:\n%s", events, diff)
		}
	}
}
