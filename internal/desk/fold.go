package desk

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strconv"
)

// previewLength is how many characters of a message a list shows.
const previewLength = 60

// Refold derives from all its messages what a conversation says about itself. The order they arrived in makes no difference:
// they are read by CreateTime, those of one second by Ord.
func Refold(c Conversation, messages []Message) Conversation {
	c.LastInboundAt, c.LastMessageAt, c.Unread = 0, 0, 0
	c.SessionFrom, c.SessionFromAt, c.EnteredAt = "", 0, 0
	c.AwaitingSince, c.FirstAnswerAt, c.FirstAnswerBy, c.LastAnswerAt, c.Inbound, c.Outbound = 0, 0, 0, 0, 0, 0
	first := int64(0)
	for _, m := range slices.SortedFunc(slices.Values(messages), meaningOrder) {
		if first == 0 && m.Direction == In && m.Kind != KindEntered {
			first = m.At
		}
		c = c.step(m)
	}
	if first != 0 {
		if c.WaitingSince == c.OpenedAt {
			c.WaitingSince = first
		}
		c.OpenedAt = first
	}
	return c
}

func meaningOrder(a, b Message) int {
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Ord, b.Ord), cmp.Compare(a.ID, b.ID))
}

// order is a message's place among those of one second: entries first, by the hash of their content, then messages by the
// platform's MsgId, which grows.
func order(in Inbound, hash []byte) int64 {
	var first [8]byte
	copy(first[:], hash)
	content := int64(binary.BigEndian.Uint64(first[:]) >> 1)
	if in.Kind == KindEntered {
		return -content
	}
	if id, err := strconv.ParseInt(in.MsgID, 10, 64); err == nil {
		return id
	}
	return content
}

// step takes the next message in the order of meaning.
func (c Conversation) step(m Message) Conversation {
	if m.Kind == KindEntered {
		c.EnteredAt = m.At
		if m.Text != "" {
			c.SessionFrom, c.SessionFromAt = m.Text, m.At
		}
		return c
	}
	c.LastMessageAt = m.At
	c.PreviewKind, c.PreviewText, c.PreviewDirection = m.Kind, shorten(plain(m.said())), m.Direction
	if m.Direction == In {
		return c.heard(m)
	}
	if m.State != Failed {
		c.Outbound++
	}
	if m.State != Failed && m.Source.Answers() {
		c.AwaitingSince, c.LastAnswerAt = 0, m.At
		if c.FirstAnswerAt == 0 {
			c.FirstAnswerAt, c.FirstAnswerBy = m.At, m.AgentID
		}
	}
	return c
}

func (c Conversation) heard(m Message) Conversation {
	c.LastInboundAt = m.At
	c.Inbound++
	if c.afterwards(m) {
		return c
	}
	if c.AwaitingSince == 0 {
		c.AwaitingSince = m.At
	}
	if m.PushID > c.ReadPush {
		c.Unread++
	}
	return c
}

// said is a message in words.
func (m Message) said() string {
	if m.Card != nil {
		return m.Card.Title
	}
	return m.Text
}

func shorten(s string) string {
	r := []rune(s)
	if len(r) <= previewLength {
		return s
	}
	return string(r[:previewLength]) + "…"
}
