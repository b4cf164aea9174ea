package desk_test

import (
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestTodaysHoursInWords(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	monday := time.Date(2026, 11, 30, 3, 0, 0, 0, zone)
	week := desk.Hours{
		Weekly: []desk.HoursShift{
			{Days: []int{1}, From: "09:00", To: "12:00"}, {Days: []int{1}, From: "13:30", To: "18:00"},
			{Days: []int{2}, From: "22:00", To: "02:00"}, {Days: []int{4}, From: "00:00", To: "24:00"},
		},
		Special: []desk.HoursOnDate{{From: "2026-12-07"}},
	}
	for name, tt := range map[string]struct {
		hours desk.Hours
		day   int
		want  string
	}{
		"two shifts":           {week, 0, "09:00–12:00, 13:30–18:00"},
		"into the night":       {week, 1, "22:00–24:00"},
		"the rest of a night":  {week, 2, "00:00–02:00"},
		"all day":              {week, 3, "00:00–24:00"},
		"never on Fridays":     {week, 4, ""},
		"shut for once":        {week, 7, ""},
		"at all times":         {desk.Hours{Always: true}, 0, ""},
		"hours, but none kept": {desk.Hours{}, 0, ""},
	} {
		if got := tt.hours.Today(monday.AddDate(0, 0, tt.day), zone); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestTheServiceCountsThoseWhoWaitForThisMiniProgram(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		other := f.account("wx0000000000000002")
		who, _ := f.served("o1")
		f.says(f.weapp, "o2", "在吗")
		f.says(f.weapp, "o3", "在吗")
		f.says(other, "o4", "在吗")
		hours := desk.Hours{Weekly: []desk.HoursShift{{Days: []int{6}, From: "08:00", To: "17:30"}}} // it is Saturday, 18:00 there
		if _, err := f.desk.SetBusinessHours(t.Context(), f.boss, 0, &hours); err != nil {
			t.Fatal(err)
		}
		want := func(a crm.Account, want desk.ServiceState) {
			t.Helper()
			if got, err := f.desk.Service(t.Context(), a); err != nil || got != want {
				t.Errorf("%+v %v, want %+v", got, err, want)
			}
		}
		want(f.weapp, desk.ServiceState{Hours: "08:00–17:30", Waiting: 2})
		want(other, desk.ServiceState{Hours: "08:00–17:30", Waiting: 1})
		if _, err := f.desk.SetBusinessHours(t.Context(), who, f.weapp.ID, &desk.Hours{Always: true}); err != nil {
			t.Fatal(err)
		}
		want(f.weapp, desk.ServiceState{Open: true, Waiting: 2})

		if a, err := f.desk.ByAppID(t.Context(), other.PlatformID); err != nil || a.ID != other.ID {
			t.Errorf("%+v %v", a, err)
		}
		if _, err := f.desk.ByAppID(t.Context(), "wx9"); crm.CodeOf(err) != crm.CodeNotFound {
			t.Errorf("an unknown one: %v", err)
		}
	})
}
