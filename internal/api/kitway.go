package api

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

// Configurations are read by every page that shows a button: they are served from memory for a minute, and forgotten when their way
// changes. One whose member has no name yet is looked up again soon. Only those that have to be looked for are counted against an address.
const (
	kitFresh        = time.Minute
	kitUnnamed      = 2 * time.Second
	kitKept         = 20_000
	kitLooks        = 200
	kitLookInterval = 50 * time.Millisecond
	longestPlugID   = 512
)

// kitWays are the configurations that were asked for lately.
type kitWays struct {
	mu  sync.RWMutex
	by  map[string]kitWay
	gen int // how often something was forgotten: what was read before that is not kept
}

type kitWay struct {
	way   int64
	body  []byte
	etag  string
	fresh time.Duration
	until time.Time
}

func (k *kitWays) find(key string) (kitWay, bool, int) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	w, ok := k.by[key]
	return w, ok && time.Now().Before(w.until), k.gen
}

func (k *kitWays) keep(key string, w kitWay, gen int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.gen != gen {
		return
	}
	if k.by == nil || len(k.by) >= kitKept {
		k.by = map[string]kitWay{}
	}
	k.by[key] = w
}

// forget drops what is known of a way.
func (k *kitWays) forget(way int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.gen++
	for key, w := range k.by {
		if w.way == way {
			delete(k.by, key)
		}
	}
}

// getKitWay is a button's configuration.
func (a *API) getKitWay(w http.ResponseWriter, r *http.Request) error {
	plugID, mask := r.PathValue("plugid"), r.URL.Query().Get("mask")
	key := mask + "/" + plugID
	found, fresh, gen := a.kitWays.find(key)
	if !fresh {
		var err error
		if found, err = a.lookKitWay(r, plugID, mask); err != nil {
			return err
		}
		a.kitWays.keep(key, found, gen)
	}
	h := w.Header()
	h.Set("Cache-Control", "public, max-age="+strconv.Itoa(int(found.fresh.Seconds())))
	h.Set("ETag", found.etag)
	if r.Header.Get("If-None-Match") == found.etag {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("Content-Type", "application/json; charset=utf-8")
	w.Write(found.body)
	return nil
}

func (a *API) lookKitWay(r *http.Request, plugID, mask string) (kitWay, error) {
	if len(plugID) > longestPlugID {
		return kitWay{}, crm.Refuse(codeNoKit)
	}
	if err := a.limits.attempt(kitLookInterval, kitLooks, "kit "+address(r)); err != nil {
		return kitWay{}, err
	}
	var hide *bool
	if mask == "0" || mask == "1" {
		hide = new(mask == "1")
	}
	row, err := a.Ledger.Kit(r.Context(), plugID, hide)
	if crm.CodeOf(err) == crm.CodeNotFound {
		return kitWay{}, crm.Refuse(codeNoKit)
	}
	if err != nil {
		return kitWay{}, err
	}
	fresh := kitFresh
	if row.Unnamed {
		fresh = kitUnnamed
	}
	body, err := json.Marshal(row)
	sum := sha256.Sum256(body)
	return kitWay{row.WayID, body, `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`, fresh, time.Now().Add(fresh)}, err
}

// codeNoKit: no button shows this way, whatever the reason.
const codeNoKit crm.Code = "kit_unknown"

// getKitQR is the picture of the code that stands for a button.
func (a *API) getKitQR(w http.ResponseWriter, r *http.Request) error {
	if err := a.limits.attempt(kitLookInterval, kitLooks, "kit "+address(r)); err != nil {
		return err
	}
	way, err := a.Ledger.KitWay(r.Context(), r.PathValue("plugid"))
	if err == nil {
		way, err = a.Ledger.KnownCode(r.Context(), way)
	}
	if err != nil {
		if code := crm.CodeOf(err); code != "" { // nothing is said of ways that no button shows
			return crm.Refuse(codeNoKit)
		}
		return err
	}
	b, err := a.Desk.Store.Blob(r.Context(), [32]byte(way.QRBlob))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	if r.URL.Query().Get("v") == kitVersion(way) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Set("Content-Type", b.Type)
	h.Set("Content-Length", strconv.Itoa(len(b.Data)))
	w.Write(b.Data)
	return nil
}

// kitVersion changes with the picture.
func kitVersion(w ledger.Way) string { return hex.EncodeToString(w.QRBlob[:min(len(w.QRBlob), 6)]) }

func (a *API) getWayKit(ctx context.Context, in *WithID) (*answer[ledger.WayKit], error) {
	return answerWith(a.Ledger.WayKit(ctx, in.ID))
}

type kitStyleInput struct {
	WithID
	Body ledger.KitStyle
}

func (a *API) putWayKitStyle(ctx context.Context, in *kitStyleInput) (*answer[ledger.WayKit], error) {
	if err := a.Ledger.SetKitStyle(ctx, actor(ctx), in.ID, in.Body); err != nil {
		return nil, err
	}
	a.kitWays.forget(in.ID)
	return answerWith(a.Ledger.WayKit(ctx, in.ID))
}
