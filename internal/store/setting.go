package store

import "context"

// Setting is the text of a setting.
func (s *Store) Setting(ctx context.Context, name string) (string, error) {
	return get(s.ask(ctx), readText, "SELECT value FROM settings WHERE name = $1", name)
}

// PutSetting stores a setting.
func (tx *Tx) PutSetting(name, value string, at int64) error {
	return only(tx.exec(`INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`, name, value, at))
}
