package callback_test

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/base64"
	"encoding/xml"
	"net/url"
	"testing"

	"github.com/menling/menling/wecom/callback"
)

// sample is one delivery of about 600 bytes of event.
func sample(t testing.TB) (query url.Values, body []byte, encrypted string) {
	t.Helper()
	msg := "<xml><ToUserName><![CDATA[" + corpID + "]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>1700000100</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[wmSandboxCustomer000000000000001]]></ExternalUserID><State><![CDATA[spring-a1]]></State><WelcomeCode><![CDATA[WelcomeCode0123456789WelcomeCode0123456789]]></WelcomeCode></xml>"
	q, b := sealed(t, crypt(t, testToken, testKey, corpID), msg)
	query, err := url.ParseQuery(q)
	if err != nil {
		t.Fatal(err)
	}
	var envelope struct{ Encrypt string }
	if err := xml.Unmarshal([]byte(b), &envelope); err != nil {
		t.Fatal(err)
	}
	return query, []byte(b), envelope.Encrypt
}

func BenchmarkOpen(b *testing.B) {
	query, body, _ := sample(b)
	c := crypt(b, testToken, testKey, corpID)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := callback.Open(c, query, body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	raw := pushes(b)[0].Bytes()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := callback.Decode(raw); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBareCrypto is the floor: the same bytes hashed, decoded, decrypted.
func BenchmarkBareCrypto(b *testing.B) {
	_, _, encrypted := sample(b)
	key, err := base64.StdEncoding.DecodeString(testKey + "=")
	if err != nil {
		b.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		b.Fatal(err)
	}
	signed, plain := []byte("1700000111"+"n1"+testToken+encrypted), make([]byte, base64.StdEncoding.DecodedLen(len(encrypted)))
	for b.Loop() {
		sha1.Sum(signed)
		n, err := base64.StdEncoding.Decode(plain, []byte(encrypted))
		if err != nil {
			b.Fatal(err)
		}
		cipher.NewCBCDecrypter(block, key[:16]).CryptBlocks(plain[:n], plain[:n])
	}
}
