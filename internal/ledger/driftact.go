package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
)

// What can be decided about a drift.
const (
	DriftAdopt  = "adopt"  // the ledger takes what the platform has
	DriftPush   = "push"   // the platform is given what the ledger has
	DriftIgnore = "ignore" // until it changes
	DriftCheck  = "check"  // the platform is asked again
)

// Why a decision does not fit.
const (
	CodeDriftSettled crm.Code = "drift_settled"
	CodeDriftUnfit   crm.Code = "drift_action_unfit"
)

// maxDriftIDs is how many drifts one request may name.
const maxDriftIDs = 500

// DriftDecision is what somebody wants done about drifts.
type DriftDecision struct {
	Action    string  `json:"action" enum:"adopt,push,ignore,check"`
	IDs       []int64 `json:"ids,omitempty" maxItems:"500" doc:"These drifts"`
	AccountID int64   `json:"account_id,omitempty" doc:"Without ids: all open drifts of this account"`
	Kind      string  `json:"kind,omitempty" enum:"differs,only_there,only_here,unreadable" doc:"Without ids: of this kind"`
	ChannelID int64   `json:"channel_id,omitempty" doc:"To adopt what only the platform has: the channel its customers are counted to"`
}

// DriftOutcome is what became of drifts that were named.
type DriftOutcome struct {
	Done   []int64       `json:"done" nullable:"false"`
	Passed []PassedDrift `json:"passed" nullable:"false" doc:"Drifts that the decision does not fit, with the reason"`
	RunID  int64         `json:"run_id" doc:"Without ids: the run that decides about all of the kind; 0 otherwise"`
}

// PassedDrift is a drift that was left as it is.
type PassedDrift struct {
	ID   int64    `json:"id"`
	Code crm.Code `json:"code"`
}

// fits says whether a decision can be made about a drift.
func (d Drift) fits(action string) error {
	if d.State == DriftSettled {
		return crm.Refuse(CodeDriftSettled)
	}
	switch {
	case action == DriftIgnore, action == DriftCheck, action == DriftPush && d.Kind == DriftDiffers && len(d.pushable()) > 0,
		action == DriftAdopt && d.Kind != DriftUnreadable && (d.Kind != DriftOnlyThere || d.WayKind == KindContact):
		return nil
	}
	return crm.Refuse(CodeDriftUnfit, "kind", d.Kind, "action", action)
}

// notPushable are fields that the platform does not let anybody change.
var notPushable = []string{"qr_url", "is_exclusive"}

func (d Drift) pushable() (names []string) {
	for _, f := range d.Fields {
		if !slices.Contains(notPushable, f.Field) {
			names = append(names, f.Field)
		}
	}
	return names
}

// DecideDrifts does what was decided about drifts: at once for those that are named, in a run for all of a kind.
func (l *Ledger) DecideDrifts(ctx context.Context, who crm.Actor, in DriftDecision) (DriftOutcome, error) {
	if err := l.checkDecision(ctx, in); err != nil {
		return DriftOutcome{}, err
	}
	if len(in.IDs) == 0 {
		run, err := l.startDriftRun(ctx, who, in)
		return DriftOutcome{Done: []int64{}, Passed: []PassedDrift{}, RunID: run}, err
	}
	out := DriftOutcome{Done: []int64{}, Passed: []PassedDrift{}}
	for _, id := range in.IDs {
		err := l.decideDrift(ctx, who, id, in.Action, in.ChannelID, false)
		switch code := crm.CodeOf(err); code {
		case CodeDriftSettled, CodeDriftUnfit, crm.CodeNotFound, CodeNotConfirmed:
			out.Passed = append(out.Passed, PassedDrift{id, code})
			continue
		}
		if err != nil {
			return out, err
		}
		out.Done = append(out.Done, id)
	}
	l.Waker.Wake(QueueWays)
	return out, nil
}

func (l *Ledger) checkDecision(ctx context.Context, in DriftDecision) error {
	switch {
	case len(in.IDs) > maxDriftIDs:
		return crm.Invalid("ids", "一次最多选 500 条；更多请按类型全部处理", "at most 500 at once: decide about all of a kind for more")
	case len(in.IDs) == 0 && (in.AccountID == 0 || in.Kind == ""):
		return crm.Invalid("ids", "请选择要处理的差异，或给出账号和类型", "choose drifts, or give the account and the kind")
	}
	if len(in.IDs) == 0 {
		if _, err := l.Store.Account(ctx, in.AccountID); err != nil {
			return crm.Invalid("account_id", "请选择一个企业微信账号", "choose a WeCom account")
		}
		if err := (Drift{Kind: in.Kind, WayKind: KindContact, Fields: []DriftField{{Field: "remark"}}}).fits(in.Action); err != nil {
			return err
		}
	}
	if in.ChannelID != 0 {
		if _, err := l.Store.ChannelRow(ctx, in.ChannelID, l.Days()); err != nil {
			return crm.Invalid("channel_id", "请选择一个渠道", "choose a channel")
		}
	}
	return nil
}

