package sandbox

import (
	"bytes"
	"encoding/json"
)

// meaning says what a reply amounts to: "ok", "transfer" to the official desk, or "failed".
// WeCom does not read the body. A mini program's server answers success, nothing, or a
// transfer in the format of the push, sealed or not.
func (s *Sandbox) meaning(kind, event string, cb callback, sw Switches, format string, a attempt, reply []byte) string {
	if a.Error != "" || a.Status < 200 || a.Status > 299 {
		return "failed"
	}
	text := bytes.TrimSpace(reply)
	switch {
	case kind == wecom || string(text) == "success":
		return "ok"
	case kind == suite: // wants the word
		return "failed"
	case len(text) == 0:
		return "ok"
	}
	found, ok := s.openReply(cb, sw, format, text)
	if !ok || found["MsgType"] != "transfer_customer_service" {
		return "failed"
	}
	if event == "user_enter_tempsession" {
		return "ok" // events cannot be transferred
	}
	return "transfer"
}

// openReply reads a reply in the format of the push and decrypts it when it is sealed.
func (s *Sandbox) openReply(cb callback, sw Switches, format string, text []byte) (map[string]string, bool) {
	isJSON := text[0] == '{'
	if isJSON != (format == FormatJSON) && !sw.LenientTransfer {
		return nil, false
	}
	found, ok := flat(text, isJSON)
	if !ok || found["Encrypt"] == "" {
		return found, ok && cb.Mode != ModeSecure
	}
	if sign(cb.Token, found["TimeStamp"], found["Nonce"], found["Encrypt"]) != found["MsgSignature"] {
		return nil, false
	}
	msg, receiver, err := unseal(cb.AESKey, found["Encrypt"])
	if err != nil || receiver != s.corp.MiniProgram.AppID || len(msg) == 0 {
		return nil, false
	}
	return flat(msg, msg[0] == '{')
}

// flat reads the members of an object or the children of a root element as text.
func flat(text []byte, isJSON bool) (map[string]string, bool) {
	if !isJSON {
		found, err := parseXML(text)
		return found, err == nil
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(text, &members) != nil {
		return nil, false
	}
	found := map[string]string{}
	for name, raw := range members {
		text := string(raw)
		var quoted string
		if json.Unmarshal(raw, &quoted) == nil {
			text = quoted
		}
		found[name] = text
	}
	return found, true
}
