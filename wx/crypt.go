package wx

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// What can be wrong with an encrypted push. ErrSignature and ErrReceiveID mean
// it is not for us; the others that it is damaged.
var (
	ErrSignature = errors.New("signature does not match")
	ErrReceiveID = errors.New("receive id does not match")
	ErrBase64    = errors.New("not base64")
	ErrCipher    = errors.New("ciphertext is not whole blocks")
	ErrPadding   = errors.New("bad padding")
	ErrLength    = errors.New("bad message length")
)

const (
	padBlock  = 32 // the platforms pad to 32 bytes, not to AES's 16
	randomLen = 16
	headLen   = randomLen + 4
)

// Crypt signs, verifies, encrypts and decrypts the pushes of one receiver.
// It is safe for use by several goroutines.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90968
type Crypt struct {
	token     string
	receiveID []byte
	block     cipher.Block
	iv        []byte
}

// NewCrypt takes the token, the 43 characters of the EncodingAESKey and the
// receive id: corpid, suiteid or appid; empty for some third-party apps.
func NewCrypt(token, encodingAESKey, receiveID string) (*Crypt, error) {
	if token == "" {
		return nil, errors.New("callback token is empty")
	}
	if len(encodingAESKey) != 43 {
		return nil, fmt.Errorf("EncodingAESKey has %d characters, must have 43", len(encodingAESKey))
	}
	// 43 characters carry two bits more than 32 bytes do. Real keys have them
	// set, so this must not be a strict decoder.
	key, err := base64.StdEncoding.DecodeString(encodingAESKey + "=")
	if err != nil || len(key) != 32 {
		return nil, errors.New("EncodingAESKey has characters other than letters and digits")
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return &Crypt{token: token, receiveID: []byte(receiveID), block: block, iv: key[:aes.BlockSize]}, nil
}

// Signature is the lower-case hex SHA-1 over token and parts in byte order.
func (c *Crypt) Signature(parts ...string) string { return Signature(c.token, parts...) }

// Verify compares in constant time and returns ErrSignature on a difference.
func (c *Crypt) Verify(signature string, parts ...string) error {
	return VerifySignature(c.token, signature, parts...)
}

// Decrypt turns base64 ciphertext into the message. Verify first: this alone
// proves nothing about the sender. The message is the caller's to keep.
func (c *Crypt) Decrypt(encrypted []byte) ([]byte, error) {
	plain := make([]byte, base64.StdEncoding.DecodedLen(len(encrypted)))
	n, err := base64.StdEncoding.Decode(plain, encrypted)
	if err != nil {
		return nil, ErrBase64
	}
	plain = plain[:n]
	if n == 0 || n%aes.BlockSize != 0 {
		return nil, ErrCipher
	}
	cipher.NewCBCDecrypter(c.block, c.iv).CryptBlocks(plain, plain)
	return c.unwrap(plain)
}

// unwrap takes padding, random bytes, length and receive id off a message.
func (c *Crypt) unwrap(plain []byte) ([]byte, error) {
	pad := int(plain[len(plain)-1])
	if pad < 1 || pad > padBlock || pad > len(plain) {
		return nil, ErrPadding
	}
	body := plain[:len(plain)-pad]
	for _, b := range plain[len(body):] {
		if int(b) != pad {
			return nil, ErrPadding
		}
	}
	if len(body) < headLen {
		return nil, ErrLength
	}
	n := int64(binary.BigEndian.Uint32(body[randomLen:headLen]))
	rest := body[headLen:]
	if n > int64(len(rest)) {
		return nil, ErrLength
	}
	if !bytes.Equal(rest[n:], c.receiveID) {
		return nil, ErrReceiveID
	}
	return rest[:n:n], nil
}

// Encrypt is the reverse of Decrypt; random gives its 16 random bytes.
func (c *Crypt) Encrypt(msg []byte, random io.Reader) (string, error) {
	size := headLen + len(msg) + len(c.receiveID)
	pad := padBlock - size%padBlock
	buf := make([]byte, randomLen, size+pad)
	if _, err := io.ReadFull(random, buf); err != nil {
		return "", fmt.Errorf("random bytes for a callback reply: %w", err)
	}
	buf = binary.BigEndian.AppendUint32(buf, uint32(len(msg)))
	buf = append(append(buf, msg...), c.receiveID...)
	for range pad {
		buf = append(buf, byte(pad))
	}
	cipher.NewCBCEncrypter(c.block, c.iv).CryptBlocks(buf, buf)
	return base64.StdEncoding.EncodeToString(buf), nil
}
