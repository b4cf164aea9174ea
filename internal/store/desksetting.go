package store

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

const deskSetting = "SELECT value FROM desk_settings WHERE account_id IN ($1, 0) AND section = $2 ORDER BY account_id DESC LIMIT 1"

const hasDeskSetting = "SELECT count(*) FROM desk_settings WHERE account_id = $1 AND section = $2"

func readBytes(scan scan) (b []byte, err error) { return b, scan(&b) }

// DeskSetting is a section of an account's desk, or of all accounts.
func (tx *Tx) DeskSetting(account int64, section desk.Section) ([]byte, error) {
	return get(tx, readBytes, deskSetting, account, string(section))
}

// HasDeskSetting says whether the account has the section itself.
func (tx *Tx) HasDeskSetting(account int64, section desk.Section) (bool, error) {
	n, err := one[int](tx.row(hasDeskSetting, account, string(section)))
	return n > 0, err
}

// PutDeskSetting stores a section.
func (tx *Tx) PutDeskSetting(account int64, section desk.Section, value []byte, at int64) error {
	return only(tx.exec(`INSERT INTO desk_settings (account_id, section, value, updated_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (account_id, section) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`, account, string(section), string(value), at))
}

// RemoveDeskSetting has an account follow what all begin with.
func (tx *Tx) RemoveDeskSetting(account int64, section desk.Section) error {
	return only(tx.exec("DELETE FROM desk_settings WHERE account_id = $1 AND section = $2", account, string(section)))
}

type deskSettings struct {
	s   *Store
	ctx context.Context
}

// DeskSettings reads settings of desks outside a transaction.
func (s *Store) DeskSettings(ctx context.Context) desk.SettingReader { return deskSettings{s, ctx} }

func (d deskSettings) DeskSetting(account int64, section desk.Section) ([]byte, error) {
	return get(d.s.ask(d.ctx), readBytes, deskSetting, account, string(section))
}

func (d deskSettings) HasDeskSetting(account int64, section desk.Section) (bool, error) {
	n, err := one[int](d.s.ask(d.ctx).row(hasDeskSetting, account, string(section)))
	return n > 0, err
}
