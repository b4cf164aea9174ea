package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
)

// trend is one figure over the turns of a soak. It may rise by a part of its level over the whole time.
type trend struct {
	name   string
	may    float64
	values []float64
}

func (t *trend) note(v float64) { t.values = append(t.values, v) }
func (t *trend) last() float64  { return t.values[len(t.values)-1] }

// judged are the turns after the warm-up.
func (t *trend) judged() []float64 { return t.values[len(t.values)/soakWarm:] }

// rise is how much the figure rose over the judged turns, as a part of its level: the likeliest, and the least that noise leaves possible.
//
// The likeliest is Theil's and Sen's: the median of the slopes between all pairs of turns, which up to three turns in ten may spoil without effect.
// The least is the end of its interval by Kendall's statistic: if the figure did not depend on time at all, it would be above 0 once in two hundred runs.
func (t *trend) rise() (likely, least float64) {
	v := t.judged()
	n, level := len(v), median(v)
	if n < 3 || level == 0 {
		return 0, 0
	}
	var slopes []float64
	for i := range v {
		for k := i + 1; k < n; k++ {
			slopes = append(slopes, (v[k]-v[i])/float64(k-i))
		}
	}
	slices.Sort(slopes)
	const sure = 2.576
	off := sure * math.Sqrt(float64(n*(n-1)*(2*n+5))/18)
	low := max(0, int((float64(len(slopes))-off)/2))
	over := float64(n-1) / level
	return median(slopes) * over, slopes[low] * over
}

// grows says that the figure rises beyond what it may, and that noise does not explain it.
func (t *trend) grows() bool {
	_, least := t.rise()
	return least > t.may
}

// line draws the figure, the judged turns and those before.
func (t *trend) line(width int) string {
	low, high := slices.Min(t.values), slices.Max(t.values)
	bars := []rune("▁▂▃▄▅▆▇█")
	var b strings.Builder
	for i := range min(width, len(t.values)) {
		from, to := i*len(t.values)/min(width, len(t.values)), (i+1)*len(t.values)/min(width, len(t.values))
		at := 0.0
		if high > low {
			at = (median(t.values[from:to]) - low) / (high - low)
		}
		b.WriteRune(bars[int(math.Round(at*float64(len(bars)-1)))])
	}
	return b.String()
}

// judge prints all figures, and is an error where one grows.
func judge(to io.Writer, figures []*trend, lasted time.Duration, about string) error {
	fmt.Fprintf(to, "\n%-28s %10s %10s %10s %9s %9s %5s  %s\n", "", "begin", "median", "end", "rise", "at least", "may", "from first to last")
	var growing []string
	for _, t := range figures {
		v := t.judged()
		fifth := max(1, len(v)/5)
		likely, least := t.rise()
		verdict := ""
		if t.grows() {
			verdict, growing = "  GROWS", append(growing, t.name)
		}
		fmt.Fprintf(to, "%-28s %10s %10s %10s %8.1f%% %8.1f%% %4.0f%%  %s%s\n", t.name, figure(round(median(v[:fifth]))), figure(round(median(v))), figure(round(median(v[len(v)-fifth:]))),
			100*likely, 100*least, 100*t.may, t.line(40), verdict)
	}
	fmt.Fprintf(to, "\n%s; %d turns in %s, the first of five parts not judged. A figure grows when the least rise that noise leaves possible is more than it may.\n", about, len(figures[0].values), lasted)
	if len(growing) > 0 {
		return fmt.Errorf("it grows: %s", strings.Join(growing, "; "))
	}
	return nil
}
