package store

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// Settings that tell which version of the words of messages there is, and up to which message old ones have been indexed.
const (
	messageSearchVersion = "message_search_version"
	messageSearchPlace   = "message_search_place"
	allIndexed           = "done"
)

// messageWords are a message's words for the index.
type messageWords struct {
	id    int64
	words string
}

// wordColumns are what a message's words are in; the others are dear to read where there are thousands.
const wordColumns = "id, kind, text, card"

func readWords(scan scan) (messageWords, error) {
	var m desk.Message
	var card string
	err := scan(&m.ID, &m.Kind, &m.Text, &card)
	if err == nil && card != "" {
		err = json.Unmarshal([]byte(card), &m.Card)
	}
	return messageWords{m.ID, m.FoundWords()}, err
}

// indexMessage notes that a message is to be indexed.
func (tx *Tx) indexMessage(m desk.Message) error {
	if m.FoundWords() == "" {
		return nil
	}
	return only(tx.exec("INSERT INTO message_queue (message_id) VALUES ($1)", m.ID))
}

// BeginMessageSearch has all messages indexed where the index is of another version; false: it is not.
func (tx *Tx) BeginMessageSearch(at int64) (bool, error) {
	version, err := get(tx, readText, "SELECT value FROM settings WHERE name = $1", messageSearchVersion)
	if version == strconv.Itoa(desk.MessageSearchVersion) || err != nil && !errors.Is(err, crm.ErrNotFound) {
		return false, err
	}
	return true, errors.Join(
		tx.PutSetting(messageSearchPlace, "0", at),
		tx.PutSetting(messageSearchVersion, strconv.Itoa(desk.MessageSearchVersion), at),
	)
}

// MessagesWait says whether any message is not in the index yet.
func (s *Store) MessagesWait(ctx context.Context) (bool, error) {
	if waits, err := one[bool](s.readRow(ctx, "SELECT EXISTS (SELECT 1 FROM message_queue)")); err != nil || waits {
		return waits, err
	}
	return s.oldMessagesWait(ctx)
}

// oldMessagesWait says so of those that were there before the index.
func (s *Store) oldMessagesWait(ctx context.Context) (bool, error) {
	return one[bool](s.readRow(ctx, "SELECT NOT EXISTS (SELECT 1 FROM settings WHERE name = $1 AND value = $2)", messageSearchPlace, allIndexed))
}

// IndexMessages indexes a few messages, newly written ones first; more says that there may be others.
func (tx *Tx) IndexMessages(limit int, at int64) (more bool, err error) {
	rows, err := all(tx, func(scan scan) (r [2]int64, err error) { return r, scan(&r[0], &r[1]) }, "SELECT n, message_id FROM message_queue ORDER BY n LIMIT $1", limit)
	if err != nil {
		return false, err
	}
	if len(rows) == 0 {
		return tx.indexOld(limit, at)
	}
	places, ids := make([]int64, len(rows)), make([]int64, len(rows))
	for i, r := range rows {
		places[i], ids[i] = r[0], r[1]
	}
	list, err := all(tx, readWords, "SELECT "+wordColumns+" FROM messages WHERE "+tx.s.dialect.in("id", "$1"), tx.s.dialect.list(ids))
	if err != nil {
		return false, err
	}
	if err := tx.s.dialect.putMessages(tx, list); err != nil {
		return false, err
	}
	return true, only(tx.exec("DELETE FROM message_queue WHERE "+tx.s.dialect.in("n", "$1"), tx.s.dialect.list(places)))
}

// indexOld indexes a few messages of before the index.
func (tx *Tx) indexOld(limit int, at int64) (more bool, err error) {
	place, err := get(tx, readText, "SELECT value FROM settings WHERE name = $1", messageSearchPlace)
	if err != nil || place == allIndexed {
		return false, err
	}
	after, err := strconv.ParseInt(place, 10, 64)
	if err != nil {
		return false, err
	}
	list, err := all(tx, readWords, "SELECT "+wordColumns+" FROM messages WHERE id > $1 ORDER BY id LIMIT $2", after, limit)
	if err != nil {
		return false, err
	}
	if len(list) == 0 {
		return false, tx.PutSetting(messageSearchPlace, allIndexed, at)
	}
	if err := tx.s.dialect.putMessages(tx, list); err != nil {
		return false, err
	}
	return true, tx.PutSetting(messageSearchPlace, strconv.FormatInt(list[len(list)-1].id, 10), at)
}
