package store

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/internal/crm"
)

var accounts = newTable("accounts", "id, kind, slug, name, platform_id, corp_id, agent_id, original_id, api_base_url, push_mode, time_zone, "+
	"secret, push_token, push_key, old_push_token, old_push_key, old_push_until, last_push_at, members_at, created_at, updated_at, removed_at, temp_refused_at, relay_secret, old_relay_secret, old_relay_until")

// Account is an account that has not been removed.
func (s *Store) Account(ctx context.Context, id int64) (crm.Account, error) {
	return get(s.ask(ctx), s.readAccount, accounts.get+" AND removed_at = 0", id)
}

// AccountBySlug finds an account by the last part of its callback URL.
func (s *Store) AccountBySlug(ctx context.Context, kind crm.AccountKind, slug string) (crm.Account, error) {
	return get(s.ask(ctx), s.readAccount, accounts.list+" WHERE kind = $1 AND slug = $2 AND removed_at = 0", string(kind), slug)
}

// Accounts are all that have not been removed.
func (s *Store) Accounts(ctx context.Context) ([]crm.Account, error) {
	return all(s.ask(ctx), s.readAccount, accounts.list+" WHERE removed_at = 0 ORDER BY id")
}

func (s *Store) readAccount(scan scan) (crm.Account, error) {
	var a crm.Account
	var corp *int64
	var removed int64
	sealed := make([][]byte, len(accountSeals))
	err := scan(&a.ID, &a.Kind, &a.Slug, &a.Name, &a.PlatformID, &corp, &a.AgentID, &a.OriginalID, &a.APIBaseURL, &a.PushMode, &a.TimeZone,
		&sealed[0], &sealed[1], &sealed[2], &sealed[3], &sealed[4], &a.OldUntil, &a.LastPushAt, &a.MembersAt, &a.CreatedAt, &a.UpdatedAt, &removed, &a.TempRefusedAt,
		&sealed[5], &sealed[6], &a.Relay.OldUntil)
	if err != nil {
		return a, err
	}
	if corp != nil {
		a.CorpID = *corp
	}
	for i, secret := range secretsOf(&a) {
		box := sealed[i]
		if len(box) == 0 {
			continue
		}
		plain, err := s.open(accountSeals[i], a.ID, box)
		if err != nil {
			return a, err
		}
		*secret = crm.Secret(plain)
	}
	return a, nil
}

// secretsOf are an account's secrets, in the order of accountSeals.
func secretsOf(a *crm.Account) []*crm.Secret {
	return []*crm.Secret{&a.Secret, &a.Keys.Token, &a.Keys.AESKey, &a.OldKeys.Token, &a.OldKeys.AESKey, &a.Relay.Current, &a.Relay.Old}
}

// accountSeals name what each sealed column is, so that one cannot stand in for another.
var accountSeals = []string{
	"accounts.secret", "accounts.push_token", "accounts.push_key", "accounts.push_token", "accounts.push_key", "accounts.relay_secret", "accounts.relay_secret",
}

func (s *Store) accountArgs(a crm.Account, removedAt int64) ([]any, error) {
	boxes := make([]any, len(accountSeals))
	for i, secret := range secretsOf(&a) {
		boxes[i] = []byte{}
		if *secret == "" {
			continue
		}
		box, err := s.seal(accountSeals[i], a.ID, []byte(secret.Reveal()))
		if err != nil {
			return nil, err
		}
		boxes[i] = box
	}
	var corp any
	if a.CorpID != 0 {
		corp = a.CorpID
	}
	return []any{
		a.ID, string(a.Kind), a.Slug, a.Name, a.PlatformID, corp, a.AgentID, a.OriginalID, a.APIBaseURL, string(a.PushMode), a.TimeZone,
		boxes[0], boxes[1], boxes[2], boxes[3], boxes[4], a.OldUntil, a.LastPushAt, a.MembersAt, a.CreatedAt, a.UpdatedAt, removedAt, a.TempRefusedAt,
		boxes[5], boxes[6], a.Relay.OldUntil,
	}, nil
}

// Account is an account that has not been removed.
func (tx *Tx) Account(id int64) (crm.Account, error) {
	return get(tx, tx.s.readAccount, accounts.get+" AND removed_at = 0"+tx.s.dialect.lockRows(), id)
}

