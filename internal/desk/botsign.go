package desk

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	"github.com/menling/menling/internal/crm"
)

// Headers of what a bot is sent. The signature is v1= and the hexadecimal HMAC-SHA256, under the bot's secret, of the timestamp (in
// seconds), a full stop and the body. A bot refuses timestamps that are more than five minutes off.
const (
	BotTimestamp = "Menling-Timestamp"
	BotSignature = "Menling-Signature"
)

// SignBot makes the headers for a body.
func SignBot(secret crm.Secret, seconds int64, body []byte) map[string]string {
	stamp := itoa(seconds)
	mac := hmac.New(sha256.New, []byte(secret.Reveal()))
	mac.Write([]byte(stamp + "."))
	mac.Write(body)
	return map[string]string{BotTimestamp: stamp, BotSignature: "v1=" + hex.EncodeToString(mac.Sum(nil))}
}
