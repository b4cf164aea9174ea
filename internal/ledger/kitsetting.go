package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// KitSettings say whose web pages may show the kit's buttons. Mini programs send no origin and need none.
type KitSettings struct {
	Origins []string `json:"origins" maxItems:"100" doc:"Such as https://www.example.com, or https://*.example.com for all below it; none: no other site"`
}

const kitSetting = "kit"

const maxOrigins = 100

// KitSettings are those of this installation.
func (l *Ledger) KitSettings(ctx context.Context) (KitSettings, error) {
	s := KitSettings{Origins: []string{}}
	text, err := l.Store.Setting(ctx, kitSetting)
	if errors.Is(err, crm.ErrNotFound) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal([]byte(text), &s)
}

// SetKitSettings changes them, and answers with the origins as browsers write them.
func (l *Ledger) SetKitSettings(ctx context.Context, who crm.Actor, s KitSettings) (KitSettings, error) {
	s, err := s.normal()
	if err != nil {
		return s, err
	}
	text, err := json.Marshal(s)
	if err != nil {
		return s, err
	}
	before, err := l.KitSettings(ctx)
	if err != nil {
		return s, err
	}
	at := l.Clock.Ms()
	err = l.Store.Write(ctx, []string{"settings:" + kitSetting}, func(tx Tx) error {
		audit := crm.Audit{At: at, Actor: who, Operation: "kit.settings", Subject: "settings", Before: before, After: s}
		return errors.Join(tx.PutSetting(kitSetting, string(text), at), tx.AddAudit(audit))
	})
	l.Waker.Wake(TopicKit)
	return s, err
}

// TopicKit is woken when it has changed which pages may show buttons.
const TopicKit = "kit"

func (s KitSettings) normal() (KitSettings, error) {
	out := KitSettings{Origins: []string{}}
	for _, o := range s.Origins {
		o = strings.ToLower(strings.TrimRight(strings.TrimSpace(o), "/"))
		if !isOrigin(o) {
			return s, crm.Invalid("origins", "「"+o+"」不是来源：请填 https://www.example.com 这样的地址，或 https://*.example.com", "“"+o+"” is no origin: give such as https://www.example.com, or https://*.example.com")
		}
		if !slices.Contains(out.Origins, o) {
			out.Origins = append(out.Origins, o)
		}
	}
	if len(out.Origins) > maxOrigins {
		return s, crm.Invalid("origins", "最多 100 个来源", "at most 100 origins")
	}
	return out, nil
}

// isOrigin takes plain http from this machine alone: that is somebody who tries their page.
func isOrigin(o string) bool {
	u, err := url.Parse(strings.Replace(o, "://*.", "://", 1))
	if err != nil || u.Host == "" || u.Hostname() == "" || u.Scheme+"://"+u.Host != strings.Replace(o, "://*.", "://", 1) || strings.ContainsAny(u.Host, "*,; ") {
		return false
	}
	if strings.Contains(o, "://*.") {
		return u.Scheme == "https" && strings.Contains(u.Hostname(), ".")
	}
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1")
}

// Allows says whether pages of an origin may show buttons.
func (s KitSettings) Allows(origin string) bool {
	return slices.ContainsFunc(s.Origins, func(o string) bool {
		scheme, below, all := strings.Cut(o, "*")
		if !all {
			return o == origin
		}
		return strings.HasPrefix(origin, scheme) && strings.HasSuffix(origin, below) && len(origin) > len(scheme)+len(below)
	})
}
