package store

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/menling/menling/internal/ledger"
)

var ways = newTable("ways", "id, kind, corp_id, account_id, state, "+waySettings+", "+
	"phase, problem, absent_at, seen_at, config_id, qr_url, qr_blob, qr_content, client_key, origin, import_id, restored_from, twin_of, version, drift, checked_at, "+
	"plan_at, last_turn, created_by, created_at, called_at, confirmed_at, updated_at, deleted_at, "+
	"changing, change_problem")

func readWay(scan scan) (w ledger.Way, err error) {
	s := scanSettings{to: &w.Settings}
	var turns string
	into := append([]any{&w.ID, &w.Kind, &w.CorpID, &w.AccountID, &w.State}, s.fields()...)
	err = scan(append(into, &w.Phase, &w.Problem, &w.AbsentAt, &w.SeenAt, &w.ConfigID, &w.QRURL, &w.QRBlob, &w.QRContent, &w.ClientKey, &w.Origin, &w.ImportID, &w.RestoredFrom, &w.TwinOf,
		&w.Version, &w.Drift, &w.CheckedAt, &w.PlanAt, &turns, &w.CreatedBy, &w.CreatedAt, &w.CalledAt, &w.ConfirmedAt, &w.UpdatedAt, &w.DeletedAt,
		&w.Changing, &w.ChangeProblem)...)
	if err != nil {
		return w, err
	}
	w.Turns = strings.Fields(turns)
	return w, s.read()
}

func wayArgs(w ledger.Way) []any {
	args := append([]any{w.ID, w.Kind, w.CorpID, w.AccountID, w.State}, settingsArgs(w.Settings)...)
	return append(args, string(w.Phase), w.Problem, w.AbsentAt, w.SeenAt, w.ConfigID, w.QRURL, w.QRBlob, w.QRContent, w.ClientKey, w.Origin, w.ImportID, w.RestoredFrom, w.TwinOf,
		w.Version, w.Drift, w.CheckedAt, w.PlanAt, strings.Join(w.Turns, " "), w.CreatedBy, w.CreatedAt, w.CalledAt, w.ConfirmedAt, w.UpdatedAt, w.DeletedAt,
		w.Changing, w.ChangeProblem)
}

// Way is one way.
func (s *Store) Way(ctx context.Context, id int64) (ledger.Way, error) {
	return get(s.ask(ctx), readWay, ways.get, id)
}

// WayByConfigID finds a way by the platform's id of it.
func (s *Store) WayByConfigID(ctx context.Context, corp int64, configID string) (ledger.Way, error) {
	return get(s.ask(ctx), readWay, ways.list+" WHERE corp_id = $1 AND config_id = $2", corp, configID)
}

// Way is one way.
func (tx *Tx) Way(id int64) (ledger.Way, error) {
	return get(tx, readWay, ways.get+tx.s.dialect.lockRows(), id)
}

// WayByState finds the way whose state came back with a customer: one that has it, of several the oldest, or one that had it. Who
// came by the code of a button came by the button's way.
func (tx *Tx) WayByState(corp int64, state string) (ledger.Way, error) {
	w, err := get(tx, readWay, ways.list+` WHERE id = COALESCE((SELECT min(w.id) FROM ways w WHERE w.corp_id = $1 AND w.state = $2),
		(SELECT f.way_id FROM former_states f WHERE f.corp_id = $1 AND f.state = $2))`, corp, state)
	if err != nil || w.TwinOf == 0 {
		return w, err
	}
	return get(tx, readWay, ways.get, w.TwinOf)
}

// KeepFormerState remembers the state a way had.
func (tx *Tx) KeepFormerState(w ledger.Way) error {
	return only(tx.exec("INSERT INTO former_states (corp_id, state, way_id) VALUES ($1, $2, $3) ON CONFLICT (corp_id, state) DO NOTHING", w.CorpID, w.State, w.ID))
}

// WayByClientKey finds the way that a form made.
func (tx *Tx) WayByClientKey(key string) (ledger.Way, error) {
	return get(tx, readWay, ways.list+" WHERE client_key = $1", key)
}

// AddWay adds a way.
func (tx *Tx) AddWay(w ledger.Way) error {
	if err := only(tx.exec(ways.insert, wayArgs(w)...)); err != nil {
		return err
	}
	if err := tx.indexSoon(w.ID); err != nil {
		return err
	}
	return tx.keepRelations(w, nil, nil)
}

// UpdateWay stores a way as it now is.
func (tx *Tx) UpdateWay(w ledger.Way) error {
	if err := tx.keepChannel(w); err != nil {
		return err
	}
	if err := must(tx.exec(ways.update, wayArgs(w)...)); err != nil {
		return err
	}
	if err := tx.indexSoon(w.ID); err != nil {
		return err
	}
	return tx.noteRelations(w)
}

// noteRelations is keepRelations for a way of which rows may stand there.
func (tx *Tx) noteRelations(w ledger.Way) error {
	people, err := all(tx, readText, "SELECT userid FROM way_members WHERE way_id = $1", w.ID)
	if err != nil {
		return err
	}
	labels, err := all(tx, readID, "SELECT label_id FROM way_labels WHERE way_id = $1", w.ID)
	if err != nil {
		return err
	}
	if err := tx.keepRelations(w, people, labels); err != nil || w.Listed() {
		return err
	}
	if err := only(tx.exec("UPDATE way_members SET listed = 0 WHERE way_id = $1 AND listed = 1", w.ID)); err != nil {
		return err
	}
	return only(tx.exec("UPDATE way_labels SET listed = 0 WHERE way_id = $1 AND listed = 1", w.ID))
}

