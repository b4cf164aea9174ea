package wx_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/menling/menling/wx"
)

func steady() wx.StoreOption { return wx.WithJitter(func() float64 { return 0 }) }

// opener makes an empty store.
type opener func(opts ...wx.StoreOption) wx.TokenStore

// eachStore tries the memory store and the file store, each on a clock of its own.
func eachStore(t *testing.T, test func(t *testing.T, open opener)) {
	t.Run("memory", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			test(t, func(opts ...wx.StoreOption) wx.TokenStore { return wx.NewMemoryTokens(nil, opts...) })
		})
	})
	t.Run("files", func(t *testing.T) {
		root, n := t.TempDir(), 0
		synctest.Test(t, func(t *testing.T) {
			test(t, func(opts ...wx.StoreOption) wx.TokenStore {
				n++
				store, err := wx.NewFileTokens(filepath.Join(root, fmt.Sprint(n)), nil, opts...)
				if err != nil {
					t.Fatal(err)
				}
				return store
			})
		})
	})
}

// issuer counts the tokens it gives, each valid for two hours.
type issuer struct {
	count atomic.Int64
	life  time.Duration
	err   error
}

func (i *issuer) fetch(context.Context) (wx.Token, error) {
	n := i.count.Add(1)
	if i.err != nil {
		return wx.Token{}, i.err
	}
	life := i.life
	if life == 0 {
		life = 2 * time.Hour
	}
	return wx.Token{Value: fmt.Sprint("token", n), ExpiresAt: time.Now().Add(life)}, nil
}

func TestTokenIsFetchedOnceAndKept(t *testing.T) {
	eachStore(t, func(t *testing.T, open opener) {
		store, issuer := open(steady()), &issuer{}
		for range 3 {
			token, err := store.Renew(t.Context(), "k", 0, issuer.fetch)
			if err != nil || token.Value != "token1" || token.Version != 1 {
				t.Fatalf("%q version %d, %v", token.Value, token.Version, err)
			}
		}
		if other, _ := store.Renew(t.Context(), "another", 0, issuer.fetch); other.Value != "token2" {
			t.Errorf("another key got %q", other.Value)
		}
	})
}

func TestTokenIsRenewedEarly(t *testing.T) {
	rows := []struct {
		life, after time.Duration
		jitter      float64
		renewed     bool
	}{
		{2 * time.Hour, 114 * time.Minute, 0, false},
		{2 * time.Hour, 115 * time.Minute, 0, true},
		{2 * time.Hour, 114*time.Minute + time.Second, 0.999, true},
		{5 * time.Minute, 269 * time.Second, 0, false}, // a stable token near its end
		{5 * time.Minute, 270 * time.Second, 0, true},
	}
	for _, row := range rows {
		eachStore(t, func(t *testing.T, open opener) {
			store := open(wx.WithJitter(func() float64 { return row.jitter }))
			issuer := &issuer{life: row.life}
			store.Renew(t.Context(), "k", 0, issuer.fetch)
			time.Sleep(row.after)
			store.Renew(t.Context(), "k", 0, issuer.fetch)
			if got := issuer.count.Load() == 2; got != row.renewed {
				t.Errorf("%+v: renewed %v", row, got)
			}
		})
	}
}

func TestDeadTokenMakesOneRefreshFor64Callers(t *testing.T) {
	eachStore(t, func(t *testing.T, open opener) {
		store, issuer := open(steady()), &issuer{}
		first, _ := store.Renew(t.Context(), "k", 0, issuer.fetch)
		time.Sleep(time.Minute)
		slow := func(ctx context.Context) (wx.Token, error) {
			time.Sleep(time.Second)
			return issuer.fetch(ctx)
		}
		var wg sync.WaitGroup
		for range 64 {
			wg.Go(func() {
				token, err := store.Renew(t.Context(), "k", first.Version, slow)
				if err != nil || token.Version != 2 {
					t.Errorf("version %d, %v", token.Version, err)
				}
			})
		}
		wg.Wait()
		if got := issuer.count.Load(); got != 2 {
			t.Errorf("%d fetches, want 2", got)
		}
	})
}

func TestLateReportOfADeadTokenGetsTheNewOne(t *testing.T) {
	eachStore(t, func(t *testing.T, open opener) {
		store, issuer := open(steady()), &issuer{}
		first, _ := store.Renew(t.Context(), "k", 0, issuer.fetch)
		second, _ := store.Renew(t.Context(), "k", first.Version, issuer.fetch)
		late, err := store.Renew(t.Context(), "k", first.Version, issuer.fetch)
		if err != nil || late != second || issuer.count.Load() != 2 {
			t.Errorf("%q, %v after %d fetches", late.Value, err, issuer.count.Load())
		}
	})
}

