package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
)

// A sealed value: one byte 1, the key's id, the nonce, the ciphertext with its tag.
const (
	sealVersion = 1
	keyIDSize   = 4
	keySize     = 32
)

// keyring seals with AES-256-GCM under one key.
type keyring struct {
	id   [keyIDSize]byte
	aead cipher.AEAD
	key  []byte // for keys that follow from it
}

func newKeyring(key []byte) (*keyring, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	k := &keyring{aead: aead, key: key}
	sum := sha256.Sum256(append([]byte("menling key id\x00"), key...))
	copy(k.id[:], sum[:])
	return k, nil
}

// seal encrypts plain for one column (purpose, such as "accounts.secret") of one row: it opens nowhere else.
func (s *Store) seal(purpose string, id any, plain []byte) ([]byte, error) {
	return s.keys.seal(place(purpose, id), plain)
}

// open decrypts what seal made for the same column and row.
func (s *Store) open(purpose string, id any, sealed []byte) ([]byte, error) {
	plain, err := s.keys.open(place(purpose, id), sealed)
	if err != nil {
		return nil, fmt.Errorf("open %s of %v: %w", purpose, id, err)
	}
	return plain, nil
}

// derive makes a key of its own for one purpose and name: whoever learns it learns nothing of the key it follows from, or of others.
func (k *keyring) derive(purpose, name string) []byte {
	mac := hmac.New(sha256.New, k.key)
	fmt.Fprintf(mac, "menling derived key\x00%d|%s|%s", len(purpose), purpose, name)
	return mac.Sum(nil)
}

func place(purpose string, id any) []byte {
	if b, ok := id.([]byte); ok {
		id = fmt.Sprintf("%x", b)
	}
	return fmt.Appendf(nil, "%d|%s|%v", len(purpose), purpose, id)
}

func (k *keyring) seal(place, plain []byte) ([]byte, error) {
	out := make([]byte, 0, 1+keyIDSize+k.aead.NonceSize()+len(plain)+k.aead.Overhead())
	out = append(append(out, sealVersion), k.id[:]...)
	nonce := make([]byte, k.aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return k.aead.Seal(append(out, nonce...), nonce, plain, place), nil
}

var errSealed = errors.New("the sealed value was made for another row, by another key, or is damaged")

func (k *keyring) open(place, sealed []byte) ([]byte, error) {
	head := 1 + keyIDSize
	body := head + k.aead.NonceSize()
	if len(sealed) < body || sealed[0] != sealVersion || [keyIDSize]byte(sealed[1:head]) != k.id {
		return nil, errSealed
	}
	plain, err := k.aead.Open(nil, sealed[head:body], sealed[body:], place)
	if err != nil {
		return nil, errSealed
	}
	return plain, nil
}
