package ledger

import (
	"errors"

	"github.com/menling/menling/internal/crm"
)

// taking takes the next rows of an import and stores their ways as about to be called.
type taking struct {
	run     *importRun
	tx      Tx
	i       *Import
	draws   []crm.Stamp // one for each way
	states  []string
	today   int64
	at      int64
	flights []flight
}

func (t *taking) room() int { return len(t.draws) - len(t.flights) }

// take first takes what was turned back, then new rows, and in a second pass what had failed.
func (t *taking) take() error {
	rows, err := t.tx.TakenRows(t.i.ID)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := t.once(row, t.back); err != nil {
			return err
		}
	}
	for _, pass := range []struct {
		read func(id, after int64, limit int) ([]StoredRow, error)
		at   *int64
		one  func(StoredRow) error
	}{{t.tx.WaitingRows, &t.i.Taken, t.fresh}, {t.tx.FailedRows, &t.i.Again, t.again}} {
		if t.room() == 0 || *pass.at < 0 {
			continue
		}
		rows, err := pass.read(t.i.ID, *pass.at, t.room())
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := t.once(row, pass.one); err != nil {
				return err
			}
			*pass.at = row.N
		}
	}
	if len(t.flights) == 0 {
		t.i.Again = -1
	}
	return nil
}

func (t *taking) once(row StoredRow, one func(StoredRow) error) error {
	if t.room() == 0 {
		return nil
	}
	return one(row)
}

// back is a way that the platform would not make just then.
func (t *taking) back(row StoredRow) error {
	before, err := t.tx.Way(row.WayID)
	if err != nil || before.Phase != PhaseIntent {
		return err
	}
	return t.call(row, before, before, "way.call")
}

// again is a way that had failed. It takes a new state, since the old one may still turn up.
func (t *taking) again(row StoredRow) error {
	before, err := t.tx.Way(row.WayID)
	if err != nil || before.Phase != PhaseFailed {
		return err
	}
	w := before
	w.Problem, w.AbsentAt = 0, 0
	w.State = prefixOf(before.State) + t.states[len(t.flights)]
	if err := t.tx.KeepFormerState(before); err != nil {
		return err
	}
	if err := t.tx.PutRow(t.i.ID, row.N, RowTaken, w.ID); err != nil {
		return err
	}
	return t.call(row, before, w, "way.retry")
}

func (t *taking) call(row StoredRow, before, w Way, operation string) error {
	w.Phase, w.CalledAt = PhaseCalling, t.at
	if err := t.run.l.settle(t.tx, crm.Rule(operation), operation, &before, w, t.today, t.at); err != nil {
		return err
	}
	t.flights = append(t.flights, flight{n: row.N, way: w})
	return nil
}

// fresh is a row that no way was asked for yet.
func (t *taking) fresh(row StoredRow) error {
	d := t.draws[len(t.flights)].Draw()
	channel, err := t.channel(row.Way, d)
	if err != nil {
		return err
	}
	s := row.Way.Settings
	s.ChannelID = channel
	w := Way{
		ID: d.ID(), Kind: row.Way.Kind, CorpID: t.i.CorpID, AccountID: t.i.AccountID, State: row.Way.StatePrefix + t.states[len(t.flights)], Settings: s,
		Phase: PhaseCalling, ClientKey: "import:" + itoa(t.i.ID) + ":" + itoa(row.N), Origin: OriginMade, ImportID: t.i.ID,
		CreatedBy: t.i.CreatedBy, CreatedAt: t.at, CalledAt: t.at, UpdatedAt: t.at,
	}
	if err := t.tx.AddWay(w); err != nil {
		return err
	}
	who := crm.Actor{Kind: "rule", ID: t.i.CreatedBy, Name: "import " + itoa(t.i.ID)}
	if err := t.run.l.settle(t.tx, who, "way.create", nil, w, t.today, t.at); err != nil {
		return err
	}
	t.flights = append(t.flights, flight{n: row.N, way: w})
	return t.tx.PutRow(t.i.ID, row.N, RowTaken, w.ID)
}

// channel is the row's, made if it is not there.
func (t *taking) channel(r *RowWay, d *crm.Draw) (int64, error) {
	if r.NewChannel == "" {
		return r.ChannelID, nil
	}
	known, err := t.tx.ChannelByName(r.NewChannel)
	if !errors.Is(err, crm.ErrNotFound) {
		return known.ID, err
	}
	c := Channel{ID: d.ID(), Name: r.NewChannel, CreatedAt: t.at, UpdatedAt: t.at}
	audit := crm.Audit{At: t.at, Actor: crm.Rule("import"), Operation: "channel.create", Subject: "channel", SubjectID: c.ID, After: c}
	return c.ID, errors.Join(t.tx.AddChannel(c), t.tx.AddAudit(audit), t.tx.AddChange(crm.Stale("channel", c.ID, t.at)))
}

// recordBulk is how a change of one of very many ways is told: lists read the row when they show it, and the audit of what a rule
// did holds what changed instead of the whole way twice.
func recordBulk(tx Tx, who crm.Actor, operation string, before *Way, w Way, at int64) error {
	if err := tx.AddChange(crm.Stale("way", w.ID, at)); err != nil {
		return err
	}
	audit := crm.Audit{At: at, Actor: who, Operation: operation, Subject: "way", SubjectID: w.ID, After: w}
	if before != nil {
		audit.Before, audit.After = progressOf(*before), progressOf(w)
	}
	return tx.AddAudit(audit)
}

// progress is what changes of a way while it is made.
type progress struct {
	Phase     Phase  `json:"phase"`
	State     string `json:"state"`
	Problem   int    `json:"problem,omitempty"`
	ConfigID  string `json:"config_id,omitempty"`
	QRURL     string `json:"qr_url,omitempty"`
	QRContent string `json:"qr_content,omitempty"`
	AbsentAt  int64  `json:"absent_at,omitempty"`
	SeenAt    int64  `json:"seen_at,omitempty"`
}

func progressOf(w Way) progress {
	return progress{w.Phase, w.State, w.Problem, w.ConfigID, w.QRURL, w.QRContent, w.AbsentAt, w.SeenAt}
}
