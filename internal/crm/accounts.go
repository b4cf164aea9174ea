package crm

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"
)

// oldKeysLife is how long a replaced push token and key are still accepted: the platform's side is changed by hand.
const oldKeysLife = time.Hour

// NewPushKeys draws a token and an EncodingAESKey.
func NewPushKeys(random io.Reader) (PushKeys, error) {
	token, err := alphanumeric(random, 24)
	if err != nil {
		return PushKeys{}, err
	}
	key, err := alphanumeric(random, 43)
	return PushKeys{Token: Secret(token), AESKey: Secret(key)}, err
}

func alphanumeric(random io.Reader, n int) (string, error) {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	var b strings.Builder
	var one [1]byte
	for b.Len() < n {
		if _, err := io.ReadFull(random, one[:]); err != nil {
			return "", err
		}
		if int(one[0]) < 4*len(letters) { // the rest would favour the first letters
			b.WriteByte(letters[int(one[0])%len(letters)])
		}
	}
	return b.String(), nil
}

// AddAccount adds an account; a push token and key are drawn where none were given.
func (g *Ground) AddAccount(ctx context.Context, who Actor, a Account) (Account, error) {
	keys, err := NewPushKeys(g.Random)
	if err != nil {
		return a, err
	}
	if a.Keys.Token == "" {
		a.Keys.Token = keys.Token
	}
	if a.Keys.AESKey == "" {
		a.Keys.AESKey = keys.AESKey
	}
	a = a.WithDefaults()
	if err := a.Validate(); err != nil {
		return a, err
	}
	stamp := g.stamp()
	err = g.Store.Write(ctx, []string{"accounts"}, func(tx Tx) error {
		d := stamp.Draw()
		a.ID, a.CreatedAt, a.UpdatedAt = d.ID(), d.At, d.At
		if a.Kind == WeCom {
			corp, err := tx.CorpOf(a.PlatformID, d.ID(), d.At)
			if err != nil {
				return err
			}
			a.CorpID = corp.ID
		}
		if err := tx.AddAccount(a); err != nil {
			return err
		}
		return recordAccount(tx, who, "account.add", nil, &a, d.At)
	})
	g.Waker.Wake(TopicAccounts)
	return a, err
}

// EditAccount changes an account. A changed push token or key keeps its predecessor for an hour.
func (g *Ground) EditAccount(ctx context.Context, who Actor, id int64, change func(*Account), rotate bool) (Account, error) {
	keys, err := NewPushKeys(g.Random)
	if err != nil {
		return Account{}, err
	}
	stamp := g.stamp()
	var a Account
	err = g.Store.Write(ctx, []string{"accounts"}, func(tx Tx) error {
		before, err := tx.Account(id)
		if err != nil {
			return err
		}
		a = before
		change(&a)
		if rotate {
			a.Keys = keys
		}
		if a.Keys != before.Keys {
			a.OldKeys, a.OldUntil = before.Keys, stamp.At+oldKeysLife.Milliseconds()
		}
		a.Kind, a.UpdatedAt = before.Kind, stamp.At
		if a.PlatformID != before.PlatformID {
			return Invalid("platform_id", "CorpID 或 AppID 不能修改，请另建账号", "the corpid or appid cannot change: add another account")
		}
		if err := a.Validate(); err != nil {
			return err
		}
		if err := tx.UpdateAccount(a); err != nil {
			return err
		}
		return recordAccount(tx, who, "account.edit", &before, &a, stamp.At)
	})
	g.Waker.Wake(TopicAccounts)
	return a, err
}

// RemoveAccount takes an account away and forgets its secrets; what it brought stays.
func (g *Ground) RemoveAccount(ctx context.Context, who Actor, id int64) error {
	stamp := g.stamp()
	err := g.Store.Write(ctx, []string{"accounts"}, func(tx Tx) error {
		before, err := tx.Account(id)
		if err != nil {
			return err
		}
		if err := tx.RemoveAccount(id, stamp.At); err != nil {
			return err
		}
		return recordAccount(tx, who, "account.remove", &before, nil, stamp.At)
	})
	g.Waker.Wake(TopicAccounts)
	return err
}

func recordAccount(tx Tx, who Actor, operation string, before, after *Account, at int64) error {
	audit := Audit{At: at, Actor: who, Operation: operation, Subject: "account"}
	if before != nil {
		audit.Before, audit.SubjectID = before, before.ID
	}
	change := Change{Kind: "account", At: at}
	if after != nil {
		audit.After, audit.SubjectID, change = after, after.ID, Stale("account", after.ID, at)
	}
	change.SubjectID = audit.SubjectID
	return errors.Join(tx.AddAudit(audit), tx.AddChange(change))
}
