package schedule

import "time"

// day is a date, counted from 1970-01-01.
type day int

const (
	fullDay   = 24 * 60 // minutes
	daySecs   = fullDay * 60
	mostAhead = 16 * 60 * 60 // seconds: no clock has been further ahead of UTC
)

// dayAt is the day that a moment lies in.
func dayAt(t time.Time, zone *time.Location) day {
	y, m, n := t.In(zone).Date()
	d := day(time.Date(y, m, n, 0, 0, 0, 0, time.UTC).Unix() / daySecs)
	for !(d + 1).begin(zone).After(t) { // clocks that were put back over midnight show the old date again
		d++
	}
	return d
}

func (d day) String() string {
	return time.Unix(int64(d)*daySecs, 0).UTC().Format(time.DateOnly)
}

// weekday is 1 on Monday to 7 on Sunday.
func (d day) weekday() int {
	return (int(d+3)%7+7)%7 + 1
}

func (d day) begin(zone *time.Location) time.Time {
	return d.at(0, zone)
}

// at is the first moment at which the clock on the wall shows a time of the day, in minutes up to 24·60, or a later one.
// time.Date takes now the one, now the other where clocks jump.
func (d day) at(minutes int, zone *time.Location) time.Time {
	wall := int64(d)*daySecs + int64(minutes)*60
	for t := time.Unix(wall-mostAhead, 0).In(zone); ; {
		_, offset := t.Zone()
		_, end := t.ZoneBounds()
		first := max(wall-int64(offset), t.Unix())
		if end.IsZero() || first < end.Unix() {
			return time.Unix(first, 0).In(zone)
		}
		t = end
	}
}

// minutesOf reads HH:MM; false for what is none.
func minutesOf(s string) (int, bool) {
	if len(s) != 5 || s[2] != ':' {
		return 0, false
	}
	h, okH := twoDigits(s[:2])
	m, okM := twoDigits(s[3:])
	n := h*60 + m
	return n, okH && okM && m < 60 && n <= fullDay
}

func twoDigits(s string) (int, bool) {
	tens, ones := s[0]-'0', s[1]-'0'
	return int(tens)*10 + int(ones), tens <= 9 && ones <= 9
}

// dateOf reads YYYY-MM-DD. A plan is read at every look, and this is four times as fast as time.Parse.
func dateOf(s string) (day, bool) {
	if len(s) != len(time.DateOnly) || s[4] != '-' || s[7] != '-' {
		return 0, false
	}
	century, ok1 := twoDigits(s[:2])
	year, ok2 := twoDigits(s[2:4])
	month, ok3 := twoDigits(s[5:7])
	n, ok4 := twoDigits(s[8:])
	t := time.Date(century*100+year, time.Month(month), n, 0, 0, 0, 0, time.UTC)
	return day(t.Unix() / daySecs), ok1 && ok2 && ok3 && ok4 && t.Month() == time.Month(month) && t.Day() == n
}
