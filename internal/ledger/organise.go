package ledger

import (
	"context"
	"errors"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// Organise puts many ways in order: what is given is set for all of them, at once, since the platform knows nothing of it.
type Organise struct {
	IDs          []int64 `json:"ids" minItems:"1" maxItems:"500" nullable:"false"`
	ChannelID    *int64  `json:"channel_id,omitempty"`
	FolderID     *int64  `json:"folder_id,omitempty" doc:"0: none"`
	OwnerID      *int64  `json:"owner_id,omitempty" doc:"The agent who looks after them; 0: nobody"`
	AddLabels    []int64 `json:"add_labels,omitempty" nullable:"false"`
	RemoveLabels []int64 `json:"remove_labels,omitempty" nullable:"false"`
}

// Organised is what became of it.
type Organised struct {
	Changed   int     `json:"changed"`
	Unchanged int     `json:"unchanged" doc:"They were so already"`
	Left      []int64 `json:"left" doc:"Ways that are not there or deleted: they were left alone"`
}

// Limits of one call. More ways are changed by a bulk run.
const (
	organiseMost   = 500
	organiseAtOnce = 20 // in one transaction
)

// OrganiseWays changes where ways stand in the ledger: channel, folder, owner, labels. Each has it in its history.
func (l *Ledger) OrganiseWays(ctx context.Context, who crm.Actor, o Organise) (Organised, error) {
	out := Organised{Left: []int64{}}
	if err := o.validate(); err != nil {
		return out, err
	}
	for ids := range slices.Chunk(distinct(o.IDs), organiseAtOnce) {
		if err := l.organise(ctx, who, o, ids, &out); err != nil {
			return out, err
		}
	}
	l.Waker.Wake(QueueWays)
	if o.ChannelID != nil {
		l.Waker.Wake(TopicMedia) // those of the channel may be needed first by these ways
	}
	return out, nil
}

func (o Organise) validate() error {
	switch {
	case len(o.IDs) == 0 || len(o.IDs) > organiseMost:
		return crm.Invalid("ids", "请选择 1 到 500 个活码；更多请用批量修改", "choose 1 to 500 ways; change more of them by a bulk run")
	case o.ChannelID == nil && o.FolderID == nil && o.OwnerID == nil && len(o.AddLabels)+len(o.RemoveLabels) == 0:
		return crm.Invalid("ids", "请选择要修改的内容", "say what to change: channel_id, folder_id, owner_id, add_labels or remove_labels")
	}
	return nil
}

// organise does some of the ways in one transaction.
func (l *Ledger) organise(ctx context.Context, who crm.Actor, o Organise, ids []int64, out *Organised) error {
	lanes, stamps := make([]string, len(ids)), make([]crm.Stamp, len(ids))
	for i, id := range ids {
		lanes[i], stamps[i] = wayLane(id), l.stamp()
	}
	today := l.Days()[13]
	var done Organised
	err := l.Store.Write(ctx, lanes, func(tx Tx) error {
		done = Organised{}
		if err := o.exist(tx); err != nil {
			return err
		}
		for i, id := range ids {
			if err := l.organiseOne(tx, stamps[i].Draw(), who, id, today, o, &done); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		out.Changed, out.Unchanged, out.Left = out.Changed+done.Changed, out.Unchanged+done.Unchanged, append(out.Left, done.Left...)
	}
	return err
}

func (l *Ledger) organiseOne(tx Tx, d *crm.Draw, who crm.Actor, id, today int64, o Organise, done *Organised) error {
	w, err := tx.Way(id)
	if errors.Is(err, crm.ErrNotFound) || err == nil && (w.Phase == PhaseDeleted || w.Phase == PhaseDeleting) {
		done.Left = append(done.Left, id)
		return nil
	}
	if err != nil {
		return err
	}
	made, err := l.change(tx, d, who, w, today, wish{kind: VersionChanged, bulk: true, make: o.onto})
	if len(made) > 0 {
		done.Changed++
	} else if err == nil {
		done.Unchanged++
	}
	return err
}

// onto is the settings as they are wanted.
func (o Organise) onto(s Settings) (Settings, error) {
	if o.ChannelID != nil {
		s.ChannelID = *o.ChannelID
	}
	if o.FolderID != nil {
		s.FolderID = *o.FolderID
	}
	if o.OwnerID != nil {
		s.OwnerID = *o.OwnerID
	}
	s.Labels = slices.DeleteFunc(slices.Clone(s.Labels), func(id int64) bool { return slices.Contains(o.RemoveLabels, id) })
	s.Labels = distinct(append(s.Labels, o.AddLabels...))
	return s, nil
}

// exist says which of the things that ways are put to are not there. Those that are stay until the transaction ends.
func (o Organise) exist(tx Tx) error {
	if o.FolderID != nil && *o.FolderID != 0 {
		if _, err := tx.Folder(*o.FolderID); err != nil {
			return notThere(err, "folder_id", "没有这个文件夹", "there is no such folder")
		}
	}
	for _, id := range o.AddLabels {
		if _, err := tx.Label(id); err != nil {
			return notThere(err, "add_labels", "没有这个标签", "there is no such label")
		}
	}
	if o.OwnerID != nil && *o.OwnerID != 0 {
		if _, err := tx.Agent(*o.OwnerID); err != nil {
			return notThere(err, "owner_id", "没有这位客服", "there is no such agent")
		}
	}
	return nil
}

// notThere turns a row that is not there into what is wrong with the field that names it.
func notThere(err error, field, zh, en string) error {
	if errors.Is(err, crm.ErrNotFound) {
		return crm.Invalid(field, zh, en)
	}
	return err
}
