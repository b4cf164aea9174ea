package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// plainReader reads deliveries the straightforward way, as client libraries for WeCom do: encoding/xml over the envelope,
// then over the message for what all have in common, then once more for the fields of its kind.
type plainReader struct {
	token string
	key   []byte
	block cipher.Block
}

func newPlainReader(token, encodingAESKey string) (*plainReader, error) {
	key, err := base64.StdEncoding.DecodeString(encodingAESKey + "=")
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	return &plainReader{token, key, block}, err
}

type plainHead struct {
	ToUserName   string
	FromUserName string
	CreateTime   int64
	MsgType      string
	Event        string
	ChangeType   string
}

type plainNewCustomer struct {
	plainHead      `xml:"-"`
	UserID         string
	ExternalUserID string
	State          string
	WelcomeCode    string
}

func (r *plainReader) open(query url.Values, body []byte) (plainNewCustomer, error) {
	var e plainNewCustomer
	var envelope struct{ ToUserName, AgentID, Encrypt string }
	if err := xml.Unmarshal(body, &envelope); err != nil {
		return e, err
	}
	if err := r.verify(query, envelope.Encrypt); err != nil {
		return e, err
	}
	msg, err := r.decrypt(envelope.Encrypt)
	if err != nil {
		return e, err
	}
	var head plainHead
	if err := xml.Unmarshal(msg, &head); err != nil {
		return e, err
	}
	if head.Event != "change_external_contact" || head.ChangeType != "add_external_contact" {
		return e, fmt.Errorf("another event: %s", head.ChangeType)
	}
	err = xml.Unmarshal(msg, &e)
	e.plainHead = head
	return e, err
}

func (r *plainReader) verify(query url.Values, encrypted string) error {
	parts := []string{r.token, query.Get("timestamp"), query.Get("nonce"), encrypted}
	slices.Sort(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, "")))
	if subtle.ConstantTimeCompare([]byte(hex.EncodeToString(sum[:])), []byte(query.Get("msg_signature"))) != 1 {
		return errors.New("signature does not match")
	}
	return nil
}

func (r *plainReader) decrypt(encrypted string) ([]byte, error) {
	plain, err := base64.StdEncoding.DecodeString(encrypted)
	if err != nil || len(plain) == 0 || len(plain)%aes.BlockSize != 0 {
		return nil, errors.New("not whole blocks of base64")
	}
	cipher.NewCBCDecrypter(r.block, r.key[:aes.BlockSize]).CryptBlocks(plain, plain)
	plain = plain[:max(0, len(plain)-int(plain[len(plain)-1]))]
	if len(plain) < 20 {
		return nil, errors.New("too short")
	}
	size := int(binary.BigEndian.Uint32(plain[16:20]))
	if size > len(plain)-20 || !bytes.Equal(plain[20+size:], []byte(corpID)) {
		return nil, errors.New("not for us")
	}
	return plain[20 : 20+size], nil
}
