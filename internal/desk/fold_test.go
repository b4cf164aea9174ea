package desk

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRefoldReadsMessagesByTheirTime(t *testing.T) {
	c := Conversation{ID: 1, Status: Waiting, OpenedAt: 3000, WaitingSince: 3000}
	got := Refold(c, []Message{
		{PushID: 2, Direction: In, Kind: KindText, Text: "在吗", At: 3000},
		{PushID: 1, Direction: In, Kind: KindEntered, Text: "id=1", At: 1000},
		{PushID: 3, Direction: In, Kind: KindText, Text: "你好", At: 2000},
		{PushID: 4, Direction: In, Kind: KindEntered, Text: "id=2", At: 4000},
	})
	want := Conversation{
		ID: 1, Status: Waiting, OpenedAt: 2000, WaitingSince: 2000, LastInboundAt: 3000, LastMessageAt: 3000, Unread: 2,
		SessionFrom: "id=2", SessionFromAt: 4000, PreviewKind: KindText, PreviewText: "在吗", PreviewDirection: In,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Refold (-want +got):\n%s", diff)
	}
}

func TestRefoldIsTheSameInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	kinds := []MessageKind{KindText, KindImage, KindEntered}
	for range 200 {
		var all []Message
		for i := range 1 + r.IntN(8) {
			at := int64(1+r.IntN(4)) * 1000
			all = append(all, Message{Direction: In, Kind: kinds[r.IntN(3)], Text: string(rune('a' + i)), At: at, Ord: int64(i)})
		}
		want := Refold(Conversation{}, all)
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if diff := cmp.Diff(want, Refold(Conversation{}, slices.Clone(all))); diff != "" {
			t.Fatalf("order of arrival made a difference:\n%s", diff)
		}
	}
}

func TestAPreviewIsShort(t *testing.T) {
	long := ""
	for range 100 {
		long += "长"
	}
	if got := []rune(shorten(long)); len(got) != previewLength+1 {
		t.Errorf("preview of %d characters", len(got))
	}
}
