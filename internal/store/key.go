package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const dataKeyPlace = "installation.data_key"

// loadKeys opens the data key with the master key. Both are made where nothing is sealed yet, and only there.
func loadKeys(ctx context.Context, o Options, db *sql.DB) (*keyring, error) {
	var print sql.NullString
	var sealed []byte
	err := db.QueryRowContext(ctx, "SELECT key_fingerprint, data_key FROM installation WHERE id = 1").Scan(&print, &sealed)
	if err != nil {
		return nil, fmt.Errorf("installation: %w", err)
	}
	if sealed == nil {
		return makeKeys(ctx, o, db)
	}
	master, err := findMaster(o)
	if err != nil {
		return nil, err
	}
	if master == nil {
		return nil, fmt.Errorf("the master key is missing: this data is sealed with the key of fingerprint %s. "+
			"Put its file back as %s, or give the key itself", print.String, o.file("master.key"))
	}
	if got := fingerprint(master); got != print.String {
		return nil, fmt.Errorf("wrong master key: this data is sealed with the key of fingerprint %s, the one given has %s. "+
			"Bring the right key back from your backup, or from the node that made it; no new one can open this data", print.String, got)
	}
	return openDataKey(master, sealed)
}

func openDataKey(master, sealed []byte) (*keyring, error) {
	m, err := newKeyring(master)
	if err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	key, err := m.open(place(dataKeyPlace, 1), sealed)
	if err != nil {
		return nil, fmt.Errorf("data key: %w", err)
	}
	return newKeyring(key)
}

func makeKeys(ctx context.Context, o Options, db *sql.DB) (*keyring, error) {
	master, err := findMaster(o)
	if err == nil && master == nil {
		master, err = makeMaster(o)
	}
	if err != nil {
		return nil, err
	}
	m, err := newKeyring(master)
	if err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	key := make([]byte, keySize)
	rand.Read(key)
	sealed, err := m.seal(place(dataKeyPlace, 1), key)
	if err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, "UPDATE installation SET key_fingerprint = $1, data_key = $2 WHERE id = 1", fingerprint(master), sealed)
	if err != nil {
		return nil, fmt.Errorf("installation: %w", err)
	}
	return newKeyring(key)
}

// fingerprint tells keys apart and nothing about them.
func fingerprint(master []byte) string {
	sum := sha256.Sum256(append([]byte("menling master key\x00"), master...))
	return hex.EncodeToString(sum[:8])
}

// findMaster is the key given, else the one in the file, else nil.
func findMaster(o Options) ([]byte, error) {
	if o.MasterKey != "" {
		return decodeMaster(o.MasterKey, "the master key given")
	}
	if o.Dir == "" {
		return nil, nil
	}
	path := o.file("master.key")
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the master key can be read by others (mode %04o): run chmod 600 %s", info.Mode().Perm(), path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	return decodeMaster(string(text), path)
}

func decodeMaster(text, whence string) ([]byte, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(key) != keySize {
		return nil, fmt.Errorf("%s is not the base64 of 32 bytes; openssl rand -base64 32 makes one", whence)
	}
	return key, nil
}

// makeMaster draws a key and has it on disk, for good, before anything is sealed with it.
func makeMaster(o Options) ([]byte, error) {
	if o.Dir == "" {
		return nil, errors.New("a master key is needed: give one, or a data folder to keep it in; openssl rand -base64 32 makes one")
	}
	key := make([]byte, keySize)
	rand.Read(key)
	path := o.file("master.key")
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(key) + "\n")
	if err := errors.Join(err, f.Sync(), f.Close(), syncDir(o.Dir)); err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	o.Log.Info("master key made: keep a copy of it apart from your backups, nothing opens the secrets without it",
		"file", path, "fingerprint", fingerprint(key))
	return key, nil
}

func syncDir(dir string) error {
	d, err := os.Open(filepath.Clean(dir))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