// MoveWay stores how far a way has come, and touches no more indexes than that needs.
func (tx *Tx) MoveWay(w ledger.Way) error {
	err := must(tx.exec("UPDATE ways SET phase = $2, problem = $3, absent_at = $4, config_id = $5, qr_url = $6, called_at = $7, confirmed_at = $8, updated_at = $9 WHERE id = $1",
		w.ID, string(w.Phase), w.Problem, w.AbsentAt, w.ConfigID, w.QRURL, w.CalledAt, w.ConfirmedAt, w.UpdatedAt))
	if err != nil {
		return err
	}
	return tx.indexSoon(w.ID)
}

// keepRelations makes the rows by which a way is found from its members and labels agree with it; people and labels are those
// that stand there.
func (tx *Tx) keepRelations(w ledger.Way, people []string, labels []int64) error {
	err := match(people, w.People(),
		func(id string) error {
			return only(tx.exec("INSERT INTO way_members (corp_id, userid, way_id, listed) VALUES ($1, $2, $3, $4)", w.CorpID, id, w.ID, flag(w.Listed())))
		},
		func(id string) error {
			return only(tx.exec("DELETE FROM way_members WHERE corp_id = $1 AND userid = $2 AND way_id = $3", w.CorpID, id, w.ID))
		})
	if err != nil {
		return err
	}
	return match(labels, w.Labels,
		func(id int64) error {
			return only(tx.exec("INSERT INTO way_labels (label_id, way_id, listed) VALUES ($1, $2, $3)", id, w.ID, flag(w.Listed())))
		},
		func(id int64) error {
			return only(tx.exec("DELETE FROM way_labels WHERE label_id = $1 AND way_id = $2", id, w.ID))
		})
}

// match adds what is wanted and not there, and removes what is there and not wanted.
func match[T comparable](have, want []T, add, remove func(T) error) error {
	there := map[T]bool{}
	for _, v := range have {
		there[v] = true
	}
	for _, v := range want {
		if !there[v] {
			if err := add(v); err != nil {
				return err
			}
		}
		delete(there, v)
	}
	for v := range there {
		if err := remove(v); err != nil {
			return err
		}
	}
	return nil
}

func readText(scan scan) (s string, err error) { return s, scan(&s) }

// waySettings are the columns of a way's settings.
const waySettings = "channel_id, name, remark, folder_id, labels, owner_id, note, type, scene, style, users, parties, skip_verify, is_exclusive, mark_source, " +
	"chats, auto_create_room, room_base_name, room_base_id, pool_id, expires_in, chat_expires_in, unionid, conclusions, welcome, tags, remark_rule, plan"

// scanSettings reads them: what is no plain value goes through texts and numbers of its own first.
type scanSettings struct {
	to                                                              *ledger.Settings
	labels, users, parties, chats, conclusions, welcome, tags, plan string
	skip, exclusive, mark, auto                                     int64
}

func (r *scanSettings) fields() []any {
	s := r.to
	return []any{
		&s.ChannelID, &s.Name, &s.Remark, &s.FolderID, &r.labels, &s.OwnerID, &s.Note, &s.Type, &s.Scene, &s.Style, &r.users, &r.parties, &r.skip, &r.exclusive, &r.mark,
		&r.chats, &r.auto, &s.RoomBaseName, &s.RoomBaseID, &s.PoolID, &s.ExpiresIn, &s.ChatExpiresIn, &s.UnionID, &r.conclusions, &r.welcome, &r.tags, &s.RemarkRule, &r.plan,
	}
}

func (r *scanSettings) read() error {
	s := r.to
	s.SkipVerify, s.Exclusive, s.MarkSource, s.AutoCreateRoom = r.skip != 0, r.exclusive != 0, r.mark != 0, r.auto != 0
	for _, f := range []struct {
		text string
		into any
	}{
		{r.labels, &s.Labels}, {r.users, &s.Users}, {r.parties, &s.Parties}, {r.chats, &s.Chats}, {r.tags, &s.Tags}, {r.plan, &s.Plan}, {r.conclusions, &s.Conclusions}, {r.welcome, &s.Welcome},
	} {
		if f.text == "" || f.text == "null" || f.text == "[]" {
			continue
		}
		if err := json.Unmarshal([]byte(f.text), f.into); err != nil {
			return err
		}
	}
	s.Labels, s.Users, s.Parties, s.Chats, s.Tags = some(s.Labels), some(s.Users), some(s.Parties), some(s.Chats), some(s.Tags)
	return nil
}

// some is a list that is never null on the wire.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func settingsArgs(s ledger.Settings) []any {
	conclusions, welcome, plan := "", "", ""
	if s.Plan != nil {
		plan = mustText(s.Plan)
	}
	if s.Conclusions != nil {
		conclusions = mustText(s.Conclusions)
	}
	if !s.Welcome.IsZero() {
		welcome = mustText(s.Welcome)
	}
	return []any{
		s.ChannelID, s.Name, s.Remark, s.FolderID, mustText(s.Labels), s.OwnerID, s.Note, s.Type, s.Scene, s.Style, mustText(s.Users), mustText(s.Parties),
		flag(s.SkipVerify), flag(s.Exclusive), flag(s.MarkSource), mustText(s.Chats), flag(s.AutoCreateRoom), s.RoomBaseName, s.RoomBaseID, s.PoolID,
		s.ExpiresIn, s.ChatExpiresIn, s.UnionID, conclusions, welcome, mustText(s.Tags), s.RemarkRule, plan,
	}
}
