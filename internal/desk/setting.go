package desk

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/menling/menling/internal/crm"
)

// Section names a part of a desk's settings. Each is a struct of its own, kept as JSON.
type Section string

// SettingReader reads settings, inside a transaction or outside.
type SettingReader interface {
	// DeskSetting is a section of an account, or of account 0 where the account has none of its own; crm.ErrNotFound where neither has.
	DeskSetting(account int64, section Section) ([]byte, error)
	// HasDeskSetting says whether the account has the section itself.
	HasDeskSetting(account int64, section Section) (bool, error)
}

// SettingTx changes settings.
type SettingTx interface {
	SettingReader
	PutDeskSetting(account int64, section Section, value []byte, at int64) error
	// RemoveDeskSetting has an account follow account 0 again.
	RemoveDeskSetting(account int64, section Section) error
}

// settingOf reads a section into v, which holds what applies where nothing was set.
func settingOf[T any](q SettingReader, account int64, section Section, v T) (T, error) {
	raw, err := q.DeskSetting(account, section)
	if errors.Is(err, crm.ErrNotFound) {
		return v, nil
	}
	if err != nil {
		return v, err
	}
	return v, json.Unmarshal(raw, &v)
}

// Setting is a section as it applies to an account.
type Setting[T any] struct {
	Value T    `json:"value"`
	Own   bool `json:"own" doc:"The account has its own; otherwise it follows what is set for all"`
}

// settingFor reads a section with whether the account has its own.
func settingFor[T any](q SettingReader, account int64, section Section, v T) (Setting[T], error) {
	v, err := settingOf(q, account, section, v)
	if err != nil {
		return Setting[T]{}, err
	}
	own, err := q.HasDeskSetting(account, section)
	return Setting[T]{v, own}, err
}

// putSetting stores a section as a person wants it; nil has the account follow what is set for all. Whoever calls it has checked
// the value.
func (k *Desk) putSetting(ctx context.Context, who crm.Actor, account int64, section Section, v any) error {
	if account != 0 {
		if _, err := k.Store.Account(ctx, account); err != nil {
			return err
		}
	}
	stamp := k.stamp()
	return k.Store.Write(ctx, []string{"desk_setting:" + string(section)}, func(tx Tx) error {
		before, err := settingOf[json.RawMessage](tx, account, section, nil)
		if err != nil {
			return err
		}
		if err := storeSetting(tx, account, section, v, stamp.At); err != nil {
			return err
		}
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "desk_setting." + string(section), Subject: "account", SubjectID: account, Before: before, After: v}
		if err := tx.AddAudit(audit); err != nil {
			return err
		}
		return tx.AddChange(crm.Stale("desk_setting", account, stamp.At))
	})
}

func storeSetting(tx SettingTx, account int64, section Section, v any, at int64) error {
	if v == nil {
		return tx.RemoveDeskSetting(account, section)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return tx.PutDeskSetting(account, section, raw, at)
}

// checked is a section that knows what is wrong with it.
type checked interface{ validate() error }

// setSection stores a section that a person wrote; nil has the account follow what is set for all.
func setSection[T checked](ctx context.Context, k *Desk, who crm.Actor, account int64, section Section, s *T) error {
	if s == nil {
		return k.putSetting(ctx, who, account, section, nil)
	}
	if err := (*s).validate(); err != nil {
		return err
	}
	return k.putSetting(ctx, who, account, section, *s)
}
