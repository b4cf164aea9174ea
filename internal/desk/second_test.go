package desk_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// within has a push arrive now that says it is of so many seconds ago.
func (f *floor) within(ago int64, msgid, text string) desk.ConversationRow {
	f.Helper()
	return f.arrives(f.weapp, f.now.Load()/1000-ago, desk.Inbound{Kind: desk.KindText, OpenID: "o1", MsgID: msgid, Text: text})
}

// What arrives in the second of an answer comes after it: nobody had seen it yet. What is of a second before was answered with the rest.
func TestWhatArrivesAfterAnAnswerInItsSecondWaits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		who, id := f.served("o1")
		f.now.Add(1400)
		f.answers(who, id, "马上查")
		if c := f.within(1, "70", "晚到的"); c.AwaitingSince != 0 || c.ID != id {
			t.Fatalf("what was written before the answer was answered by it: %+v", c)
		}
		f.now.Add(200)
		c := f.within(0, "90", "还有一件事")
		f.within(0, "80", "其实是两件")
		if c.ID != id || c.AwaitingSince == 0 || c.AwaitingSince/1000 != f.now.Load()/1000 || c.Preview.Text != "还有一件事" {
			t.Fatalf("what came after the answer waits: %+v", c)
		}
		if c = f.row(id); c.Window.Used != 1 {
			t.Fatalf("the window cannot know, and counts the answer of that second: %+v", c.Window)
		}
		wantOrder(t, f, id, "晚到的", "马上查", "其实是两件", "还有一件事")
		f.answers(who, id, "请说")
		if c = f.row(id); c.AwaitingSince != 0 || c.Preview.Text != "请说" {
			t.Fatalf("answered again in the same second: %+v", c)
		}
	})
}

// What listeners are told when a message arrives is what reading it gives: by that they put it in its place.
func TestWhatArrivesIsToldAsItIsRead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		_, id := f.served("o1")
		f.within(0, "90", "后一句")
		head, err := s.ChangeHead(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		f.within(0, "80", "前一句")
		changes, _, err := s.ChangesAfter(t.Context(), head, 100)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(changes, func(c crm.FeedRow) bool { return c.Kind == "message" })
		if at < 0 {
			t.Fatalf("no message among %+v", changes)
		}
		read, err := s.MessageRow(t.Context(), changes[at].SubjectID)
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(read)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(changes[at].Row); got != string(want) {
			t.Errorf("told %s\nread %s", got, want)
		}
		wantOrder(t, f, id, "前一句", "后一句")
	})
}

// wantOrder checks the last texts of a conversation as a console shows them.
func wantOrder(t *testing.T, f *floor, id int64, want ...string) {
	t.Helper()
	rows, err := f.desk.Store.MessageRows(t.Context(), id, desk.MessageCursor{}, len(want))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, r.Text)
	}
	if !slices.Equal(got, want) {
		t.Errorf("in order: %q, want %q", got, want)
	}
}

// A digit that comes in the second of the question stands after it.
func TestARatingStandsAfterItsQuestion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		if _, err := f.desk.SetRating(t.Context(), f.boss, 0, &desk.RatingSetting{On: true, Ask: "请打分 1 到 5", Thanks: "谢谢", Hours: 2}); err != nil {
			t.Fatal(err)
		}
		who, id := f.served("o1")
		f.answers(who, id, "好了")
		f.now.Add(1600)
		f.close(who, id)
		if c := f.within(0, "1", "5"); c.ID != id || c.Rating != 5 || c.Status != desk.Closed {
			t.Fatalf("the digit is a rating: %+v", c)
		}
		wantOrder(t, f, id, "请打分 1 到 5", "5", "谢谢")
	})
}
