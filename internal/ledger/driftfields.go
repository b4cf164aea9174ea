package ledger

import (
	"encoding/json"

	"github.com/menling/menling/wecom"
)

// held is what the platform holds of a way, as far as it can be compared.
type held struct {
	Settings
	State     string
	QRURL     string
	Exclusive *bool // nil: it does not say
	raw       json.RawMessage
}

// heldContact is the copy of a contact way or a temporary one.
func heldContact(w Way, c wecom.ContactWay) held {
	h := held{Settings: contactCopy(w, c), State: c.State, QRURL: c.QRCode, Exclusive: c.IsExclusive, raw: c.Raw}
	h.Settings.Exclusive = w.Exclusive
	return h
}

// heldJoin is the copy of a join way. What names groups to come counts only where some are to come, and a number that was left to
// the platform is the platform's.
func heldJoin(w Way, c wecom.JoinWay) held {
	h := held{Settings: joinCopy(w, c), State: c.State, QRURL: c.QRCode, raw: c.Raw}
	if w.RoomBaseID == 0 || !h.AutoCreateRoom {
		h.RoomBaseID = w.RoomBaseID
	}
	if !h.AutoCreateRoom {
		h.RoomBaseName = w.RoomBaseName
	}
	return h
}

// agrees is the quick answer for the many ways that differ in nothing.
func (h held) agrees(w Way) bool {
	o := w.Settings
	if h.State != w.State || h.QRURL != w.QRURL && h.QRURL != "" && w.QRURL != "" || h.Exclusive != nil && *h.Exclusive != o.Exclusive ||
		h.Remark != o.Remark || h.MarkSource != o.MarkSource {
		return false
	}
	if w.Kind == KindJoin {
		return sameSet(h.Chats, o.Chats) && h.AutoCreateRoom == o.AutoCreateRoom && h.RoomBaseName == o.RoomBaseName && h.RoomBaseID == o.RoomBaseID
	}
	return h.SkipVerify == o.SkipVerify && h.Style == o.Style && sameMembers(h.Users, o.Users) && sameSet(h.Parties, o.Parties) &&
		(w.Kind != KindTemp || h.ExpiresIn == o.ExpiresIn && h.ChatExpiresIn == o.ChatExpiresIn && h.UnionID == o.UnionID && sameJSON(h.Conclusions, o.Conclusions))
}

// differences are the fields that differ, ours first.
func (h held) differences(w Way) []DriftField {
	if h.agrees(w) {
		return nil
	}
	list := []DriftField{}
	ours, theirs := fieldsOf(w.Settings), fieldsOf(h.Settings)
	for _, name := range differ(ours, theirs) {
		list = append(list, DriftField{name, orNull(ours[name]), orNull(theirs[name])})
	}
	add := func(field string, ours, theirs any) {
		a, errA := json.Marshal(ours)
		b, errB := json.Marshal(theirs)
		if errA == nil && errB == nil { // texts and flags
			list = append(list, DriftField{field, a, b})
		}
	}
	if h.State != w.State {
		add("state", w.State, h.State)
	}
	if h.Exclusive != nil && *h.Exclusive != w.Exclusive {
		add("is_exclusive", w.Exclusive, *h.Exclusive)
	}
	if h.QRURL != w.QRURL && h.QRURL != "" && w.QRURL != "" {
		add("qr_url", w.QRURL, h.QRURL)
	}
	return list
}

// settings is the way's settings as the platform has them, with all that it says.
func (h held) settings() Settings {
	s := h.Settings
	if h.Exclusive != nil {
		s.Exclusive = *h.Exclusive
	}
	return s
}

func sameJSON(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}
