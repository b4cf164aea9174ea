// Package schedule says who answers at a moment, why, and when that may change next. It is pure: the zone, the moment and what is
// known of the people are handed in.
//
// # Who is on shift
//
// A plan has weekly shifts and special dates. A special date, one day or several in a row, takes the place of the weekly shifts:
// it has shifts of its own, or none and is closed. A shift belongs to the day it begins on. One that ends at or before the time
// it begins at ends on the next day; from 09:00 to 09:00 it lasts a whole day. It ends at midnight when the next day is a special
// date that it is not part of: a holiday is a holiday from its first minute. The nights within a special date of several days, and
// the night after its last day, are whole.
//
// The people of all shifts that are on at a moment answer, each once, in the order of the plan.
//
// # Who of them is shown
//
// Left out are, in this order of reasons, those who cannot be shown, who set themselves off, and who had their share of the day.
// Of the rest all are shown; or the next in turn after the one who was last, in the order of the shift; or the one who got the
// fewest today, the first of several. Departments are shown as they are, and only where all are shown: who of them answers is
// not known here.
//
// When that leaves nobody, because no shift is on or nobody on it may answer, the backup people are asked by the same rules. When
// they may not either, the answer is Nobody: what is shown must stay, since a sign that leads to no one is worse than one that
// leads to somebody busy.
//
// # Time
//
// The day is the zone's day. A time of the day is the moment when the clock on the wall first shows it, or a later one: where
// clocks are put forward over 02:30 it is the moment they are, and where they are put back it is the first of the two. So shifts
// that meet still meet on such days, and none is on twice.
//
// Next is the first moment after the one asked about at which the answer may change by the clock alone: a shift begins or ends, a
// special date begins or ends, somebody who is missed now comes back, or a new day gives new shares to those who had theirs.
// It is zero when there is none. The answer, with everything it says of the reasons, is the same until then, as long as the
// state is.
package schedule
