package ledger

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// Label is a word that ways are marked with, each with as many as fit.
type Label struct {
	ID        int64  `json:"id"`
	Name      string `json:"name"`
	Color     string `json:"color" enum:"gray,red,orange,yellow,green,cyan,blue,purple,pink"`
	CreatedAt int64  `json:"created_at"`
	UpdatedAt int64  `json:"-"`
}

// LabelReader reads labels.
type LabelReader interface {
	Labels(ctx context.Context) ([]Label, error)
}

// LabelTx changes labels.
type LabelTx interface {
	// Label is one label, which stays until this transaction ends.
	Label(id int64) (Label, error)
	LabelByName(name string) (Label, error)
	CountLabels() (int, error)
	AddLabel(Label) error
	UpdateLabel(Label) error
	RemoveLabel(id int64) error
	// LabelWays are a few of the ways that have a label.
	LabelWays(id int64, limit int) ([]int64, error)
}

// Colors are those that a label may have; the console knows how they look.
var Colors = []string{"gray", "red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink"}

// Limits of labels.
const (
	maxLabels    = 500
	maxLabelName = 20
)

// LabelEdit changes what is given.
type LabelEdit struct {
	Name  *string `json:"name,omitempty" doc:"1 to 20 characters without commas"`
	Color *string `json:"color,omitempty" enum:"gray,red,orange,yellow,green,cyan,blue,purple,pink"`
}

// keyLabels: changes of labels go one after the other.
const keyLabels = "labels"

// PutLabel adds a label (id 0) or changes one.
func (l *Ledger) PutLabel(ctx context.Context, who crm.Actor, id int64, edit LabelEdit) (b Label, err error) {
	stamp := l.stamp()
	err = l.Store.Write(ctx, []string{keyLabels}, func(tx Tx) error {
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "label.create", Subject: "label"}
		b = Label{ID: stamp.Draw().ID(), Color: Colors[0], CreatedAt: stamp.At}
		put := tx.AddLabel
		if id != 0 {
			if b, err = tx.Label(id); err != nil {
				return err
			}
			audit.Operation, audit.Before, put = "label.edit", b, tx.UpdateLabel
		} else if n, err := tx.CountLabels(); err != nil || n >= maxLabels {
			return errors.Join(err, crm.Invalid("name", "最多 500 个标签", "at most 500 labels"))
		}
		edit.onto(&b)
		b.UpdatedAt = stamp.At
		if err := b.validate(); err != nil {
			return err
		}
		if other, err := tx.LabelByName(b.Name); !errors.Is(err, crm.ErrNotFound) && other.ID != b.ID {
			return errors.Join(err, crm.Refuse(crm.CodeTaken, "field", "name", "name", b.Name))
		}
		if err := put(b); err != nil {
			return err
		}
		audit.SubjectID, audit.After = b.ID, b
		return errors.Join(tx.AddAudit(audit), tx.AddChange(crm.Stale("label", b.ID, stamp.At)))
	})
	return b, err
}

func (e LabelEdit) onto(b *Label) {
	if e.Name != nil {
		b.Name = strings.TrimSpace(*e.Name)
	}
	if e.Color != nil {
		b.Color = *e.Color
	}
}

func (b Label) validate() error {
	if b.Name == "" || utf8.RuneCountInString(b.Name) > maxLabelName || strings.ContainsAny(b.Name, ",，、") {
		return crm.Invalid("name", "请填写标签名称，1 到 20 个字，不能有逗号或顿号", "a label takes 1 to 20 characters without commas")
	}
	if !slices.Contains(Colors, b.Color) {
		return crm.Invalid("color", "请选择一种标签颜色", "color must be one of "+strings.Join(Colors, ", "))
	}
	return nil
}

// RemoveLabel takes a label away, from all ways first.
func (l *Ledger) RemoveLabel(ctx context.Context, who crm.Actor, id int64) error {
	for {
		stamp, more := l.stamp(), false
		err := l.Store.Write(ctx, []string{keyLabels}, func(tx Tx) error {
			b, err := tx.Label(id)
			if err != nil {
				return err
			}
			if more, err = unlabel(tx, id, stamp.At); err != nil || more {
				return err
			}
			return errors.Join(
				tx.RemoveLabel(id),
				tx.AddAudit(crm.Audit{At: stamp.At, Actor: who, Operation: "label.remove", Subject: "label", SubjectID: id, Before: b}),
				tx.AddChange(crm.Change{Kind: "label", SubjectID: id, At: stamp.At}),
			)
		})
		if err != nil || !more {
			return err
		}
	}
}

// unlabelAtOnce is how many ways one transaction takes a label from.
const unlabelAtOnce = 50

// unlabel takes a label from a few ways; more says that there may be others. It leaves no version in their histories: going back to
// one that had the label finds it gone.
func unlabel(tx Tx, id, at int64) (more bool, err error) {
	ids, err := tx.LabelWays(id, unlabelAtOnce)
	if err != nil {
		return false, err
	}
	for _, way := range ids {
		w, err := tx.Way(way)
		if err != nil {
			return false, err
		}
		w.Labels = slices.DeleteFunc(slices.Clone(w.Labels), func(have int64) bool { return have == id })
		w.UpdatedAt = at
		if err := errors.Join(tx.UpdateWay(w), tx.AddChange(crm.Stale("way", w.ID, at))); err != nil {
			return false, err
		}
	}
	return len(ids) == unlabelAtOnce, nil
}
