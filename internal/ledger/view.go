package ledger

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// View is a list of ways that somebody looks at again and again.
type View struct {
	ID        int64     `json:"id"`
	AgentID   int64     `json:"agent_id" doc:"Whose it is"`
	Name      string    `json:"name"`
	Query     WayFilter `json:"query" doc:"The filters of the list of ways, by the same names"`
	Shared    bool      `json:"shared" doc:"Everybody sees it"`
	CreatedAt int64     `json:"created_at"`
	UpdatedAt int64     `json:"-"`
}

// ViewReader reads views.
type ViewReader interface {
	// Views are those of an agent and the shared ones.
	Views(ctx context.Context, agent int64) ([]View, error)
}

// ViewTx changes views.
type ViewTx interface {
	View(id int64) (View, error)
	CountViews(agent int64) (int, error)
	AddView(View) error
	UpdateView(View) error
	RemoveView(id int64) error
}

// Limits of views.
const (
	maxViews    = 100 // of one agent
	maxViewName = 40
)

// ViewEdit changes what is given.
type ViewEdit struct {
	Name   *string    `json:"name,omitempty" doc:"1 to 40 characters"`
	Query  *WayFilter `json:"query,omitempty"`
	Shared *bool      `json:"shared,omitempty"`
}

// PutView adds a view (id 0) or changes one of one's own; admins change shared ones too.
func (l *Ledger) PutView(ctx context.Context, who crm.Actor, id int64, edit ViewEdit) (v View, err error) {
	stamp := l.stamp()
	err = l.Store.Write(ctx, []string{"views:" + itoa(who.ID)}, func(tx Tx) error {
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "view.create", Subject: "view"}
		v = View{ID: stamp.Draw().ID(), AgentID: who.ID, CreatedAt: stamp.At}
		put := tx.AddView
		if id != 0 {
			if v, err = viewOf(tx, who, id); err != nil {
				return err
			}
			audit.Operation, audit.Before, put = "view.edit", v, tx.UpdateView
		} else if n, err := tx.CountViews(who.ID); err != nil || n >= maxViews {
			return errors.Join(err, crm.Invalid("name", "最多 100 个视图", "at most 100 views"))
		}
		edit.onto(&v)
		v.UpdatedAt = stamp.At
		if err := v.validate(); err != nil {
			return err
		}
		if err := put(v); err != nil {
			return err
		}
		audit.SubjectID, audit.After = v.ID, v
		return errors.Join(tx.AddAudit(audit), tx.AddChange(crm.Stale("view", v.ID, stamp.At)))
	})
	return v, err
}

// RemoveView takes a view away.
func (l *Ledger) RemoveView(ctx context.Context, who crm.Actor, id int64) error {
	at := l.stamp().At
	return l.Store.Write(ctx, nil, func(tx Tx) error {
		v, err := viewOf(tx, who, id)
		if err != nil {
			return err
		}
		return errors.Join(
			tx.RemoveView(id),
			tx.AddAudit(crm.Audit{At: at, Actor: who, Operation: "view.remove", Subject: "view", SubjectID: id, Before: v}),
			tx.AddChange(crm.Change{Kind: "view", SubjectID: id, At: at}),
		)
	})
}

// viewOf is a view that somebody may change. One that they do not see is not there for them.
func viewOf(tx Tx, who crm.Actor, id int64) (View, error) {
	v, err := tx.View(id)
	switch {
	case err != nil || v.AgentID == who.ID:
		return v, err
	case !v.Shared:
		return v, crm.ErrNotFound
	case who.Role != crm.RoleAdmin:
		return v, crm.Refuse(crm.CodeNotAllowed)
	}
	return v, nil
}

func (e ViewEdit) onto(v *View) {
	if e.Name != nil {
		v.Name = strings.TrimSpace(*e.Name)
	}
	if e.Query != nil {
		v.Query = *e.Query
	}
	if e.Shared != nil {
		v.Shared = *e.Shared
	}
}

func (v View) validate() error {
	if v.Name == "" || utf8.RuneCountInString(v.Name) > maxViewName {
		return crm.Invalid("name", "请填写视图名称，最多 40 个字", "a view's name takes 1 to 40 characters")
	}
	return v.Query.Validate()
}
