package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// show gives a number as a person sees it, or would if the column were wide enough: an id keeps its digits, and a
// date is 2006-01-02 whatever the cell's own order of day and month.
func show(raw string, l look, d1904 bool) string {
	value, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(value, 0) || math.IsNaN(value) {
		return raw
	}
	switch l.kind {
	case moment:
		if text, ok := showMoment(value, d1904); ok {
			return text
		}
	case percent:
		return strconv.FormatFloat(value*100, 'f', l.width, 64) + "%"
	case padded:
		if digits := showNumber(raw, value); allDigits(digits) && len(digits) < l.width {
			return strings.Repeat("0", l.width-len(digits)) + digits
		}
	}
	return showNumber(raw, value)
}

// showNumber writes all digits. A workbook knows 15 of them; more than that, such as 0.30000000000000004, is what
// binary fractions leave behind. Whole numbers that were written out stay as they are.
func showNumber(raw string, value float64) string {
	if allDigits(strings.TrimPrefix(raw, "-")) || math.Abs(value) >= 1e40 || value != 0 && math.Abs(value) < 1e-20 {
		return raw
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64)
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// showMoment turns days since an epoch into a date, a time of day, or both.
func showMoment(days float64, d1904 bool) (string, bool) {
	if days < 0 || days >= 2958466 { // 10000-01-01
		return "", false
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case d1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60: // 1900 was no leap year, but Lotus thought so
		epoch = epoch.AddDate(0, 0, 1)
	}
	day := math.Floor(days)
	seconds := math.Round((days - day) * 86400)
	at := epoch.AddDate(0, 0, int(day)).Add(time.Duration(seconds) * time.Second)
	switch {
	case days < 1 && !d1904:
		return at.Format("15:04:05"), true
	case seconds == 0:
		return at.Format("2006-01-02"), true
	}
	return at.Format("2006-01-02 15:04:05"), true
}
