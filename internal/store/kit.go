package store

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/internal/ledger"
)

// WayByKitID finds a way by the platform's id of it, or a join way by what its button takes as url.
func (s *Store) WayByKitID(ctx context.Context, id string) (ledger.Way, error) {
	id = plain(id)
	w, err := get(s.ask(ctx), readWay, ways.list+" WHERE corp_id IN (SELECT id FROM corps) AND config_id = $1 AND config_id <> '' ORDER BY id DESC LIMIT 1", id)
	if !missing(err) {
		return w, err
	}
	return get(s.ask(ctx), readWay, ways.list+" WHERE qr_url = $1 AND qr_url <> '' AND kind = 'join' ORDER BY id DESC LIMIT 1", id)
}

// KitStyle is how a way's button looks; where nothing was set, it is empty.
func (s *Store) KitStyle(ctx context.Context, way int64) (style ledger.KitStyle, err error) {
	text, err := get(s.ask(ctx), readText, "SELECT style FROM kit_styles WHERE way_id = $1", way)
	if missing(err) {
		return style, nil
	}
	if err != nil {
		return style, err
	}
	return style, json.Unmarshal([]byte(text), &style)
}

// PutKitStyle keeps it.
func (tx *Tx) PutKitStyle(way int64, style ledger.KitStyle, at int64) error {
	return only(tx.exec(`INSERT INTO kit_styles (way_id, style, updated_at) VALUES ($1, $2, $3)
		ON CONFLICT (way_id) DO UPDATE SET style = excluded.style, updated_at = excluded.updated_at`, way, mustText(style), at))
}

// MemberName is the name of a member, as it was last read.
func (s *Store) MemberName(ctx context.Context, corp int64, userID string) (string, error) {
	return get(s.ask(ctx), readText, "SELECT name FROM members WHERE corp_id = $1 AND userid = $2", corp, userID)
}

// ChatsOf are groups by their ids.
func (s *Store) ChatsOf(ctx context.Context, corp int64, ids []string) ([]ledger.Chat, error) {
	return all(s.ask(ctx), readChat, "SELECT "+chatColumns+" FROM chats WHERE corp_id = $1 AND "+s.dialect.in("chat_id", "$2"), corp, s.dialect.list(ids))
}
