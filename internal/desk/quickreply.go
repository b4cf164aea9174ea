package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// QuickReply is a text that agents put in by its shortcut.
type QuickReply struct {
	ID        int64  `json:"id"`
	Shortcut  string `json:"shortcut"`
	Text      string `json:"text" doc:"{客户} {客服} {小程序} stand for their names"`
	OwnerID   int64  `json:"owner_id" doc:"The agent whose own it is; 0: everybody's"`
	FolderID  int64  `json:"folder_id" doc:"0: in none"`
	Used      int    `json:"used" doc:"How often it was put in"`
	UsedAt    int64  `json:"used_at" doc:"When last; 0: never"`
	CreatedAt int64  `json:"-"`
	UpdatedAt int64  `json:"-"`
}

// QuickReplyEdit is a quick reply as a person wants it.
type QuickReplyEdit struct {
	Shortcut string
	Text     string
	Own      bool // theirs alone
	FolderID int64
}

// QuickReplyTx changes quick replies and their folders.
type QuickReplyTx interface {
	QuickReply(id int64) (QuickReply, error)
	AddQuickReply(QuickReply) error
	UpdateQuickReply(QuickReply) error
	RemoveQuickReply(id int64) error
	CountQuickReplies(owner int64) (int, error)
	QuickReplyFolder(id int64) (QuickReplyFolder, error)
	AddQuickReplyFolder(QuickReplyFolder) error
	UpdateQuickReplyFolder(QuickReplyFolder) error
	// RemoveQuickReplyFolder takes a folder away; what lay in it lies in none.
	RemoveQuickReplyFolder(id int64) error
}

// maxQuickReplies is how many there may be of everybody, and of each agent.
const maxQuickReplies = 1000

func (q QuickReply) validate() error {
	if n := utf8.RuneCountInString(q.Shortcut); strings.TrimSpace(q.Shortcut) == "" || n > 20 {
		return crm.Invalid("shortcut", "请填写快捷词，最多 20 个字", "a shortcut of 1 to 20 characters is needed")
	}
	if strings.TrimSpace(q.Text) == "" || len(q.Text) > maxText {
		return crm.Invalid("text", "请填写内容，最多 2048 字节", "a text of at most 2048 bytes is needed")
	}
	return nil
}

// QuickRepliesOf are everybody's and an agent's own, those used most first.
func (k *Desk) QuickRepliesOf(ctx context.Context, who crm.Actor) ([]QuickReply, error) {
	all, err := k.Store.QuickReplies(ctx)
	return slices.DeleteFunc(all, func(q QuickReply) bool { return !ownOrShared(q.OwnerID, who) }), err
}

// ownOrShared says whether something is everybody's or theirs. To others it is not there.
func ownOrShared(owner int64, who crm.Actor) bool {
	return owner == 0 || who.Kind == "agent" && owner == who.ID
}

// ShareQuickReply adds one of everybody.
func (k *Desk) ShareQuickReply(ctx context.Context, who crm.Actor, shortcut, text string) (QuickReply, error) {
	return k.PutQuickReply(ctx, who, 0, QuickReplyEdit{Shortcut: shortcut, Text: text})
}

// PutQuickReply adds a quick reply (id 0) or changes one.
func (k *Desk) PutQuickReply(ctx context.Context, who crm.Actor, id int64, e QuickReplyEdit) (QuickReply, error) {
	if e.Own && who.Kind != "agent" {
		return QuickReply{}, crm.Invalid("own", "只有客服可以有个人快捷回复", "only a person can have quick replies of their own")
	}
	stamp := k.stamp()
	var q QuickReply
	err := k.Store.Write(ctx, []string{"quick_replies"}, func(tx Tx) error {
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "quick_reply.create", Subject: "quick_reply"}
		q = QuickReply{ID: stamp.Draw().ID(), CreatedAt: stamp.At}
		store := tx.AddQuickReply
		if id != 0 {
			var err error
			if q, err = theirQuickReply(tx, id, who); err != nil {
				return err
			}
			audit.Operation, audit.Before, store = "quick_reply.edit", q, tx.UpdateQuickReply
		}
		q.Shortcut, q.Text, q.FolderID, q.OwnerID, q.UpdatedAt = strings.TrimSpace(e.Shortcut), e.Text, e.FolderID, 0, stamp.At
		if e.Own {
			q.OwnerID = who.ID
		}
		if err := errors.Join(q.validate(), q.fits(tx, id == 0)); err != nil {
			return err
		}
		if err := store(q); err != nil {
			return err
		}
		audit.SubjectID, audit.After = q.ID, q
		if err := tx.AddAudit(audit); err != nil {
			return err
		}
		return tx.AddChange(crm.Stale("quick_reply", q.ID, stamp.At))
	})
	return q, err
}

// fits says whether there is room for it, and its folder is of the same owner.
func (q QuickReply) fits(tx Tx, isNew bool) error {
	if isNew {
		if n, err := tx.CountQuickReplies(q.OwnerID); err != nil {
			return err
		} else if n >= maxQuickReplies {
			return crm.Invalid("shortcut", "快捷回复太多：最多 1000 条", "there are too many quick replies: 1000 at most")
		}
	}
	if q.FolderID == 0 {
		return nil
	}
	folder, err := tx.QuickReplyFolder(q.FolderID)
	if errors.Is(err, crm.ErrNotFound) || err == nil && folder.OwnerID != q.OwnerID {
		return crm.Invalid("folder_id", "找不到这个文件夹", "this folder is not known")
	}
	return err
}

func theirQuickReply(tx Tx, id int64, who crm.Actor) (QuickReply, error) {
	q, err := tx.QuickReply(id)
	if err == nil && !ownOrShared(q.OwnerID, who) {
		return QuickReply{}, crm.ErrNotFound
	}
	return q, err
}

// RemoveQuickReply takes one away.
func (k *Desk) RemoveQuickReply(ctx context.Context, who crm.Actor, id int64) error {
	stamp := k.stamp()
	return k.Store.Write(ctx, []string{"quick_replies"}, func(tx Tx) error {
		q, err := theirQuickReply(tx, id, who)
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

// UseQuickReply is its text for a conversation, with names filled in. It counts.
func (k *Desk) UseQuickReply(ctx context.Context, who crm.Actor, id, conversation int64) (string, error) {
	stamp := k.stamp()
	var text string
	err := k.Store.Write(ctx, []string{"quick_replies"}, func(tx Tx) error {
		q, err := theirQuickReply(tx, id, who)
		if err != nil {
			return err
		}
		c, err := tx.Conversation(conversation)
		if err != nil {
			return err
		}
		if err := seenBy(tx, who, c); err != nil {
			return err
		}
		account, err := tx.Account(c.AccountID)
		if err != nil {
			return err
		}
		words := &ruleWords{account: account, at: time.UnixMilli(stamp.At), agent: who.Name}
		if text, err = words.fill(tx, c, q.Text); err != nil {
			return err
		}
		q.Used, q.UsedAt = q.Used+1, stamp.At
		return tx.UpdateQuickReply(q)
	})
	return text, err
}
