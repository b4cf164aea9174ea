package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// TagScope is what a tag marks.
type TagScope string

// The scopes.
const (
	TagConversation TagScope = "conversation"
	TagCustomer     TagScope = "customer"
)

// DeskTag is a word that conversations, or customers, are marked with.
type DeskTag struct {
	ID        int64    `json:"id"`
	Scope     TagScope `json:"scope" enum:"conversation,customer"`
	Name      string   `json:"name"`
	Color     string   `json:"color" enum:"gray,red,orange,yellow,green,cyan,blue,purple,pink"`
	CreatedAt int64    `json:"created_at"`
	UpdatedAt int64    `json:"-"`
}

// TagEdit changes what is given; the scope is given once.
type TagEdit struct {
	Scope TagScope `json:"scope,omitempty" enum:"conversation,customer" doc:"Of a new tag; conversation when left out"`
	Name  *string  `json:"name,omitempty" doc:"1 to 20 characters"`
	Color *string  `json:"color,omitempty" enum:"gray,red,orange,yellow,green,cyan,blue,purple,pink"`
}

// TagReader reads tags.
type TagReader interface {
	Tags(ctx context.Context) ([]DeskTag, error)
}

// TagTx changes tags and what they mark.
type TagTx interface {
	Tags() ([]DeskTag, error)
	AddTag(DeskTag) error
	UpdateTag(DeskTag) error
	// RemoveTag takes a tag away, from a few of those it marks first; more says that others are left, and the tag with them.
	RemoveTag(id int64) (more bool, err error)
	TagsOf(conversation int64) ([]int64, error)
	// SetTags has a conversation marked with these alone.
	SetTags(conversation int64, tags []int64) error
	// SetCustomerTags has a customer marked with these alone, by their ids.
	SetCustomerTags(identities, tags []int64) error
	CustomerTagsOf(identities []int64) ([]int64, error)
}

// Limits of tags.
const (
	maxTags    = 500
	maxTagName = 20
	maxTagged  = 20 // of one conversation or customer
	keyTags    = "desk_tags"
)

var tagColors = []string{"gray", "red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink"}

func (t DeskTag) validate(others []DeskTag) error {
	if t.Name == "" || utf8.RuneCountInString(t.Name) > maxTagName {
		return crm.Invalid("name", "请填写标签名称，1 到 20 个字", "a tag takes 1 to 20 characters")
	}
	if !slices.Contains(tagColors, t.Color) {
		return crm.Invalid("color", "请选择一种标签颜色", "color must be one of "+strings.Join(tagColors, ", "))
	}
	if t.Scope != TagConversation && t.Scope != TagCustomer {
		return crm.Invalid("scope", "请选择标签用于会话还是客户", "scope must be conversation or customer")
	}
	for _, o := range others {
		if o.ID != t.ID && o.Scope == t.Scope && o.Name == t.Name {
			return crm.Refuse(crm.CodeTaken, "field", "name", "name", t.Name)
		}
	}
	if len(others) >= maxTags && !slices.ContainsFunc(others, func(o DeskTag) bool { return o.ID == t.ID }) {
		return crm.Invalid("name", "最多 500 个标签", "at most 500 tags")
	}
	return nil
}

// PutTag adds a tag (id 0) or changes one.
func (k *Desk) PutTag(ctx context.Context, who crm.Actor, id int64, edit TagEdit) (t DeskTag, err error) {
	stamp := k.stamp()
	err = k.Store.Write(ctx, []string{keyTags}, func(tx Tx) error {
		all, err := tx.Tags()
		if err != nil {
			return err
		}
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "desk_tag.create", Subject: "desk_tag"}
		t = DeskTag{ID: stamp.Draw().ID(), Scope: edit.Scope, Color: tagColors[0], CreatedAt: stamp.At}
		if t.Scope == "" {
			t.Scope = TagConversation
		}
		store := tx.AddTag
		if id != 0 {
			i := slices.IndexFunc(all, func(o DeskTag) bool { return o.ID == id })
			if i < 0 {
				return crm.ErrNotFound
			}
			t, store = all[i], tx.UpdateTag
			audit.Operation, audit.Before = "desk_tag.edit", t
		}
		set(&t.Name, edit.Name)
		set(&t.Color, edit.Color)
		t.Name, t.UpdatedAt = strings.TrimSpace(t.Name), stamp.At
		if err := t.validate(all); err != nil {
			return err
		}
		audit.SubjectID, audit.After = t.ID, t
		return errors.Join(store(t), tx.AddAudit(audit), tx.AddChange(crm.Change{Kind: "desk_tag", SubjectID: t.ID, Row: t, At: stamp.At}))
	})
	return t, err
}

// RemoveTag takes a tag away, from all that it marks too.
func (k *Desk) RemoveTag(ctx context.Context, who crm.Actor, id int64) error {
	what := crm.Audit{Operation: "desk_tag.remove", Subject: "desk_tag", SubjectID: id}
	return k.removeInPieces(ctx, who, keyTags, what, Tx.RemoveTag)
}

// chosen are the tags of a scope that were asked for, in the order of all.
func chosen(tx Tx, scope TagScope, ids []int64) ([]DeskTag, error) {
	if len(ids) > maxTagged {
		return nil, crm.Invalid("tags", "最多 20 个标签", "at most 20 tags")
	}
	all, err := tx.Tags()
	all = slices.DeleteFunc(all, func(t DeskTag) bool { return t.Scope != scope || !slices.Contains(ids, t.ID) })
	slices.Sort(ids)
	if err == nil && len(all) != len(slices.Compact(ids)) {
		err = crm.Invalid("tags", "没有这个标签，可能已被删除", "there is no such tag: it may have been removed")
	}
	return all, err
}

func idsOf(tags []DeskTag) []int64 {
	ids := make([]int64, len(tags))
	for i, t := range tags {
		ids[i] = t.ID
	}
	slices.Sort(ids)
	return ids
}
