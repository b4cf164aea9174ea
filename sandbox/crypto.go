package sandbox

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
)

const padBlock = 32 // PKCS#7 with this block size, not AES's own

// seal encrypts a message for a receiver: 16 random bytes, the length, the message and the
// receiver's id under AES-256-CBC (https://developer.work.weixin.qq.com/document/path/90968).
func seal(aesKey string, random, msg []byte, receiver string) (string, error) {
	block, iv, err := cipherOf(aesKey)
	if err != nil {
		return "", err
	}
	plain := append([]byte{}, random...)
	plain = binary.BigEndian.AppendUint32(plain, uint32(len(msg)))
	plain = append(append(plain, msg...), receiver...)
	pad := padBlock - len(plain)%padBlock
	plain = append(plain, bytes.Repeat([]byte{byte(pad)}, pad)...)
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(plain, plain)
	return base64.StdEncoding.EncodeToString(plain), nil
}

// unseal decrypts what seal or a replying server made.
func unseal(aesKey, sealed string) (msg []byte, receiver string, err error) {
	block, iv, err := cipherOf(aesKey)
	if err != nil {
		return nil, "", err
	}
	data, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil {
		return nil, "", err
	}
	if len(data) == 0 || len(data)%aes.BlockSize != 0 {
		return nil, "", errors.New("ciphertext has a wrong length")
	}
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(data, data)
	pad := int(data[len(data)-1])
	if pad < 1 || pad > padBlock || pad > len(data)-20 {
		return nil, "", errors.New("padding is wrong")
	}
	data = data[16 : len(data)-pad]
	size := binary.BigEndian.Uint32(data)
	if uint64(size) > uint64(len(data)-4) {
		return nil, "", errors.New("length is wrong")
	}
	return data[4 : 4+size], string(data[4+size:]), nil
}

func cipherOf(aesKey string) (cipher.Block, []byte, error) {
	key, err := base64.StdEncoding.DecodeString(aesKey + "=")
	if err != nil {
		return nil, nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, nil, err
	}
	return block, key[:16], nil
}

// sign is the hexadecimal SHA-1 of the parts in byte order.
func sign(parts ...string) string {
	slices.Sort(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, "")))
	return hex.EncodeToString(sum[:])
}
