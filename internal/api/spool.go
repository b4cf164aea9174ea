package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/menling/menling/internal/crm"
)

// Spool is where pushes are kept while the database does not answer.
type Spool interface {
	// Waiting is how many are kept at this node.
	Waiting(ctx context.Context) (int64, error)
	// BringHome takes those of a node that is gone.
	BringHome(ctx context.Context, spooled []crm.Push) (crm.Homecoming, error)
}

// spoolPath is for the operator alone: what comes in by it was verified by the node that kept it, and nobody else may say so.
const spoolPath = "/api/v1/spool"

// spooledBytes bounds a request with pushes: a batch of a spool, in base64, with the largest push at its end.
const spooledBytes = 32 << 20

func (a *API) getSpool(w http.ResponseWriter, r *http.Request) {
	n, err := a.Spool.Waiting(r.Context())
	if err != nil {
		a.problem(r.Context(), err).write(w)
		return
	}
	writeJSON(w, crm.SpoolState{Waiting: n, Ready: a.ready(r.Context()) == nil})
}

func (a *API) takeSpooled(w http.ResponseWriter, r *http.Request) {
	var spooled []crm.Push
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, spooledBytes)).Decode(&spooled); err != nil {
		problemOf(crm.Refuse(codeUnreadable)).write(w)
		return
	}
	home, err := a.Spool.BringHome(r.Context(), spooled)
	if err != nil {
		a.problem(r.Context(), err).write(w)
		return
	}
	writeJSON(w, home)
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // the operator has gone, and nobody is left to be told
}