func TestChurnIsStopped(t *testing.T) {
	eachStore(t, func(t *testing.T, open opener) {
		store, issuer := open(steady()), &issuer{}
		first, _ := store.Renew(t.Context(), "k", 0, issuer.fetch)
		second, err := store.Renew(t.Context(), "k", first.Version, issuer.fetch)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.Renew(t.Context(), "k", second.Version, issuer.fetch); !errors.Is(err, wx.ErrTokenChurn) {
			t.Errorf("dead at once: %v", err)
		}
		time.Sleep(2 * time.Second)
		if third, err := store.Renew(t.Context(), "k", second.Version, issuer.fetch); err != nil || third.Version != 3 {
			t.Errorf("dead later: version %d, %v", third.Version, err)
		}
	})
}

// A clock that is set back makes no token young again: whose age is not known is
// renewed.
func TestChurnOutlivesAClockSetBack(t *testing.T) {
	now := time.Now()
	clock := func() time.Time { return now }
	files, err := wx.NewFileTokens(t.TempDir(), clock, steady())
	if err != nil {
		t.Fatal(err)
	}
	for name, store := range map[string]wx.TokenStore{"memory": wx.NewMemoryTokens(clock, steady()), "files": files} {
		issuer := &issuer{}
		first, _ := store.Renew(t.Context(), "k", 0, issuer.fetch)
		second, err := store.Renew(t.Context(), "k", first.Version, issuer.fetch)
		if err != nil {
			t.Fatal(err)
		}
		was := now
		now = now.Add(-time.Hour)
		if third, err := store.Renew(t.Context(), "k", second.Version, issuer.fetch); err != nil || third.Version != 3 {
			t.Errorf("%s: version %d, %v", name, third.Version, err)
		}
		now = was
	}
}

func TestRefusedCredentialIsRemembered(t *testing.T) {
	eachStore(t, func(t *testing.T, open opener) {
		store := open(steady())
		issuer := &issuer{err: &wx.Error{Op: "gettoken", Code: 40001, Platform: wx.WeCom}}
		for range 5 {
			if _, err := store.Renew(t.Context(), "k", 0, issuer.fetch); !errors.Is(err, wx.ErrBadCredential) {
				t.Fatal(err)
			}
		}
		if got := issuer.count.Load(); got != 1 {
			t.Errorf("%d fetches, want 1", got)
		}
		time.Sleep(2 * time.Second)
		issuer.err = nil
		if _, err := store.Renew(t.Context(), "k", 0, issuer.fetch); err != nil {
			t.Error(err)
		}
	})
}

func TestOtherFailuresAreNotRemembered(t *testing.T) {
	eachStore(t, func(t *testing.T, open opener) {
		store, issuer := open(steady()), &issuer{err: errors.New("network")}
		store.Renew(t.Context(), "k", 0, issuer.fetch)
		issuer.err = nil
		if token, err := store.Renew(t.Context(), "k", 0, issuer.fetch); err != nil || token.Version != 1 {
			t.Errorf("version %d, %v", token.Version, err)
		}
	})
}

func TestEndedCallerLeavesTheFetchToOthers(t *testing.T) {
	eachStore(t, func(t *testing.T, open opener) {
		store, issuer := open(steady()), &issuer{}
		slow := func(ctx context.Context) (wx.Token, error) {
			time.Sleep(time.Second)
			if ctx.Err() != nil {
				return wx.Token{}, ctx.Err()
			}
			return issuer.fetch(ctx)
		}
		hasty, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := store.Renew(hasty, "k", 0, slow); !errors.Is(err, context.Canceled) {
				t.Errorf("ended caller: %v", err)
			}
		})
		synctest.Wait()
		wg.Go(func() {
			if token, err := store.Renew(t.Context(), "k", 0, slow); err != nil || token.Value != "token1" {
				t.Errorf("other caller: %q, %v", token.Value, err)
			}
		})
		synctest.Wait()
		cancel()
		wg.Wait()
	})
}

func TestTokenDoesNotPrint(t *testing.T) {
	token := wx.Token{Value: "secret-value", Version: 3}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if got := fmt.Sprintf(verb, token); got != "wx.Token(hidden)" {
			t.Errorf("%s prints %s", verb, got)
		}
	}
}
