package wx_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/menling/menling/wx"
)

const seedRandom = "0123456789abcdef"

func crypt(t testing.TB, token, key, id string) *wx.Crypt {
	t.Helper()
	c, err := wx.NewCrypt(token, key, id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// vector is one encrypted message and all that belongs to it. The first two are
// published by the vendor (document 90968), the others were made by another
// implementation.
type vector struct {
	name, token, key, id, random    string
	timestamp, nonce, msg, contains string
	encrypted, signature            string
}

const vendorKey, ourKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

var vectors = []vector{
	{
		name: "vendor, message", token: "QDG6eK", key: vendorKey, id: "wx5823bf96d3bd56c7", random: "0960688932c47ef1",
		timestamp: "1409659813", nonce: "1372623149", contains: "<MsgId>4561255354251345929</MsgId>",
		encrypted: "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==",
		signature: "477715d11cdb4164915debcba66cb864d751f3e6",
	},
	{
		name: "vendor, echo", token: "QDG6eK", key: vendorKey, id: "wx5823bf96d3bd56c7", random: "c41b64491c2468d0",
		timestamp: "1409659589", nonce: "263014780", msg: "1616140317555161061",
		encrypted: "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
		signature: "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
	},
	{
		name: "padding 9", token: "emuToken123", key: ourKey, id: "wwtestcorp000001", random: seedRandom,
		timestamp: "1700000000", nonce: "1234567890", msg: "5927782489442352469",
		encrypted: "Q3stYC6hdFzMh9T8HCvyDOjpXLNauJhx2jaflIofLlV5iPx0kAb0TKn7tPGM1VOR790Dv4NSShuJClVwAAp+DA==",
		signature: "b0e3ee2b1721acb546d117c053a0b3381655f697",
	},
	{
		name: "padding 16", token: "emuToken123", key: ourKey, id: "wwtestcorp000001", random: seedRandom,
		timestamp: "1700000001", nonce: "987654321", msg: "xxxxxxxxxxxx",
		encrypted: "Q3stYC6hdFzMh9T8HCvyDL/REUy6XoCe3sU4HvxrUh7ZVS4xyfgeC/F/Ty5tTFKw7bNGifvouxMUCREEAS3VUw==",
		signature: "3b75f83439b727ebca5304a2424578274ba43ff8",
	},
	{
		name: "UTF-8", token: "emuToken123", key: ourKey, id: "wwtestcorp000001", random: seedRandom,
		timestamp: "1700000002", nonce: "nonceX",
		msg:       "<xml><ToUserName><![CDATA[wwtestcorp000001]]></ToUserName><Event><![CDATA[change_external_contact]]></Event><State><![CDATA[渠道A]]></State></xml>",
		encrypted: "Q3stYC6hdFzMh9T8HCvyDMy1Oy9zIBzenLHxiatbAB+++oUxwm1WEjDqDmz9oUBkIBLaKH//+49/95+0SvrVNjPRvjZWckDnYKmuvvZhxNSq8aBXZHC4ppODof+q9JZxUrhctVIb7xx54TlG7B7FlzGklQ/8c9Bp0UF9FYi0buek0U2L9rLlTpNmIcL1HrpSVj8iw5BLdQhFMoKY5hIvZpLV9pWqyyj7xrsi92UETvh/b9Tkgi6tlgYoXhVpo0RP",
		signature: "db2a9fb64ec43658effcc7986a2d916213e08bbc",
	},
	{
		name: "no receive id", token: "emuToken123", key: ourKey, random: seedRandom,
		timestamp: "1700000003", nonce: "n4", msg: "hello",
		encrypted: "Q3stYC6hdFzMh9T8HCvyDLE2/TzlufFS0Gvya42Bpn8=",
		signature: "a86d6e173a042de53836763a2f72c88e32545e8a",
	},
}

func TestVectors(t *testing.T) {
	for _, v := range vectors {
		t.Run(v.name, func(t *testing.T) {
			c := crypt(t, v.token, v.key, v.id)
			if err := c.Verify(v.signature, v.timestamp, v.nonce, v.encrypted); err != nil {
				t.Error(err)
			}
			msg, err := c.Decrypt([]byte(v.encrypted))
			if err != nil {
				t.Fatal(err)
			}
			if v.msg != "" && string(msg) != v.msg || !strings.Contains(string(msg), v.contains) {
				t.Errorf("message %q", msg)
			}
			again, err := c.Encrypt(msg, strings.NewReader(v.random))
			if err != nil || again != v.encrypted {
				t.Errorf("encrypting again gave %s, %v", again, err)
			}
		})
	}
}

func TestEveryPadding(t *testing.T) {
	c := crypt(t, "t", ourKey, "id")
	for n := range 70 {
		want := strings.Repeat("门", n)[:n]
		encrypted, err := c.Encrypt([]byte(want), strings.NewReader(seedRandom))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := c.Decrypt([]byte(encrypted)); err != nil || string(got) != want {
			t.Fatalf("%d bytes came back as %q, %v", n, got, err)
		}
	}
}

func TestDecryptErrors(t *testing.T) {
	c := crypt(t, "t", ourKey, "id")
	foreign, _ := crypt(t, "t", ourKey, "other").Encrypt([]byte("x"), strings.NewReader(seedRandom))
	rows := []struct {
		name, encrypted string
		want            error
	}{
		{"not base64", "***", wx.ErrBase64},
		{"empty", "", wx.ErrCipher},
		{"half a block", "AAAAAAAAAAA=", wx.ErrCipher},
		{"garbage", strings.Repeat("A", 86) + "==", wx.ErrPadding},
		{"another receiver", foreign, wx.ErrReceiveID},
	}
	for _, row := range rows {
		if _, err := c.Decrypt([]byte(row.encrypted)); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", row.name, err, row.want)
		}
	}
}

func TestVerifyRefuses(t *testing.T) {
	c := crypt(t, "t", ourKey, "id")
	good := c.Signature("1", "2", "3")
	for _, bad := range []string{"", "x", good[1:], strings.ToUpper(good), good + "0"} {
		if err := c.Verify(bad, "1", "2", "3"); !errors.Is(err, wx.ErrSignature) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if wx.Signature("t", "3", "1", "2") != good {
		t.Error("the order of the parts counts")
	}
}

func TestNewCryptRefuses(t *testing.T) {
	for name, args := range map[string][2]string{
		"short key": {"t", ourKey[1:]}, "long key": {"t", ourKey + "A"},
		"bad letters": {"t", strings.Repeat("-", 43)}, "no token": {"", ourKey},
	} {
		_, err := wx.NewCrypt(args[0], args[1], "id")
		if err == nil || strings.Contains(err.Error(), args[1]) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzDecrypt(f *testing.F) {
	for _, v := range vectors {
		f.Add([]byte(v.encrypted))
	}
	f.Add([]byte("AAAA"))
	c := crypt(f, "t", ourKey, "wwtestcorp000001")
	f.Fuzz(func(t *testing.T, encrypted []byte) {
		msg, err := c.Decrypt(encrypted)
		if err != nil {
			return
		}
		again, err := c.Encrypt(msg, strings.NewReader(seedRandom))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := c.Decrypt([]byte(again)); err != nil || string(back) != string(msg) {
			t.Fatalf("%q came back as %q, %v", msg, back, err)
		}
	})
}

// FuzzRoundTrip encrypts what the fuzzer made and reads it back.
func FuzzRoundTrip(f *testing.F) {
	f.Add([]byte("hello"), "id")
	f.Add([]byte(""), "")
	f.Fuzz(func(t *testing.T, msg []byte, id string) {
		c := crypt(t, "t", ourKey, id)
		encrypted, err := c.Encrypt(msg, strings.NewReader(seedRandom))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := c.Decrypt([]byte(encrypted)); err != nil || string(back) != string(msg) {
			t.Fatalf("%q came back as %q, %v", msg, back, err)
		}
	})
}
