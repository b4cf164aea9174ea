package app

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/menling/menling/internal/desk"
)

// A picture is fetched whole or not at all, and what will not change is told from what may.
func TestAPictureIsFetchedWholeOrNotAtAll(t *testing.T) {
	status, size := http.StatusOK, maxFetched
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write(bytes.Repeat([]byte{1}, size))
	}))
	defer srv.Close()
	if data, err := fetch(t.Context(), srv.Client(), srv.URL); err != nil || len(data) != maxFetched {
		t.Errorf("the largest: %d bytes, %v", len(data), err)
	}
	for _, tt := range []struct {
		status, size int
		gone         bool
	}{
		{http.StatusOK, maxFetched + 1, true}, {http.StatusNotFound, 0, true}, {http.StatusGone, 0, true}, {http.StatusServiceUnavailable, 0, false},
	} {
		status, size = tt.status, tt.size
		if _, err := fetch(t.Context(), srv.Client(), srv.URL); err == nil || errors.Is(err, desk.ErrNoPicture) != tt.gone {
			t.Errorf("%d with %d bytes: %v", tt.status, tt.size, err)
		}
	}
}

func TestOnlyPublicAddressesAreFetched(t *testing.T) {
	for address, ok := range map[string]bool{
		"1.1.1.1:443": true, "[2606:4700::1111]:443": true,
		"127.0.0.1:80": false, "10.0.0.8:80": false, "192.168.1.1:80": false, "169.254.169.254:80": false, "[::1]:80": false,
		"[fe80::1]:80": false, "[fd00::1]:80": false, "[::ffff:10.0.0.8]:80": false, "0.0.0.0:80": false,
		"100.63.255.255:80": true, "100.64.0.1:80": false, "100.100.100.200:80": false, "100.128.0.1:80": true, "192.0.0.192:80": false, "192.0.1.1:80": true,
		"198.18.0.1:80": false, "198.19.255.255:80": false, "198.20.0.1:80": true, "0.1.2.3:80": false, "240.0.0.1:80": false, "255.255.255.255:80": false,
		"[64:ff9b::a00:8]:80": false, "[64:ff9b:1::a00:8]:80": false, "[::10.0.0.8]:80": false, "[2002:a00:8::1]:80": false, "[2001::a00:8]:80": false,
		"[::ffff:100.100.100.200]:80": false, "[2001:4860:4860::8888]:80": true,
	} {
		if err := refusePrivate("tcp", address, nil); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}
