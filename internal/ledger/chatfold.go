package ledger

import (
	"cmp"
	"slices"
)

// ChatEvent is the fact that a push or an answer about a group leaves: what happened to the group, or to one of its people.
type ChatEvent struct {
	Source int64  // the push, or the observation below zero
	Value  string // whom it is about, an external_userid; empty: the group
	Kind   ContactKind
	CorpID int64
	ChatID string
	At     int64 // of the push; of somebody seen, when they joined; of somebody gone, when the group was read
	ReadAt int64 // of an answer: when the group was read
	Scene  int
	State  string
}

// What happens in groups. Quit, Removed, Gone and Dismissed end a period, too.
const (
	ChatCreated ContactKind = "created"
	ChatChanged ContactKind = "changed" // owner, name or notice
	Joined      ContactKind = "joined"
	Quit        ContactKind = "quit"
	Removed     ContactKind = "removed"
	Seen        ContactKind = "seen" // a reading of the group shows them
	Gone        ContactKind = "gone" // a reading of the group does not show them any more
	Dismissed   ContactKind = "dismissed"
)

// A second that holds several is read in this order: who is seen to have joined in the second they left has come back.
var chatRank = map[ContactKind]int{Joined: 0, Quit: 1, Removed: 2, Seen: 3, Gone: 4, Dismissed: 5}

// FoldChat reads the events between one customer and one group, those of the group itself included, and gives the periods that the
// customer was in it. The order they arrived in makes no difference. Only whom a reading of the group has shown has periods:
// pushes name members and customers alike.
func FoldChat(identity int64, events []ChatEvent) []Attribution {
	var seen []ChatEvent
	for _, e := range events {
		if e.Kind == Seen {
			seen = append(seen, e)
		}
	}
	if len(seen) == 0 {
		return nil
	}
	f := chatFold{identity: identity, seen: seen}
	for _, e := range slices.SortedFunc(slices.Values(events), chatOrder) {
		f.step(e)
	}
	return f.periods
}

func chatOrder(a, b ChatEvent) int {
	return cmp.Or(
		cmp.Compare(a.At, b.At), cmp.Compare(chatRank[a.Kind], chatRank[b.Kind]), cmp.Compare(a.ReadAt, b.ReadAt),
		cmp.Compare(a.Scene, b.Scene), cmp.Compare(a.State, b.State), cmp.Compare(a.Source, b.Source),
	)
}

type chatFold struct {
	identity int64
	seen     []ChatEvent
	periods  []Attribution
	joinedAt int64 // as the platform says it, of the open period; 0: it has not said yet
}

func (f *chatFold) step(e ChatEvent) {
	switch e.Kind {
	case Joined:
		if f.open() == nil {
			f.begin(e)
		}
	case Seen:
		f.show(e)
	case Quit, Removed, Dismissed:
		f.end(e.At, e.Kind)
	case Gone:
		if !f.isThere(e.At) {
			f.end(e.At, Gone)
		}
	}
}

// show takes what a reading says of somebody who is there. Another time of joining than before means that they left in between,
// and nobody told us.
func (f *chatFold) show(e ChatEvent) {
	p := f.open()
	if p != nil && f.joinedAt != 0 && f.joinedAt != e.At {
		f.end(e.At, Gone)
		p = nil
	}
	if p == nil {
		f.begin(e)
		p = f.open()
	}
	f.joinedAt = e.At
	p.Scene = cmp.Or(p.Scene, e.Scene)
	p.State = cmp.Or(p.State, e.State)
}

// isThere says whether a later reading shows them to have been there all along: the one before was of the platform's past.
func (f *chatFold) isThere(at int64) bool {
	return slices.ContainsFunc(f.seen, func(s ChatEvent) bool { return s.At <= at && at < s.ReadAt })
}

func (f *chatFold) open() *Attribution {
	if n := len(f.periods); n > 0 && f.periods[n-1].EndedAt == 0 {
		return &f.periods[n-1]
	}
	return nil
}

func (f *chatFold) begin(e ChatEvent) {
	f.joinedAt = 0
	f.periods = append(f.periods, Attribution{
		CorpID: e.CorpID, IdentityID: f.identity, ChatID: e.ChatID, BeganAt: e.At, BeganPush: e.Source, AddedAt: e.At, Again: len(f.periods) > 0,
	})
}

func (f *chatFold) end(at int64, why ContactKind) {
	if p := f.open(); p != nil {
		p.EndedAt, p.EndReason = at, why
	}
}
