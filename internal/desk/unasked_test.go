package desk_test

import (
	"testing"
	"time"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestAQuestionThatWasNotSentIsNotAnswered(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		f.desk.Clients = newShop(t) // which knows none of these customers
		setting := desk.RatingSetting{On: true, Ask: "打分 1 到 5", Thanks: "谢谢", Hours: 24}
		if _, err := f.desk.SetRating(t.Context(), f.boss, 0, &setting); err != nil {
			t.Fatal(err)
		}
		who, id := f.served("o1")
		f.close(who, id)
		if f.conversation(id).RatingAskedAt == 0 {
			t.Fatal("nobody was asked")
		}
		f.does(desk.QueueSend, f.desk.SendMessage)
		f.pass(5 * time.Hour)
		c := f.says(f.weapp, "o1", "2")
		if before := f.conversation(id); c.ID == id || c.Status != desk.Waiting || before.Rating != 0 || before.RatingAskedAt != 0 {
			t.Fatalf("who never read the question asked for two of something: %+v, and before %+v", c, before)
		}
	})
}
