package ledger

import (
	"testing"
	"time"
)

// How long a run takes follows from the pace: within an hour from the minutes, over hours from the hours.
func TestHowLongARunTakes(t *testing.T) {
	s := defaultReconcile
	for _, c := range []struct {
		reads int64
		want  time.Duration
	}{
		{0, 0}, {5000, time.Minute}, {75_000, 15 * time.Minute}, {80_000, time.Hour + time.Minute}, {500_000, 6*time.Hour + 10*time.Minute},
	} {
		if got := time.Duration(s.seconds(c.reads)) * time.Second; got != c.want {
			t.Errorf("%d ways take %v, want %v", c.reads, got, c.want)
		}
	}
	r := Reconciliation{State: ReconcileRunning, Stage: StageGet, Progress: ReconcileProgress{Total: 1000, Done: 400, Rate: 100}}
	if got := r.left(s, 0); got != 361 {
		t.Errorf("at a rate of 100 a minute 600 ways take %d s", got)
	}
	r.Progress.Absent = 1
	if got := r.left(s, 0); got != 961 {
		t.Errorf("with the second look %d s", got)
	}
	r.WaitsUntil = 30_000
	if got := r.left(s, 0); got != 30+7+600+1 {
		t.Errorf("while it waits for the limits %d s", got)
	}
}

func TestLevelsOfTheQuota(t *testing.T) {
	for _, c := range []struct {
		counts QuotaCounts
		full   int64
		want   string
	}{
		{QuotaCounts{}, 0, "ok"}, {QuotaCounts{Contact: 399_999}, 0, "ok"}, {QuotaCounts{Contact: 300_000, Join: 90_000, OnlyThere: 10_000}, 0, "warning"},
		{QuotaCounts{Contact: 470_000, Unknown: 5000}, 0, "alarm"}, {QuotaCounts{Contact: 500_000}, 0, "full"}, {QuotaCounts{Contact: 1}, 7, "full"},
	} {
		if got := levelName(levelOf(c.counts, QuotaState{FullAt: c.full})); got != c.want {
			t.Errorf("%+v: %s, want %s", c.counts, got, c.want)
		}
	}
}

func TestTheForecastGoesByTheQuickerSpan(t *testing.T) {
	now := time.UnixMilli(1_800_000_000_000)
	days := make([]QuotaDay, quotaDays)
	for i := range days {
		days[i] = QuotaDay{Made: 100}
		if i >= quotaDays-14 {
			days[i] = QuotaDay{Made: 1100, Deleted: 100}
		}
	}
	f := forecast(days, 50_000, now)
	if f.PerDay14 != 1000 || f.PerDay30 != (14*1000+16*100)/30.0 || f.FullAt != now.AddDate(0, 0, 50).UnixMilli() {
		t.Errorf("%+v", f)
	}
	if f := forecast(make([]QuotaDay, quotaDays), 50_000, now); f.FullAt != 0 {
		t.Errorf("without growth: %+v", f)
	}
}
