package callback_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"
)

// Deliveries and checks of these tests are signed at 1700000111.
func TestTimestampsOutsideTheWindow(t *testing.T) {
	rows := []struct {
		name string
		most time.Duration
		now  int64
		want int
	}{
		{"off", 0, 1_800_000_000, http.StatusOK},
		{"now", time.Minute, 1_700_000_111, http.StatusOK},
		{"the oldest allowed", time.Minute, 1_700_000_171, http.StatusOK},
		{"too old", time.Minute, 1_700_000_172, http.StatusForbidden},
		{"the furthest ahead allowed", time.Minute, 1_700_000_051, http.StatusOK},
		{"too far ahead", time.Minute, 1_700_000_050, http.StatusForbidden},
	}
	c := crypt(t, testToken, testKey, corpID)
	query, body := sealed(t, c, event)
	echo, err := c.Encrypt([]byte("5927782489442352469"), zeros{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			f := setup(t)
			f.handler.MaxSkew, f.handler.Now = row.most, func() time.Time { return time.Unix(row.now, 0) }
			if got := f.do("POST", "/c?"+query, body).Code; got != row.want || (len(f.accepted) == 1) != (row.want == http.StatusOK) {
				t.Errorf("a delivery is answered %d, %d accepted", got, len(f.accepted))
			}
			if got := f.do("GET", "/c?"+signed(c, echo)+"&echostr="+url.QueryEscape(echo), "").Code; got != row.want {
				t.Errorf("a check of the address is answered %d", got)
			}
		})
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }
