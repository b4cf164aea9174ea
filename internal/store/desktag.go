package store

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

var deskTags = newTable("desk_tags", "id, scope, name, color, created_at, updated_at")

func readDeskTag(scan scan) (t desk.DeskTag, err error) {
	return t, scan(&t.ID, &t.Scope, &t.Name, &t.Color, &t.CreatedAt, &t.UpdatedAt)
}

const tagOrder = " ORDER BY scope, name, id"

// Tags are all tags, by scope and name.
func (s *Store) Tags(ctx context.Context) ([]desk.DeskTag, error) {
	return all(s.ask(ctx), readDeskTag, deskTags.list+tagOrder)
}

// Tags are all tags, by scope and name.
func (tx *Tx) Tags() ([]desk.DeskTag, error) { return all(tx, readDeskTag, deskTags.list+tagOrder) }

// AddTag adds a tag.
func (tx *Tx) AddTag(t desk.DeskTag) error {
	return only(tx.exec(deskTags.insert, t.ID, string(t.Scope), t.Name, t.Color, t.CreatedAt, t.UpdatedAt))
}

// UpdateTag stores a tag as it now is.
func (tx *Tx) UpdateTag(t desk.DeskTag) error {
	return must(tx.exec(deskTags.update, t.ID, string(t.Scope), t.Name, t.Color, t.CreatedAt, t.UpdatedAt))
}

// sweptAtOnce is how many rows one transaction takes a tag or a field from.
const sweptAtOnce = 500

// RemoveTag takes a tag away, from a few of those it marks first.
func (tx *Tx) RemoveTag(id int64) (more bool, err error) {
	for _, of := range [][2]string{{"conversation_tags", "conversation_id"}, {"customer_tags", "identity_id"}} {
		n, err := tx.exec("DELETE FROM "+of[0]+" WHERE tag_id = $1 AND "+of[1]+" IN (SELECT "+of[1]+" FROM "+of[0]+" WHERE tag_id = $1 ORDER BY 1 LIMIT $2)", id, sweptAtOnce)
		if err != nil || n == sweptAtOnce {
			return true, err
		}
	}
	return false, must(tx.exec("DELETE FROM desk_tags WHERE id = $1", id))
}

// TagsOf are the tags of a conversation.
func (tx *Tx) TagsOf(conversation int64) ([]int64, error) {
	return all(tx, readID, "SELECT tag_id FROM conversation_tags WHERE conversation_id = $1 ORDER BY tag_id", conversation)
}

// SetTags has a conversation marked with these alone.
func (tx *Tx) SetTags(conversation int64, tags []int64) error {
	if _, err := tx.exec("DELETE FROM conversation_tags WHERE conversation_id = $1", conversation); err != nil {
		return err
	}
	for _, t := range tags {
		if _, err := tx.exec("INSERT INTO conversation_tags (tag_id, conversation_id) VALUES ($1, $2)", t, conversation); err != nil {
			return err
		}
	}
	return nil
}

// CustomerTagsOf are the tags of the customer of these ids.
func (tx *Tx) CustomerTagsOf(identities []int64) ([]int64, error) {
	return all(tx, readID, "SELECT DISTINCT tag_id FROM customer_tags WHERE "+tx.s.dialect.in("identity_id", "$1")+" ORDER BY tag_id", tx.s.dialect.list(identities))
}

// SetCustomerTags has the customer of these ids marked with these tags alone. A tag that is there stays with its id; others go to the first.
func (tx *Tx) SetCustomerTags(identities, tags []int64) error {
	have, err := tx.CustomerTagsOf(identities)
	if err != nil {
		return err
	}
	for _, t := range without(have, tags) {
		if _, err := tx.exec("DELETE FROM customer_tags WHERE tag_id = $1 AND "+tx.s.dialect.in("identity_id", "$2"), t, tx.s.dialect.list(identities)); err != nil {
			return err
		}
	}
	for _, t := range without(tags, have) {
		if _, err := tx.exec("INSERT INTO customer_tags (tag_id, identity_id) VALUES ($1, $2)", t, identities[0]); err != nil {
			return err
		}
	}
	return nil
}
