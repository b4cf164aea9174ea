package push_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/menling/menling/weapp/push"
)

// Deliveries and checks of these tests are signed at 1700001001.
func TestTimestampsOutsideTheWindow(t *testing.T) {
	rows := []struct {
		name string
		most time.Duration
		now  int64
		want int
	}{
		{"off", 0, 1_800_000_000, http.StatusOK},
		{"now", time.Minute, 1_700_001_001, http.StatusOK},
		{"the oldest allowed", time.Minute, 1_700_001_061, http.StatusOK},
		{"too old", time.Minute, 1_700_001_062, http.StatusForbidden},
		{"too far ahead", time.Minute, 1_700_000_940, http.StatusForbidden},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			f := setup(t, push.Secure)
			f.handler.MaxSkew, f.handler.Now = row.most, func() time.Time { return time.Unix(row.now, 0) }
			query, body := sealed(t, f.crypt, textJSON, "")
			if got := f.do("POST", "/push?"+query, body).Code; got != row.want || (len(f.accepted) == 1) != (row.want == http.StatusOK) {
				t.Errorf("a delivery is answered %d, %d accepted", got, len(f.accepted))
			}
			if got := f.do("GET", "/push?"+plainQuery().Encode()+"&echostr=e", "").Code; got != row.want {
				t.Errorf("a check of the address is answered %d", got)
			}
		})
	}
}