// AddAccount adds an account; its kind and slug are its own.
func (tx *Tx) AddAccount(a crm.Account) error {
	args, err := tx.s.accountArgs(a, 0)
	if err != nil {
		return err
	}
	n, err := tx.exec(accounts.insert+" ON CONFLICT (kind, slug) WHERE removed_at = 0 DO NOTHING", args...)
	if err == nil && n == 0 {
		return crm.Refuse(crm.CodeTaken, "field", "slug", "name", a.Slug)
	}
	return err
}

// UpdateAccount stores an account as it now is.
func (tx *Tx) UpdateAccount(a crm.Account) error {
	other, err := get(tx, readID, "SELECT id FROM accounts WHERE kind = $1 AND slug = $2 AND removed_at = 0", string(a.Kind), a.Slug)
	if err == nil && other != a.ID {
		return crm.Refuse(crm.CodeTaken, "field", "slug", "name", a.Slug)
	}
	args, err := tx.s.accountArgs(a, 0)
	if err != nil {
		return err
	}
	return must(tx.exec(accounts.update+" AND removed_at = 0", args...))
}

// RemoveAccount takes an account away; its secrets are wiped.
func (tx *Tx) RemoveAccount(id, at int64) error {
	a, err := tx.Account(id)
	if err != nil {
		return err
	}
	a.Secret, a.Keys, a.OldKeys, a.Relay, a.UpdatedAt = "", crm.PushKeys{}, crm.PushKeys{}, crm.RelaySecrets{}, at
	args, err := tx.s.accountArgs(a, at)
	if err != nil {
		return err
	}
	return must(tx.exec(accounts.update, args...))
}

// TouchMembers notes when the account's members were last asked for.
func (tx *Tx) TouchMembers(id, at int64) error {
	return only(tx.exec("UPDATE accounts SET members_at = $2 WHERE id = $1 AND removed_at = 0", id, at))
}

// TouchAccount notes when the account's last push came in.
func (tx *Tx) TouchAccount(id, at int64) error {
	return only(tx.exec("UPDATE accounts SET last_push_at = $2 WHERE id = $1 AND last_push_at < $2", id, at))
}

// CorpOf finds the company by its corpid, adding it under id when it is new.
func (tx *Tx) CorpOf(corpid string, id, at int64) (crm.Corp, error) {
	if _, err := tx.exec("INSERT INTO corps (id, corpid, created_at) VALUES ($1, $2, $3) ON CONFLICT (corpid) DO NOTHING", id, corpid, at); err != nil {
		return crm.Corp{}, err
	}
	return get(tx, func(scan scan) (c crm.Corp, err error) { return c, scan(&c.ID, &c.CorpID) }, "SELECT id, corpid FROM corps WHERE corpid = $1", corpid)
}

// PutMembers stores the members that may be contacted, and marks those that no longer may.
func (tx *Tx) PutMembers(corp int64, members []crm.Member, at int64) error {
	if _, err := tx.exec("UPDATE members SET contact = 0 WHERE corp_id = $1", corp); err != nil {
		return err
	}
	for _, m := range members {
		if err := tx.renamedMember(corp, m); err != nil {
			return err
		}
		_, err := tx.exec(`INSERT INTO members (corp_id, userid, name, departments, contact, seen_at, status) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (corp_id, userid) DO UPDATE SET name = CASE WHEN excluded.name = excluded.userid THEN members.name ELSE excluded.name END, departments = excluded.departments, contact = excluded.contact, seen_at = excluded.seen_at,
				status = CASE WHEN excluded.status = 0 THEN members.status ELSE excluded.status END`,
			corp, m.UserID, m.Name, mustText(m.Departments), flag(m.Contact), at, m.Status)
		if err != nil {
			return err
		}
	}
	return nil
}

// Members are the company's staff as far as we have seen them.
func (s *Store) Members(ctx context.Context, corp int64) ([]crm.Member, error) {
	return all(s.ask(ctx), readMember, "SELECT userid, name, departments, contact, status, problem, suspected, off_until FROM members WHERE corp_id = $1 ORDER BY name, userid", corp)
}

func readMember(scan scan) (m crm.Member, err error) {
	var departments string
	var contact int64
	if err := scan(&m.UserID, &m.Name, &departments, &contact, &m.Status, &m.Problem, &m.Suspected, &m.OffUntil); err != nil {
		return m, err
	}
	m.Contact = contact != 0
	return m, json.Unmarshal([]byte(departments), &m.Departments)
}

func readID(scan scan) (id int64, err error) { return id, scan(&id) }
