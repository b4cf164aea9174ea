package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"slices"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
)

// Kinds of drift.
const (
	DriftDiffers    = "differs"    // the platform holds something else
	DriftOnlyThere  = "only_there" // the ledger does not have it
	DriftOnlyHere   = "only_here"  // the platform does not have it
	DriftUnreadable = "unreadable" // the platform refuses to show it
)

// What became of a drift.
const (
	DriftOpen    = "open"
	DriftIgnored = "ignored" // until it changes
	DriftSettled = "settled"
)

// What a way shows of its drift.
const (
	wayDiffers = "differs"
	wayGone    = "gone"
)

// Drift is a way about which the ledger and the platform do not agree.
type Drift struct {
	ID        int64
	CorpID    int64
	AccountID int64
	ConfigID  string
	WayID     int64 // 0: none of the ledger's
	WayKind   string
	Kind      string
	Fields    []DriftField
	Theirs    json.RawMessage // the platform's copy
	Hash      []byte          // of what was found
	Problem   int
	State     string
	RunID     int64 // the run that saw it last
	FoundAt   int64
	SeenAt    int64
	SettledAt int64
}

// DriftField is one setting on both sides.
type DriftField struct {
	Field  string          `json:"field" doc:"A setting of the way, or state, qr_url, is_exclusive"`
	Ours   json.RawMessage `json:"ours"`
	Theirs json.RawMessage `json:"theirs"`
}

// DriftRow is a drift as lists show it.
type DriftRow struct {
	ID        int64           `json:"id"`
	AccountID int64           `json:"account_id"`
	ConfigID  string          `json:"config_id"`
	WayID     int64           `json:"way_id" doc:"0: the ledger does not have it"`
	WayName   string          `json:"way_name"`
	WayKind   string          `json:"way_kind" enum:"contact,join,temp,twin"`
	Kind      string          `json:"kind" enum:"differs,only_there,only_here,unreadable"`
	Fields    []DriftField    `json:"fields" nullable:"false"`
	Theirs    json.RawMessage `json:"theirs" doc:"The platform's copy, as it came; null when it has none"`
	Problem   *crm.Problem    `json:"problem"`
	State     string          `json:"state" enum:"open,ignored,settled"`
	FoundAt   int64           `json:"found_at"`
	SeenAt    int64           `json:"seen_at"`
	SettledAt int64           `json:"settled_at"`
}

// DriftQuery asks for a page of drifts, newest first.
type DriftQuery struct {
	Account int64
	Kind    string
	State   string
	Way     int64
	After   int64
	Limit   int
}

// DriftCounts say how many drifts of an account are open, by kind.
type DriftCounts struct {
	Differs    int64 `json:"differs"`
	OnlyThere  int64 `json:"only_there"`
	OnlyHere   int64 `json:"only_here"`
	Unreadable int64 `json:"unreadable"`
	Ignored    int64 `json:"ignored"`
}

// DriftReader reads drifts.
type DriftReader interface {
	Drift(ctx context.Context, id int64) (Drift, error)
	DriftRow(ctx context.Context, id int64) (DriftRow, error)
	DriftRows(ctx context.Context, q DriftQuery) ([]DriftRow, error)
	DriftCounts(ctx context.Context, account int64) (DriftCounts, error)
	// UnsettledDrifts are the open and ignored ones of these ways.
	UnsettledDrifts(ctx context.Context, corp int64, configIDs []string) ([]Drift, error)
	DriftRun(ctx context.Context, id int64) (DriftRun, error)
	OpenDrifts(ctx context.Context, account int64, kind string, after int64, limit int) ([]int64, error)
}

// DriftTx changes drifts.
type DriftTx interface {
	Drift(id int64) (Drift, error)
	DriftOf(corp int64, configID string) (Drift, error)
	AddDrift(Drift) error
	UpdateDrift(Drift) error
	// UnseenDrifts are open and ignored drifts of an account that a run did not see.
	UnseenDrifts(account, run int64, limit int) ([]Drift, error)
	WayByConfigID(corp int64, configID string) (Way, error)
	AddDriftRun(DriftRun) error
	DriftRun(id int64) (DriftRun, error)
	UpdateDriftRun(DriftRun) error
}

// driftHash is what an ignored drift is known by.
func driftHash(d Drift) []byte {
	text, err := json.Marshal([]any{d.Kind, d.Fields, d.Problem, d.essence()})
	if err != nil {
		panic(err) // texts and JSON
	}
	sum := sha256.Sum256(text)
	return sum[:]
}

// essence is what counts of the platform's copy of a way that the ledger does not have.
func (d Drift) essence() any {
	if d.Kind != DriftOnlyThere {
		return nil
	}
	var w wecom.ContactWay
	if err := json.Unmarshal(d.Theirs, &w); err != nil {
		return string(d.Theirs)
	}
	return []any{w.Type, w.Scene, w.Style, w.Remark, w.SkipVerify, w.State, w.User, w.Party}
}

// putDrift keeps what was found about a way. It is open, unless somebody wanted to ignore just this.
func putDrift(tx Tx, found Drift, id, at int64) (fresh bool, err error) {
	found.Hash, found.SeenAt, found.SettledAt = driftHash(found), at, 0
	old, err := tx.DriftOf(found.CorpID, found.ConfigID)
	if errors.Is(err, crm.ErrNotFound) {
		found.ID, found.State, found.FoundAt = id, DriftOpen, at
		return true, tx.AddDrift(found)
	}
	if err != nil {
		return false, err
	}
	found.ID, found.AccountID, found.FoundAt = old.ID, old.AccountID, old.FoundAt
	if found.RunID == 0 {
		found.RunID = old.RunID
	}
	found.State = DriftOpen
	same := slices.Equal(found.Hash, old.Hash)
	switch {
	case same && old.State == DriftIgnored:
		found.State = DriftIgnored
	case !same || old.State == DriftSettled:
		found.FoundAt = at
	}
	return old.State == DriftSettled, tx.UpdateDrift(found)
}

// settleDrift notes that a drift is no more.
func settleDrift(tx Tx, corp int64, configID string, at int64) (was bool, err error) {
	d, err := tx.DriftOf(corp, configID)
	if errors.Is(err, crm.ErrNotFound) || err == nil && d.State == DriftSettled {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	d.State, d.SettledAt = DriftSettled, at
	return true, errors.Join(tx.UpdateDrift(d), tx.AddChange(crm.Stale("drift", d.ID, at)))
}

// flag has a way show its drift. It is a rule's doing, and lists learn of it.
func flag(tx Tx, w Way, drift string, at int64) error {
	if w.Drift == drift {
		return nil
	}
	audit := crm.Audit{
		At: at, Actor: crm.Rule("way.drift"), Operation: "way.drift", Subject: "way", SubjectID: w.ID,
		Before: map[string]string{"drift": w.Drift}, After: map[string]string{"drift": drift},
	}
	return errors.Join(tx.FlagWay(w.ID, drift), tx.AddAudit(audit), tx.AddChange(crm.Stale("way", w.ID, at)))
}
