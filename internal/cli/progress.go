package cli

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// progress shows how far something is: a bar that moves on a terminal, a line now and then elsewhere.
type progress struct {
	to       io.Writer
	terminal bool
	said     time.Time
	last     string
	behind   bool // the last state was not written yet
}

func newProgress(e env) *progress {
	return &progress{to: e.stderr, terminal: terminal(e.stderr)}
}

// How wide the bar is, and how often a line is written where no bar can move.
const (
	barWidth  = 24
	lineEvery = 5 * time.Second
)

// show draws the state; total 0: not known yet.
func (p *progress) show(done, total int, about string) {
	line := about
	if total > 0 {
		done = max(0, done) // servers of earlier versions may count less than none
		full := barWidth * min(done, total) / total
		line = fmt.Sprintf("%s%s %3d%%  %d/%d  %s", strings.Repeat("█", full), strings.Repeat("░", barWidth-full), 100*done/total, done, total, about)
	}
	switch {
	case line == p.last:
	case p.terminal:
		fmt.Fprintf(p.to, "\r\x1b[K%s", line)
	case time.Since(p.said) >= lineEvery:
		fmt.Fprintln(p.to, line)
		p.said, p.behind = time.Now(), false
	default:
		p.behind = true
	}
	p.last = line
}

// end leaves the last state standing.
func (p *progress) end() {
	switch {
	case p.terminal && p.last != "":
		fmt.Fprintln(p.to)
	case p.behind:
		fmt.Fprintln(p.to, p.last)
	}
}

// left is a time to go in words that fit a bar.
func left(seconds int64) string {
	switch d := time.Duration(seconds) * time.Second; {
	case seconds <= 0:
		return ""
	case d < time.Minute:
		return fmt.Sprintf("还需 %d 秒 · %ds left", seconds, seconds)
	case d < time.Hour:
		return fmt.Sprintf("还需 %d 分钟 · %dm left", seconds/60+1, seconds/60+1)
	default:
		return fmt.Sprintf("还需 %.1f 小时 · %.1fh left", d.Hours(), d.Hours())
	}
}
