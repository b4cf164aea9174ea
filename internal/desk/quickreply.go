package desk

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// QuickReply is a text that agents put in by its shortcut.
type QuickReply struct {
	ID        int64  `json:"id"`
	Shortcut  string `json:"shortcut"`
	Text      string `json:"text"`
	CreatedAt int64  `json:"-"`
	UpdatedAt int64  `json:"-"`
}

// QuickReplyTx changes quick replies.
type QuickReplyTx interface {
	QuickReply(id int64) (QuickReply, error)
	AddQuickReply(QuickReply) error
	UpdateQuickReply(QuickReply) error
	RemoveQuickReply(id int64) error
}

func (q QuickReply) validate() error {
	if n := utf8.RuneCountInString(q.Shortcut); strings.TrimSpace(q.Shortcut) == "" || n > 20 {
		return crm.Invalid("shortcut", "请填写快捷词，最多 20 个字", "a shortcut of 1 to 20 characters is needed")
	}
	if strings.TrimSpace(q.Text) == "" || len(q.Text) > maxText {
		return crm.Invalid("text", "请填写内容，最多 2048 字节", "a text of at most 2048 bytes is needed")
	}
	return nil
}

// PutQuickReply adds a quick reply (id 0) or changes one.
func (k *Desk) PutQuickReply(ctx context.Context, who crm.Actor, id int64, shortcut, text string) (QuickReply, error) {
	stamp := k.stamp()
	var q QuickReply
	err := k.Store.Write(ctx, nil, func(tx Tx) error {
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "quick_reply.create", Subject: "quick_reply"}
		q = QuickReply{ID: stamp.Draw().ID(), CreatedAt: stamp.At}
		store := tx.AddQuickReply
		if id != 0 {
			var err error
			if q, err = tx.QuickReply(id); err != nil {
				return err
			}
			audit.Operation, audit.Before, store = "quick_reply.edit", q, tx.UpdateQuickReply
		}
		q.Shortcut, q.Text, q.UpdatedAt = strings.TrimSpace(shortcut), text, stamp.At
		if err := q.validate(); err != nil {
			return err
		}
		if err := store(q); err != nil {
			return err
		}
		audit.SubjectID, audit.After = q.ID, q
		if err := tx.AddAudit(audit); err != nil {
			return err
		}
		return tx.AddChange(crm.Change{Kind: "quick_reply", SubjectID: q.ID, Row: q, At: stamp.At})
	})
	return q, err
}

// RemoveQuickReply takes one away.
func (k *Desk) RemoveQuickReply(ctx context.Context, who crm.Actor, id int64) error {
	stamp := k.stamp()
	return k.Store.Write(ctx, nil, func(tx Tx) error {
		q, err := tx.QuickReply(id)
		if err != nil {
			return err
		}
		if err := tx.RemoveQuickReply(id); err != nil {
			return err
		}
		if err := tx.AddAudit(crm.Audit{At: stamp.At, Actor: who, Operation: "quick_reply.remove", Subject: "quick_reply", SubjectID: id, Before: q}); err != nil {
			return err
		}
		return tx.AddChange(crm.Change{Kind: "quick_reply", SubjectID: id, At: stamp.At})
	})
}
