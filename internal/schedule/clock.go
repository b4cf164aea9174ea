package schedule

import (
	"strconv"
	"time"
)

// day is a date of the plan's zone.
type day struct {
	year  int
	month time.Month
	day   int
}

func dayOf(t time.Time, zone *time.Location) day {
	y, m, d := t.In(zone).Date()
	return day{y, m, d}
}

func (d day) add(n int) day {
	y, m, n2 := time.Date(d.year, d.month, d.day+n, 12, 0, 0, 0, time.UTC).Date()
	return day{y, m, n2}
}

func (d day) String() string {
	return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// weekday is 1 on Monday to 7 on Sunday.
func (d day) weekday() int {
	return (int(time.Date(d.year, d.month, d.day, 12, 0, 0, 0, time.UTC).Weekday())+6)%7 + 1
}

// begin is the first moment of the day: where clocks are put forward at midnight that is no 0:00.
func (d day) begin(zone *time.Location) time.Time {
	for minute := 0; minute <= 180; minute += 15 {
		if t := time.Date(d.year, d.month, d.day, 0, minute, 0, 0, zone); dayOf(t, zone) == d {
			return t
		}
	}
	return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, zone)
}

// at is the moment of a time of the day; minutes may be 24·60.
func (d day) at(minutes int, zone *time.Location) time.Time {
	switch minutes {
	case 0:
		return d.begin(zone)
	case fullDay:
		return d.add(1).begin(zone)
	}
	return time.Date(d.year, d.month, d.day, minutes/60, minutes%60, 0, 0, zone)
}

const fullDay = 24 * 60

// minutesOf reads HH:MM; false for what is none.
func minutesOf(s string) (int, bool) {
	if len(s) != 5 || s[2] != ':' {
		return 0, false
	}
	h, err1 := strconv.ParseUint(s[:2], 10, 8)
	m, err2 := strconv.ParseUint(s[3:], 10, 8)
	n := int(h)*60 + int(m)
	return n, err1 == nil && err2 == nil && m < 60 && n <= fullDay
}

// dateOf reads YYYY-MM-DD.
func dateOf(s string) (day, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return day{}, false
	}
	return dayOf(t, time.UTC), true
}
