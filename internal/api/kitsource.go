package api

import (
	"net/http"

	"github.com/menling/menling/internal/desk"
)

// sourceExpires is how long a signed session-from is good, in seconds.
const sourceExpires = 24 * 60 * 60

// SourceInput is where in a mini program somebody is about to open the chat.
type SourceInput struct {
	AppID  string            `json:"appid"`
	Page   string            `json:"page"`
	Button string            `json:"button"`
	PlugID string            `json:"plugid"`
	Data   map[string]string `json:"data"`
}

// SignedSource is a session-from to hand over, and how the desk is now.
type SignedSource struct {
	SessionFrom string `json:"session_from"`
	desk.ServiceState
	ExpiresIn int `json:"expires_in"`
}

func (a *API) postSource(w http.ResponseWriter, r *http.Request) error {
	if err := a.limits.attempt(codesInterval, codesBurst, "source "+address(r)); err != nil {
		return err
	}
	var in SourceInput
	if err := readKit(w, r, &in); err != nil {
		return err
	}
	account, err := a.Desk.ByAppID(r.Context(), in.AppID)
	if err != nil {
		return err
	}
	source := desk.SessionSource{Page: in.Page, Button: in.Button, PlugID: in.PlugID, Data: in.Data}
	text, err := source.Sign(a.Desk.Store.SessionKey(account.PlatformID), a.Clock())
	if err != nil {
		return err
	}
	now, err := a.services.of(r.Context(), a, account.PlatformID)
	if err != nil {
		return err
	}
	return writeKit(w, SignedSource{text, now, sourceExpires})
}
