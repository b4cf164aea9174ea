package sandbox

import (
	"encoding/hex"
	"testing"
)

// TestOfficialVector decrypts the message that the vendor publishes
// (https://developer.work.weixin.qq.com/document/path/90968) and checks its signature.
func TestOfficialVector(t *testing.T) {
	const key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
	for _, row := range []struct{ ts, nonce, sealed, signature, random string }{
		{
			"1409659589", "263014780",
			"P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
			"5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "",
		},
	} {
		if got := sign("QDG6eK", row.ts, row.nonce, row.sealed); got != row.signature {
			t.Errorf("signature %s", got)
		}
		msg, receiver, err := unseal(key, row.sealed)
		if err != nil || string(msg) != "1616140317555161061" || receiver != "wx5823bf96d3bd56c7" {
			t.Errorf("%s %s %v", msg, receiver, err)
		}
	}
}

// TestSealVectors reproduces known ciphertexts, among them one with the largest padding
// beyond AES's own block and one for an empty receiver.
func TestSealVectors(t *testing.T) {
	random, err := hex.DecodeString(hex.EncodeToString([]byte("0123456789abcdef")))
	if err != nil {
		t.Fatal(err)
	}
	const key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	for _, row := range []struct{ msg, receiver, sealed string }{
		{"5927782489442352469", "wwtestcorp000001", "Q3stYC6hdFzMh9T8HCvyDOjpXLNauJhx2jaflIofLlV5iPx0kAb0TKn7tPGM1VOR790Dv4NSShuJClVwAAp+DA=="},
		{"xxxxxxxxxxxx", "wwtestcorp000001", "Q3stYC6hdFzMh9T8HCvyDL/REUy6XoCe3sU4HvxrUh7ZVS4xyfgeC/F/Ty5tTFKw7bNGifvouxMUCREEAS3VUw=="},
		{"hello", "", "Q3stYC6hdFzMh9T8HCvyDLE2/TzlufFS0Gvya42Bpn8="},
	} {
		got, err := seal(key, random, []byte(row.msg), row.receiver)
		if err != nil || got != row.sealed {
			t.Errorf("%s: %s %v", row.msg, got, err)
		}
	}
	if got := sign("AAAAA", "1714036504", "1514711492"); got != "f464b24fc39322e44b38aa78f5edd27bd1441696" {
		t.Error(got)
	}
}

func TestUnsealRefuses(t *testing.T) {
	const key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	for _, sealed := range []string{"!", "", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="} {
		if _, _, err := unseal(key, sealed); err == nil {
			t.Errorf("%q was opened", sealed)
		}
	}
}
