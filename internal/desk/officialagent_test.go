package desk_test

import (
	"fmt"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/weapp"
)

func TestTheOfficialToolTakesAHundredPeople(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		platform := newShop(t)
		f.desk.Clients = platform
		people, err := f.desk.OfficialAgents(t.Context(), f.weapp.ID)
		if err != nil || people.Most != 100 {
			t.Fatalf("%+v %v", people, err)
		}
		for i := len(people.Items); i < 99; i++ {
			if err := platform.client.Kf.Add(t.Context(), weapp.KfAdd{WX: fmt.Sprint("wx_person_", i)}); err != nil {
				t.Fatal(err)
			}
		}
		if people, err = f.desk.AddOfficialAgent(t.Context(), f.boss, f.weapp.ID, "wx_the_hundredth"); err != nil || len(people.Items) != 100 {
			t.Fatalf("the hundredth: %d, %v", len(people.Items), err)
		}
		_, err = f.desk.AddOfficialAgent(t.Context(), f.boss, f.weapp.ID, "wx_one_more")
		if crm.CodeOf(err) != desk.CodeOfficialFull {
			t.Fatalf("one more: %v", err)
		}
		people, err = f.desk.RemoveOfficialAgent(t.Context(), f.boss, f.weapp.ID, people.Items[99].OpenID)
		if err != nil || len(people.Items) != 99 {
			t.Fatalf("one less: %d, %v", len(people.Items), err)
		}
		if _, err = f.desk.AddOfficialAgent(t.Context(), f.boss, f.weapp.ID, "wx_one_more"); err != nil {
			t.Fatalf("and there is room again: %v", err)
		}
	})
}
