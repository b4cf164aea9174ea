package store

import (
	"context"
	"encoding/json"
	"math"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// MessageWords finds messages by what was said.
var MessageWords = &WordIndex{"message", "messages", "id, kind, text, card", desk.MessageSearchVersion, readWords}

func readWords(scan scan) (worded, error) {
	var m desk.Message
	var card string
	err := scan(&m.ID, &m.Kind, &m.Text, &card)
	if err == nil && card != "" {
		err = json.Unmarshal([]byte(card), &m.Card)
	}
	return worded{m.ID, m.FoundWords()}, err
}

// indexMessage notes that a message is to be indexed.
func (tx *Tx) indexMessage(m desk.Message) error {
	if m.FoundWords() == "" {
		return nil
	}
	return tx.indexWords(MessageWords, m.ID)
}

// How rows are looked for by words.
const (
	candidatesAtOnce = 200
	readOutAtFirst   = 200   // of a conversation or customer; then four times as many as were read
	candidatesMost   = 20000 // of one page; the next goes on from there
	newestMessages   = 2000  // are read where an index would give all that has a frequent word,
	newestMost       = 20000 // and so many where it is frequent enough to fill a page by then
)

// FindMessages is a page of the messages that have a text, newest first.
func (s *Store) FindMessages(ctx context.Context, q desk.MessageSearch) (p desk.FoundPage, err error) {
	if p.Indexing, err = s.oldWait(ctx, MessageWords); err != nil {
		return p, err
	}
	ids, next, err := s.foundIDs(ctx, q)
	if err != nil {
		return p, err
	}
	if p.Next = next; len(ids) > q.Limit {
		ids = ids[:q.Limit]
		p.Next = ids[len(ids)-1]
	}
	p.Items, err = s.foundMessages(ctx, ids)
	return p, err
}

// foundIDs are one more than a page, where there are; next is where to look on when too many were looked at in vain.
func (s *Store) foundIDs(ctx context.Context, q desk.MessageSearch) (ids []int64, next int64, err error) {
	if q.Before == 0 {
		q.Before = math.MaxInt64
	}
	if q.ConversationID != 0 || q.CustomerID != 0 { // few enough to be read
		return s.siftMessages(ctx, q, s.readOut)
	}
	if s.dialect.walksNewest() {
		if ids, _, err := s.siftMessages(ctx, q, s.readNewest); err != nil || len(ids) > q.Limit {
			return ids, 0, err
		}
	}
	return s.siftMessages(ctx, q, s.lookUp)
}

// messagesBelow are messages below q.Before, newest first, after so many were seen and found.
type messagesBelow func(ctx context.Context, q desk.MessageSearch, seen, found int) ([]worded, error)

func (s *Store) siftMessages(ctx context.Context, q desk.MessageSearch, candidates messagesBelow) ([]int64, int64, error) {
	return sift(q.Text, q.Before, q.Limit, candidatesMost, func(before int64, seen, found int) ([]worded, error) {
		q.Before = before
		return candidates(ctx, q, seen, found)
	})
}

// meant adds the conditions on messages besides text and place.
func (s *Store) meant(w *where, q desk.MessageSearch) {
	w.and("conversation_id <> 0")
	if q.ConversationID != 0 {
		w.and("conversation_id = %", q.ConversationID)
	}
	if q.CustomerID != 0 {
		w.and("identity_id IN (SELECT i.id FROM identities i WHERE i.customer_id = %)", q.CustomerID)
	}
	if q.AccountID != 0 {
		w.and("account_id = %", q.AccountID)
	}
	if q.Viewer.Accounts != nil {
		s.among(w, "account_id", q.Viewer.Accounts)
	}
}

// readOut reads the messages of a conversation or customer; the order is kept from the index of all messages. Only ids are sorted, and
// few texts are read where the first ones fill the page.
func (s *Store) readOut(ctx context.Context, q desk.MessageSearch, seen, _ int) ([]worded, error) {
	var w where
	w.and("id < %", q.Before)
	s.meant(&w, q)
	ids := "SELECT id FROM messages" + w.clause() + " ORDER BY id + 0 DESC LIMIT " + strconv.Itoa(max(readOutAtFirst, 4*seen))
	return all(s.ask(ctx), readWords, MessageWords.list()+" WHERE id IN ("+ids+") ORDER BY id DESC", w.args...)
}

// readNewest reads the newest of all messages, and goes on where so many of them are found that the page will soon be full.
func (s *Store) readNewest(ctx context.Context, q desk.MessageSearch, seen, found int) ([]worded, error) {
	if seen >= newestMessages && found*newestMost < seen*(q.Limit+1) {
		return nil, nil
	}
	var w where
	w.and("id < %", q.Before)
	s.meant(&w, q)
	return all(s.ask(ctx), readWords, MessageWords.list()+w.clause()+" ORDER BY id DESC LIMIT "+strconv.Itoa(newestMessages), w.args...)
}

// lookUp reads messages that have all words.
func (s *Store) lookUp(ctx context.Context, q desk.MessageSearch, _, _ int) ([]worded, error) {
	w := where{args: []any{s.dialect.gramList(crm.QueryGrams(q.Text), true), q.Before}}
	s.meant(&w, q)
	return all(s.ask(ctx), readWords, s.dialect.withWords(MessageWords, w.further(), candidatesAtOnce), w.args...)
}

const foundMessage = `SELECT c.status, c.account_id, a.name, cu.id, cu.name, cu.avatar, f.id FROM messages f
	JOIN conversations c ON c.id = f.conversation_id JOIN accounts a ON a.id = c.account_id
	JOIN identities i ON i.id = c.identity_id JOIN customers cu ON cu.id = i.customer_id WHERE `

// foundMessages are messages with where they were said, in the order of ids.
func (s *Store) foundMessages(ctx context.Context, ids []int64) ([]desk.FoundMessage, error) {
	list := s.dialect.list(ids)
	rows, err := all(s.ask(ctx), readMessageRow, messageRow+" WHERE "+s.dialect.in("m.id", "$1"), list)
	if err != nil {
		return nil, err
	}
	of := map[int64]desk.MessageRow{}
	for _, r := range rows {
		of[r.ID] = r
	}
	return all(s.ask(ctx), func(scan scan) (f desk.FoundMessage, err error) {
		var id int64
		err = scan(&f.Status, &f.AccountID, &f.AccountName, &f.Customer.ID, &f.Customer.Name, &f.Customer.Avatar, &id)
		f.Message, f.Customer.Tags = of[id], []int64{}
		return f, err
	}, foundMessage+s.dialect.in("f.id", "$1")+" ORDER BY f.id DESC", list)
}
