package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/menling/menling/internal/ledger"
)

// kitBase is in front of what the buttons of mini programs and web pages call. It is public: no cookie is read there, and
// nothing secret is answered.
const kitBase = "/kit/v1"

// kitRoutes is every address of the kit. Each has its row in the table of access.
func (a *API) kitRoutes() {
	a.raw("GET "+kitBase+"/ways/{plugid}", a.kit(a.getKitWay))
	a.raw("GET "+kitBase+"/ways/{plugid}/qr.png", a.kit(a.getKitQR))
	a.raw("POST "+kitBase+"/press", a.kit(a.press))
	a.raw("OPTIONS "+kitBase+"/", a.fromKitPage(preflight))
	a.raw("GET "+kitBase+"/menling-contact.js", serveElement())
	a.raw("POST "+kitBase+"/source", a.kit(a.postSource))
	a.raw("GET "+kitBase+"/service", a.kit(a.getService))
	a.raw("POST "+kitBase+"/relay/{account}", callback(a.Callbacks.Relay)) // from a cloud function, which signs: no page
	a.raw(kitBase+"/", a.fromKitPage(a.noOperation))
}

// kit makes a handler of the kit: for allowed pages alone, and its errors become Problems.
func (a *API) kit(handle func(w http.ResponseWriter, r *http.Request) error) http.HandlerFunc {
	return a.fromKitPage(func(w http.ResponseWriter, r *http.Request) {
		if err := handle(w, r); err != nil {
			a.kitProblem(r.Context(), err).write(w)
		}
	})
}

// kitProblem is what went wrong; a button that is not there has the number of the platform's own plugin, too.
func (a *API) kitProblem(ctx context.Context, err error) *Problem {
	p := a.problem(ctx, err)
	if p.Code == string(codeNoKit) {
		p.Errcode = ledger.KitUnknown
	}
	return p
}

// writeKit answers with JSON that nobody keeps.
func writeKit(w http.ResponseWriter, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Write(b)
	return nil
}

func (a *API) getKitSettings(ctx context.Context, _ *none) (*answer[ledger.KitSettings], error) {
	return answerWith(a.Ledger.KitSettings(ctx))
}

func (a *API) putKitSettings(ctx context.Context, in *body[ledger.KitSettings]) (*answer[ledger.KitSettings], error) {
	s, err := a.Ledger.SetKitSettings(ctx, actor(ctx), in.Body)
	if err == nil {
		a.kitPages.forget()
	}
	return answerWith(s, err)
}
