package schedule

import (
	"testing"
	"time"
)

// A shift begins and ends when the clock on the wall first shows its times, or jumps over them.
func TestShiftsWhereClocksJump(t *testing.T) {
	for _, row := range []struct{ zone, date, from, to, want string }{
		{"America/New_York", "2026-03-08", "01:30", "02:30", "01:30 EST to 03:00 EDT"},
		{"America/New_York", "2026-03-08", "02:30", "05:00", "03:00 EDT to 05:00 EDT"},
		{"America/New_York", "2026-03-08", "02:00", "02:59", "never"},
		{"America/New_York", "2026-11-01", "00:30", "01:30", "00:30 EDT to 01:30 EDT"},
		{"America/New_York", "2026-11-01", "01:30", "02:00", "01:30 EDT to 02:00 EST"},
		{"Europe/Berlin", "2026-03-29", "02:30", "05:00", "03:00 CEST to 05:00 CEST"},
		{"Europe/Berlin", "2026-10-25", "02:30", "05:00", "02:30 CEST to 05:00 CET"},
		{"Europe/London", "2026-03-29", "00:30", "01:30", "00:30 GMT to 02:00 BST"},
		{"Europe/London", "2026-10-25", "01:30", "09:00", "01:30 BST to 09:00 GMT"},
		{"Africa/Cairo", "2026-04-24", "00:00", "02:00", "01:00 EEST to 02:00 EEST"},
		{"America/Havana", "2026-11-01", "00:30", "08:00", "00:30 CDT to 08:00 CST"},
		{"Pacific/Apia", "2011-12-30", "09:00", "18:00", "never"},
		{"Pacific/Apia", "2011-12-30", "22:00", "06:00", "never"},
		{"Asia/Shanghai", "2026-03-29", "02:30", "24:00", "02:30 CST to 00:00 CST"},
	} {
		z := zone(t, row.zone)
		d, _ := dateOf(row.date)
		p := Plan{Special: []Special{{From: row.date, Shifts: []Shift{{From: row.from, To: row.to}}}}}
		got := "never"
		for _, x := range tableOf(p, z).stretches(nil, d) {
			got = x.from.Format("15:04 MST") + " to " + x.to.Format("15:04 MST")
		}
		if got != row.want {
			t.Errorf("%s to %s in %s on %s: %s, want %s", row.from, row.to, row.zone, row.date, got, row.want)
		}
	}
}

// In St. John's a minute of the new day had passed when the clock went back to 23:01 of the old one. The new day goes on.
func TestADayBeginsOnce(t *testing.T) {
	z := zone(t, "America/St_Johns")
	at := time.Date(2010, 11, 7, 2, 45, 0, 0, time.UTC)
	if d := dayAt(at, z); d.String() != "2010-11-07" || at.In(z).Day() != 6 {
		t.Errorf("%v is a moment of %v", at.In(z), d)
	}
	p := Plan{Shifts: []Shift{{Days: []int{7}, From: "00:00", To: "04:00", People: []string{"amy"}}}}
	if a := At(p, z, at, State{}); len(a.People) != 1 {
		t.Errorf("at %v: %+v", at.In(z), a)
	}
}

func TestReadingTimesAndDates(t *testing.T) {
	for s, want := range map[string]int{"00:00": 0, "09:05": 545, "24:00": fullDay, "24:01": -1, "9:00": -1, "09:60": -1, "0a:00": -1, "09.00": -1, "": -1, "+9:00": -1, "９:00": -1} {
		if n, ok := minutesOf(s); ok != (want >= 0) || ok && n != want {
			t.Errorf("%q is %d, %v", s, n, ok)
		}
	}
	for _, s := range []string{"1969-12-31", "1970-01-01", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"} {
		if d, ok := dateOf(s); !ok || d.String() != s {
			t.Errorf("%s is %v, %v", s, d, ok)
		}
	}
	for _, s := range []string{"2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-1", "2026/01/01", "", "2026-01-01T", "20a6-01-01"} {
		if d, ok := dateOf(s); ok {
			t.Errorf("%q is %v", s, d)
		}
	}
	for s := range 3000 { // the standard library counts the days of the week the same
		d := day(s*11 - 16000)
		at, _ := time.Parse(time.DateOnly, d.String())
		if d.weekday() != (int(at.Weekday())+6)%7+1 {
			t.Errorf("%v is day %d", d, d.weekday())
		}
	}
}
