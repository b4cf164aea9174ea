package store

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

const chatColumns = "corp_id, chat_id, name, owner, members, externals, version, state, problem, seen_at"

func readChat(scan scan) (c ledger.Chat, err error) {
	return c, scan(&c.CorpID, &c.ChatID, &c.Name, &c.Owner, &c.Members, &c.Externals, &c.Version, &c.State, &c.Problem, &c.SeenAt)
}

// missing says that there is no such row.
func missing(err error) bool { return errors.Is(err, crm.ErrNotFound) }

// Chat is one group.
func (tx *Tx) Chat(corp int64, chatID string) (ledger.Chat, error) {
	return get(tx, readChat, "SELECT "+chatColumns+" FROM chats WHERE corp_id = $1 AND chat_id = $2"+tx.s.dialect.lockRows(), corp, chatID)
}

// PutChat stores a group as it now is.
func (tx *Tx) PutChat(c ledger.Chat) error {
	return only(tx.exec("INSERT INTO chats ("+chatColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (corp_id, chat_id) DO UPDATE SET name = excluded.name, owner = excluded.owner, members = excluded.members, externals = excluded.externals,
		version = excluded.version, state = excluded.state, problem = excluded.problem, seen_at = excluded.seen_at`,
		c.CorpID, c.ChatID, c.Name, c.Owner, c.Members, c.Externals, c.Version, c.State, c.Problem, c.SeenAt))
}

const chatEventColumns = "source, value, kind, corp_id, chat_id, at, read_at, scene, state"

func readChatEvent(scan scan) (e ledger.ChatEvent, err error) {
	return e, scan(&e.Source, &e.Value, &e.Kind, &e.CorpID, &e.ChatID, &e.At, &e.ReadAt, &e.Scene, &e.State)
}

// AddChatEvent keeps a fact; a source leaves it once.
func (tx *Tx) AddChatEvent(e ledger.ChatEvent) error {
	return only(tx.exec("INSERT INTO chat_events ("+chatEventColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (source, value, kind) DO UPDATE SET corp_id = excluded.corp_id, chat_id = excluded.chat_id, at = excluded.at, read_at = excluded.read_at,
		scene = excluded.scene, state = excluded.state`, e.Source, e.Value, string(e.Kind), e.CorpID, e.ChatID, e.At, e.ReadAt, e.Scene, e.State))
}

// ChatEvents are those of one person in a group, and what ended the group.
func (tx *Tx) ChatEvents(corp int64, chatID, value string) ([]ledger.ChatEvent, error) {
	return all(tx, readChatEvent, "SELECT "+chatEventColumns+` FROM chat_events WHERE corp_id = $1 AND value = $3 AND chat_id = $2
		UNION ALL SELECT `+chatEventColumns+` FROM chat_events WHERE corp_id = $1 AND value = '' AND chat_id = $2 AND kind = 'dismissed'`, corp, chatID, value)
}

// PeopleOfChat are those who were in a group at a time or later.
func (tx *Tx) PeopleOfChat(corp int64, chatID string, since int64) ([]string, error) {
	return all(tx, readText, `SELECT DISTINCT i.value FROM attributions a JOIN identities i ON i.id = a.identity_id
		WHERE a.corp_id = $1 AND a.chat_id = $2 AND a.chat_id <> '' AND (a.ended_at = 0 OR a.ended_at >= $3)`, corp, chatID, since)
}

// OpenStays are the times since when people are in a group.
func (s *Store) OpenStays(ctx context.Context, corp int64, chatID string) (map[string]ledger.Stay, error) {
	stays := map[string]ledger.Stay{}
	_, err := all(s.ask(ctx), func(scan scan) (n int64, err error) {
		var value, kind string
		var joined int64
		err = scan(&value, &kind, &joined)
		stay := stays[value]
		stay.JoinedAt = max(stay.JoinedAt, joined)
		if kind == string(ledger.Seen) {
			stay.SeenAt = append(stay.SeenAt, joined)
		}
		stays[value] = stay
		return n, err
	}, `SELECT i.value, e.kind, e.at FROM attributions a JOIN identities i ON i.id = a.identity_id
		JOIN chat_events e ON e.corp_id = a.corp_id AND e.value = i.value AND e.chat_id = a.chat_id AND (e.kind = 'seen' OR e.kind = 'joined') AND e.at >= a.began_at
		WHERE a.corp_id = $1 AND a.chat_id = $2 AND a.chat_id <> '' AND a.ended_at = 0`, corp, chatID)
	return stays, err
}

// NamedInChat are those of the values that a push about the group has named, or who are customers already.
func (s *Store) NamedInChat(ctx context.Context, corp int64, scope, chatID string, values []string) ([]string, error) {
	return all(s.ask(ctx), readText, `SELECT value FROM chat_events WHERE corp_id = $1 AND chat_id = $2 AND `+s.dialect.in("value", "$3")+`
		UNION SELECT value FROM identities WHERE scope = $4 AND kind = 'external_userid' AND `+s.dialect.in("value", "$3"), corp, chatID, s.dialect.list(values), scope)
}

// Lock takes further keys. On SQLite the one writer is the lock.
func (tx *Tx) Lock(keys []string) error { return tx.s.dialect.lockKeys(tx, keys) }

// Chats are all groups of a company.
func (s *Store) Chats(ctx context.Context, corp int64) ([]ledger.Chat, error) {
	return all(s.ask(ctx), readChat, "SELECT "+chatColumns+" FROM chats WHERE corp_id = $1 ORDER BY state, name, chat_id", corp)
}

// ChatsUnread are groups that were not read since a time, the oldest first.
func (s *Store) ChatsUnread(ctx context.Context, corp, before int64, limit int) ([]ledger.Chat, error) {
	return all(s.ask(ctx), readChat, "SELECT "+chatColumns+" FROM chats WHERE corp_id = $1 AND seen_at < $2 AND state <> 'dismissed' ORDER BY seen_at, chat_id LIMIT $3", corp, before, limit)
}

// ChatsListedAt is when the groups of an account were listed; 0: never.
func (s *Store) ChatsListedAt(ctx context.Context, account int64) (int64, error) {
	at, err := get(s.ask(ctx), readID, "SELECT listed_at FROM chat_lists WHERE account_id = $1", account)
	if missing(err) {
		err = nil
	}
	return at, err
}

// ListedChats notes that the groups of an account were listed.
func (tx *Tx) ListedChats(account, at int64) error {
	return only(tx.exec("INSERT INTO chat_lists (account_id, listed_at) VALUES ($1, $2) ON CONFLICT (account_id) DO UPDATE SET listed_at = excluded.listed_at", account, at))
}
