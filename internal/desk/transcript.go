package desk

import (
	"context"
	"slices"
)

// KindNote is a note among the lines of a transcript; no message is one.
const KindNote MessageKind = "note"

// Line is one line of a transcript.
type Line struct {
	At    int64
	Who   string
	Kind  MessageKind
	Text  string
	State MessageState
}

// transcriptPage is how many messages are read at once.
const transcriptPage = 500

// Transcript gives a conversation line by line, oldest first, with the notes among them where they are wanted.
func (k *Desk) Transcript(ctx context.Context, c Conversation, notes bool, do func(Line) error) error {
	customer, err := k.Store.ConversationRow(ctx, c.ID, DefaultGrant, k.Clock.Ms())
	if err != nil {
		return err
	}
	lines, err := k.noteLines(ctx, c.ID, notes)
	if err != nil {
		return err
	}
	rows, err := k.allMessages(ctx, c.ID)
	if err != nil {
		return err
	}
	for _, m := range rows {
		lines = append(lines, m.line(customer.Customer.Name))
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return int(min(1, max(-1, a.At-b.At))) })
	for _, l := range lines {
		if err := do(l); err != nil {
			return err
		}
	}
	return nil
}

// allMessages are all messages of a conversation, oldest first.
func (k *Desk) allMessages(ctx context.Context, conversation int64) (all []MessageRow, err error) {
	for before := (MessageCursor{}); ; {
		rows, err := k.Store.MessageRows(ctx, conversation, before, transcriptPage)
		if err != nil {
			return nil, err
		}
		all = append(rows, all...)
		if len(rows) < transcriptPage {
			return all, nil
		}
		before = MessageCursor{At: rows[0].At, ID: rows[0].ID}
	}
}

func (k *Desk) noteLines(ctx context.Context, conversation int64, wanted bool) (lines []Line, err error) {
	if !wanted {
		return nil, nil
	}
	rows, err := k.Store.ActionRows(ctx, conversation)
	for _, a := range rows {
		if a.Text != "" && (a.Kind == ActionNoted || a.Kind == ActionTransferred) {
			lines = append(lines, Line{At: a.At, Who: a.Actor.Name, Kind: KindNote, Text: a.Text})
		}
	}
	return lines, err
}

// line is a message in a transcript.
func (m MessageRow) line(customer string) Line {
	l := Line{At: m.At, Who: customer, Kind: m.Kind, Text: m.Text, State: m.State}
	switch {
	case m.Direction == In && customer == "":
		l.Who = "客户"
	case m.Direction == In:
	case m.Agent != nil:
		l.Who = m.Agent.Name
	case m.Source == ByBot:
		l.Who = "机器人"
	default:
		l.Who = "自动回复"
	}
	if m.Card != nil {
		l.Text = m.Card.Title
		if to := m.Card.URL + m.Card.Path; to != "" {
			l.Text += " " + to
		}
	}
	return l
}
