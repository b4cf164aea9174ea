package schedule

import (
	"encoding/json"
	"testing"
	"time"
)

func FuzzPlan(f *testing.F) {
	seed, err := json.Marshal(shop())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(seed), int64(1764460800))
	f.Add(`{"shifts":[{"days":[1],"from":"23:00","to":"23:00","people":["a"]}]}`, int64(0))
	z := zone(f, "America/New_York")
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		var p Plan
		if json.Unmarshal([]byte(text), &p) != nil || len(Validate(p)) > 0 {
			return
		}
		now := time.Unix(unix%4e9, 0)
		if a := At(p, z, now, State{}); !a.Next.IsZero() && !a.Next.After(now) {
			t.Errorf("next %v is not after %v", a.Next, now)
		}
	})
}