// decideDrift does what was decided about one drift, in a transaction of its own.
func (l *Ledger) decideDrift(ctx context.Context, who crm.Actor, id int64, action string, channel int64, bulk bool) error {
	known, err := l.Store.Drift(ctx, id)
	if err != nil {
		return err
	}
	account, err := l.Store.Account(ctx, known.AccountID)
	if err != nil {
		return err
	}
	stamp, today := l.stamp(), l.Today(account)
	keys := []string{"drift:" + itoa(id)}
	if known.WayID != 0 {
		keys = append(keys, wayLane(known.WayID))
	}
	return l.Store.Write(ctx, keys, func(tx Tx) error {
		d, err := tx.Drift(id)
		if err != nil {
			return err
		}
		if err := d.fits(action); err != nil {
			return err
		}
		t := &deciding{l: l, tx: tx, draw: stamp.Draw(), who: who, d: d, today: today, at: stamp.At, channel: channel, bulk: bulk}
		if err := map[string]func() error{DriftAdopt: t.adopt, DriftPush: t.push, DriftIgnore: t.ignore, DriftCheck: t.check}[action](); err != nil {
			return err
		}
		return errors.Join(
			tx.AddAudit(crm.Audit{At: stamp.At, Actor: who, Operation: "drift." + action, Subject: "drift", SubjectID: id, Before: d, After: t.d}),
			tx.AddChange(crm.Stale("drift", id, stamp.At)))
	})
}

// deciding is one decision about one drift, in its transaction.
type deciding struct {
	l       *Ledger
	tx      Tx
	draw    *crm.Draw
	who     crm.Actor
	d       Drift
	today   int64
	at      int64
	channel int64
	bulk    bool
}

func (t *deciding) settled() error {
	t.d.State, t.d.SettledAt = DriftSettled, t.at
	return t.tx.UpdateDrift(t.d)
}

func (t *deciding) ignore() error {
	t.d.State = DriftIgnored
	return t.tx.UpdateDrift(t.d)
}

// adopt has the ledger take what the platform has.
func (t *deciding) adopt() error {
	if t.d.Kind == DriftOnlyThere {
		return t.adoptNew()
	}
	before, err := t.tx.Way(t.d.WayID)
	if err != nil {
		return err
	}
	if before.Phase != PhaseConfirmed {
		return crm.Refuse(CodeNotConfirmed, "phase", before.Phase)
	}
	w := before
	w.Drift = ""
	if t.d.Kind == DriftOnlyHere {
		w.Phase, w.DeletedAt, w.PlanAt = PhaseDeleted, t.at, 0
	} else if err := t.takeOver(&w); err != nil {
		return err
	}
	return errors.Join(t.l.settle(t.tx, t.who, "way.adopt_drift", &before, w, t.today, t.at), t.settled())
}

// takeOver puts the platform's values into a way, as a version of its history.
func (t *deciding) takeOver(w *Way) error {
	h, err := t.d.held(*w)
	if err != nil {
		return err
	}
	var names []string
	for _, f := range t.d.Fields {
		switch f.Field {
		case "state":
			if err := t.tx.KeepFormerState(*w); err != nil { // its customers come with it for a while yet
				return err
			}
			w.State = h.State
		case "qr_url":
			w.QRURL, w.QRBlob, w.QRContent = h.QRURL, nil, ""
			if err := t.tx.AddJob(wayJobOf(JobFetchQR, *w, t.at)); err != nil {
				return err
			}
		default:
			names = append(names, f.Field)
		}
	}
	if len(names) == 0 {
		return nil
	}
	if err := beginHistory(t.tx, t.draw, w); err != nil {
		return err
	}
	v := Version{ID: t.draw.ID(), WayID: w.ID, Kind: VersionAdopted, Actor: t.who, At: t.at, Platform: string(orNull(t.d.Theirs))}
	return hold(t.tx, w, v, fieldsOf(h.settings()).only(names), t.at)
}

// held reads the platform's copy that the drift keeps.
func (d Drift) held(w Way) (held, error) {
	if w.Kind == KindJoin {
		var c wecom.JoinWay
		err := json.Unmarshal(d.Theirs, &c)
		return heldJoin(w, c), err
	}
	var c wecom.ContactWay
	err := json.Unmarshal(d.Theirs, &c)
	return heldContact(w, c), err
}

// adoptNew makes a way of what only the platform had. It keeps its state: several that share one are attributed to the oldest
// way, and so to its channel.
func (t *deciding) adoptNew() error {
	if t.channel == 0 {
		return crm.Invalid("channel_id", "请选择一个渠道，接管的活码归到它下面", "choose the channel that the adopted ways belong to")
	}
	var c wecom.ContactWay
	if err := json.Unmarshal(t.d.Theirs, &c); err != nil {
		return err
	}
	w := Way{
		ID: t.draw.ID(), Kind: KindContact, CorpID: t.d.CorpID, AccountID: t.d.AccountID, State: c.State, Phase: PhaseConfirmed, ConfigID: t.d.ConfigID, QRURL: c.QRCode,
		ClientKey: "adopted:" + itoa(t.draw.ID()), Origin: OriginAdopted, CreatedBy: t.who.ID, CreatedAt: t.at, ConfirmedAt: t.at, UpdatedAt: t.at, CheckedAt: t.d.SeenAt,
		Settings: Settings{
			ChannelID: t.channel, Name: adoptedName(c), Remark: c.Remark, Type: int(c.Type), Scene: int(c.Scene), Style: c.Style, Users: c.User, Parties: c.Party,
			SkipVerify: c.SkipVerify, MarkSource: c.MarkSource == nil || *c.MarkSource, Exclusive: c.IsExclusive != nil && *c.IsExclusive,
		},
	}
	w.Settings = w.normal(KindContact)
	if err := t.tx.AddWay(w); err != nil {
		return err
	}
	t.d.WayID = w.ID
	return errors.Join(
		t.l.settle(t.tx, t.who, "way.adopt_drift", nil, w, t.today, t.at), t.tx.AddJob(wayJobOf(JobFetchQR, w, t.at)), t.settled())
}

// adoptedName is the best name there is.
func adoptedName(c wecom.ContactWay) string {
	for _, name := range []string{strings.TrimSpace(c.Remark), strings.TrimSpace(c.State)} {
		if name != "" && utf8.RuneCountInString(name) <= maxName {
			return name
		}
	}
	return c.ConfigID
}
