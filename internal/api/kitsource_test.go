package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestAMiniProgramHasItsSourceSigned(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s).withPlatforms()
		appid := w.weapp.PlatformID
		var got SignedSource
		in := SourceInput{AppID: appid, Page: "pages/goods/goods", Button: "hero", Data: map[string]string{"order": "7"}}
		w.anybody().do(post, kitBase+"/source", in).want(t, 200, &got)
		if !strings.HasPrefix(got.SessionFrom, "page=pages/goods/goods&button=hero&order=7&t=") || got.ExpiresIn != 86400 || !got.Open {
			t.Errorf("got %+v", got)
		}
		if mark := desk.MarkSession(s.SessionKey(appid), got.SessionFrom, w.desk.Clock.Ms()); mark != desk.SessionSigned {
			t.Errorf("it is %s", mark)
		}
		in.Data["order"] = strings.Repeat("长", 400)
		w.anybody().do(post, kitBase+"/source", in).refused(t, 422, "invalid")
		in.Data["order"] = strings.Repeat("x", pressBytes)
		w.anybody().do(post, kitBase+"/source", in).refused(t, 413, codeTooLarge)
		w.anybody().do(post, kitBase+"/source", []string{"no object"}).refused(t, 400, codeUnreadable)
		w.anybody().do(post, kitBase+"/source", SourceInput{AppID: "wx0000000000000000"}).refused(t, 404, "not_found")
		elsewhere := w.anybody()
		elsewhere.header = http.Header{"Origin": {"https://elsewhere.example"}}
		elsewhere.do(post, kitBase+"/source", in).refused(t, 403, codeKitOrigin)
	})
}

func TestAnybodyMayAskHowTheDeskIs(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite)).withPlatforms()
	now := time.Now()
	w.api.limits.now = func() time.Time { return now } // on a slow machine a try would be back meanwhile
	path := kitBase + "/service?appid=" + w.weapp.PlatformID
	var got desk.ServiceState
	r := w.anybody().do(get, path, nil).want(t, 200, &got)
	if got != (desk.ServiceState{Open: true}) || r.Header.Get("Cache-Control") != "public, max-age=10" {
		t.Errorf("%+v %v", got, r.Header)
	}
	w.anybody().do(get, kitBase+"/service?appid=wx0", nil).refused(t, 404, "not_found")
	last := r
	for range codesBurst {
		if last = w.anybody().do(get, path, nil); last.StatusCode != http.StatusOK {
			break
		}
	}
	last.refused(t, 429, "too_many_attempts")
}

func TestARelayWithoutADoorIsNotFound(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	w.anybody().do(post, kitBase+"/relay/demo", map[string]any{}).refused(t, 404, "not_found")
	w.anybody().do(get, kitBase+"/relay/demo", nil).refused(t, 405, codeMethod)
}
