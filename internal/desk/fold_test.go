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
		AwaitingSince: 2000, Inbound: 2,
		SessionFrom: "id=2", SessionFromAt: 4000, EnteredAt: 4000, PreviewKind: KindText, PreviewText: "在吗", PreviewDirection: In,
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
			m := Message{Direction: In, Kind: kinds[r.IntN(3)], Text: string(rune('a' + i)), At: at, Ord: int64(i)}
			if r.IntN(3) == 0 {
				m.Direction, m.Kind, m.Source = Out, KindText, []Source{ByAgent, ByRule}[r.IntN(2)]
				m.State = []MessageState{Sent, Failed}[r.IntN(2)]
			}
			all = append(all, m)
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

func TestAPreviewHasTheWordsOfLinks(t *testing.T) {
	for text, want := range map[string]string{
		`请看<a href="" data-miniprogram-appid="wx1" data-miniprogram-path="pages/o/o?id=7">您的订单</a>。`: "请看您的订单。",
		`<a href="https://example.com/">官网</a>和<a href="javascript:x">别的</a>`:                        `官网和<a href="javascript:x">别的</a>`,
		"1 < 2": "1 < 2",
	} {
		got := Refold(Conversation{}, []Message{{Direction: Out, Kind: KindText, Text: text, At: 1000, State: Sent, Source: ByAgent}})
		if got.PreviewText != want {
			t.Errorf("preview %q, want %q", got.PreviewText, want)
		}
	}
}

// A customer waits until a person or a bot has answered; what a rule says, and what did not go out, is no answer.
func TestWhoWaitsForAnAnswer(t *testing.T) {
	in := func(at int64) Message { return Message{Direction: In, Kind: KindText, At: at} }
	out := func(at int64, by Source, s MessageState) Message {
		return Message{Direction: Out, Kind: KindText, At: at, Source: by, State: s}
	}
	for name, c := range map[string]struct {
		all                   []Message
		awaiting, first, last int64
	}{
		"nobody wrote":         {nil, 0, 0, 0},
		"not answered":         {[]Message{in(10), in(20)}, 10, 0, 0},
		"greeted by a rule":    {[]Message{in(10), out(20, ByRule, Sent)}, 10, 0, 0},
		"answered":             {[]Message{in(10), out(20, ByAgent, Sent)}, 0, 20, 20},
		"answered by a bot":    {[]Message{in(10), out(20, ByBot, Sent)}, 0, 20, 20},
		"the answer failed":    {[]Message{in(10), out(20, ByAgent, Failed)}, 10, 0, 0},
		"the outcome unknown":  {[]Message{in(10), out(20, ByAgent, Unknown)}, 0, 20, 20},
		"asked again":          {[]Message{in(10), out(20, ByAgent, Sent), in(30), in(40)}, 30, 20, 20},
		"answered a 2nd time":  {[]Message{in(10), out(20, ByAgent, Sent), in(30), out(40, ByAgent, Sent)}, 0, 20, 40},
		"entering is no words": {[]Message{{Direction: In, Kind: KindEntered, At: 10}}, 0, 0, 0},
	} {
		got := Refold(Conversation{}, c.all)
		if got.AwaitingSince != c.awaiting || got.FirstAnswerAt != c.first || got.LastAnswerAt != c.last {
			t.Errorf("%s: waits since %d, first answered %d, last %d", name, got.AwaitingSince, got.FirstAnswerAt, got.LastAnswerAt)
		}
	}
}
