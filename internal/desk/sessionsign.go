package desk

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
)

// A session-from that our server made carries a signature, so that the desk can tell it from what somebody typed. It proves who
// made the text, not who hands it over: whoever saw one can use it again for a day.

const (
	maxSessionFrom = 1000 // bytes: the platform cuts what is longer
	sessionLife    = 24 * time.Hour
	sessionAhead   = 5 * time.Minute // so much may our clock be before the platform's
	signatureBytes = 16
	mostOwnFields  = 20
	maxPage        = 200 // characters; what is longer is cut
	maxButton      = 64
)

// SessionMark is what the signature under a session-from says.
type SessionMark string

// The marks; there is none where there is no session-from.
const (
	SessionSigned   SessionMark = "signed"   // ours, and less than a day old when it came
	SessionUnsigned SessionMark = "unsigned" // without a signature: anybody may have written it
	SessionForged   SessionMark = "forged"   // with a signature that is not ours
	SessionStale    SessionMark = "stale"    // ours, and too old when it came
)

// SessionSource is where in the mini program somebody is about to open the chat.
type SessionSource struct {
	Page   string
	Button string            // its own name
	PlugID string            // of a way, when the button leads to one too
	Data   map[string]string // more, by the app
}

// ownField is how an app may name its fields. ourFields are taken.
var (
	ownField  = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,32}$`)
	ourFields = []string{"page", "button", "plugid", "t", "sig"}
)

// Sign writes the source as a query string with its time and signature.
func (s SessionSource) Sign(key []byte, now time.Time) (string, error) {
	if len(s.Data) > mostOwnFields {
		return "", crm.Invalid("data", fmt.Sprintf("最多 %d 个字段", mostOwnFields), fmt.Sprintf("at most %d fields are taken", mostOwnFields))
	}
	pairs := pair(nil, "page", within(s.Page, maxPage))
	pairs = pair(pairs, "button", within(s.Button, maxButton))
	pairs = pair(pairs, "plugid", s.PlugID)
	for _, name := range slices.Sorted(maps.Keys(s.Data)) {
		if !ownField.MatchString(name) || slices.Contains(ourFields, name) {
			return "", crm.Invalid("data", "字段名「"+within(name, 32)+"」不可用：只能用字母、数字和 _ . -，最多 32 个，且不能是 page、button、plugid、t、sig",
				"the name “"+within(name, 32)+"” cannot be taken: letters, digits and _ . - are, 32 at most, but not page, button, plugid, t or sig")
		}
		pairs = append(pairs, name+"="+escapeValue(s.Data[name]))
	}
	text := strings.Join(append(pairs, "t="+strconv.FormatInt(now.Unix(), 10)), "&")
	text += "&sig=" + signature(key, text)
	if len(text) > maxSessionFrom {
		return "", crm.Invalid("data", fmt.Sprintf("编码后有 %d 字节，超过微信的上限 %d 字节：请减少字段或缩短内容", len(text), maxSessionFrom),
			fmt.Sprintf("written out it has %d bytes, and the platform cuts at %d: leave fields out or shorten them", len(text), maxSessionFrom))
	}
	return text, nil
}

func pair(pairs []string, name, value string) []string {
	if value == "" {
		return pairs
	}
	return append(pairs, name+"="+escapeValue(value))
}

// escapeValue escapes what has a meaning in a query string, and nothing else: a Chinese character would take nine bytes of the 1,000.
func escapeValue(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c <= ' ' || c == 0x7f || strings.IndexByte(`%&=+?#"<>`, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

func signature(key []byte, text string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:signatureBytes])
}

// MarkSession says what the signature under a session-from is worth that came at a time (ms).
func MarkSession(key []byte, text string, at int64) SessionMark {
	if text == "" {
		return ""
	}
	signed, sig, made := signedParts(text)
	switch {
	case made == 0:
		return SessionUnsigned
	case !hmac.Equal([]byte(sig), []byte(signature(key, signed))):
		return SessionForged
	}
	if age := time.Duration(at-made*1000) * time.Millisecond; age > sessionLife || age < -sessionAhead {
		return SessionStale
	}
	return SessionSigned
}

// SessionKeys has the key that signs a mini program's session-froms.
type SessionKeys interface {
	SessionKey(appid string) []byte
}

// MarkSession fills in what the row's session-from, which came at a time, is worth.
func (r *ConversationRow) MarkSession(key []byte, at int64) {
	if r.SessionMark = MarkSession(key, r.SessionFrom, at); r.SessionMark == SessionSigned {
		r.SessionFields = SessionFields(r.SessionFrom)
	}
}

// signedParts takes a session-from of ours apart: what was signed, the signature, and when (s). made is 0 for any other text.
func signedParts(text string) (signed, sig string, made int64) {
	end := strings.LastIndex(text, "&sig=")
	if end < 0 {
		return "", "", 0
	}
	signed, sig = text[:end], text[end+len("&sig="):]
	seconds, isTime := strings.CutPrefix(signed[strings.LastIndexByte(signed, '&')+1:], "t=")
	made, err := strconv.ParseInt(seconds, 10, 64)
	if !isTime || err != nil || made <= 0 || made > maxSigned {
		return "", "", 0
	}
	return signed, sig, made
}

// maxSigned is the last second of the year 9999: times beyond it are none.
const maxSigned = 253402300799

// bare is a session-from of ours without its time and signature, and any other as it is.
func bare(text string) string {
	signed, _, made := signedParts(text)
	if made == 0 {
		return text
	}
	return signed[:max(strings.LastIndexByte(signed, '&'), 0)]
}
