package ledger

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/menling/menling/internal/crm"
)

// KitReader answers about the ways behind buttons.
type KitReader interface {
	// WayByKitID finds a way by the platform's id of it, or a join way by what its button takes as url.
	WayByKitID(ctx context.Context, id string) (Way, error)
	KitStyle(ctx context.Context, way int64) (KitStyle, error)
	MemberName(ctx context.Context, corp int64, userID string) (string, error)
	// ChatsOf are groups by their ids, those that were ever seen.
	ChatsOf(ctx context.Context, corp int64, ids []string) ([]Chat, error)
}

// KitRow is what a button must know of its way before it is pressed. It is for everybody.
type KitRow struct {
	PlugID  string   `json:"plugid"`
	Kind    string   `json:"kind"`
	Persons string   `json:"persons"`
	Name    string   `json:"name"`
	Avatar  string   `json:"avatar"` // the platform tells none to apps like us
	Style   KitStyle `json:"style"`
	Open    bool     `json:"open"`
	WayID   int64    `json:"-"`
	Unnamed bool     `json:"-"` // the member's name is shown, but not known yet
}

// Who is behind a button.
const (
	PersonsSingle = "single"
	PersonsMulti  = "multi"
)

// KitWay finds the way of a button: by our id, the platform's, or a join way's url. Whatever no button shows is not there, all alike.
func (l *Ledger) KitWay(ctx context.Context, plugID string) (Way, error) {
	var w Way
	id, err := strconv.ParseInt(plugID, 10, 64)
	if err == nil && len(plugID) < 17 {
		w, err = l.Store.Way(ctx, id)
	} else {
		w, err = l.Store.WayByKitID(ctx, plugID)
	}
	if err == nil && (w.Phase != PhaseConfirmed || w.Kind != KindContact && w.Kind != KindJoin) {
		err = crm.ErrNotFound
	}
	return w, err
}

// Kit is a button's configuration. mask hides the member's name; without a word about it the way's own style decides.
func (l *Ledger) Kit(ctx context.Context, plugID string, mask *bool) (KitRow, error) {
	w, err := l.KitWay(ctx, plugID)
	if err != nil {
		return KitRow{}, err
	}
	r := KitRow{PlugID: plugID, Kind: w.Kind, Persons: PersonsMulti, WayID: w.ID}
	if r.Style, err = l.Store.KitStyle(ctx, w.ID); err != nil {
		return r, err
	}
	if w.Kind == KindJoin {
		chats, err := l.kitChats(ctx, w)
		r.Open = chats.open()
		return r, err
	}
	if r.Open, err = l.someone(ctx, w); err != nil || !w.single() {
		return r, err
	}
	r.Persons = PersonsSingle
	if hidden := r.Style.hides(); mask == nil && hidden || mask != nil && *mask {
		return r, nil
	}
	r.Name, err = l.kitName(ctx, w)
	r.Unnamed = r.Name == ""
	return r, err
}

// single says that the way leads to one member and no department now.
func (w Way) single() bool { return w.Kind == KindContact && len(w.Users) == 1 && len(w.Parties) == 0 }

// kitName is the shown name of the one member; empty where it is not known.
func (l *Ledger) kitName(ctx context.Context, w Way) (string, error) {
	if !w.single() {
		return "", nil
	}
	name, err := l.Store.MemberName(ctx, w.CorpID, foldAll(w.Users)[0])
	if errors.Is(err, crm.ErrNotFound) || name == foldAll(w.Users)[0] || name == w.Users[0] { // an id is no name, and nobody's business
		return "", nil
	}
	return name, err
}

// someone says whether anybody answers a contact way now.
func (l *Ledger) someone(ctx context.Context, w Way) (bool, error) {
	if w.Plan != nil {
		a, err := l.answerAt(ctx, w, l.Clock())
		return !a.Nobody, err
	}
	f, err := l.Store.AnswerFacts(ctx, w.CorpID, w.ID, l.Clock.Ms())
	usable := func(id string) bool { return f.Unusable[id] == "" }
	return len(w.Parties) > 0 || slices.ContainsFunc(w.Users, usable), err
}

// kitChats are the groups of a join way, by what can be done with them.
type kitChats struct {
	usable, full, dismissed int
	ids                     []string
}

func (c kitChats) open() bool { return c.usable > 0 }

// kitChats looks at the groups of a join way. A group that was never seen is taken for one with room; where new groups are made by
// themselves there always is.
func (l *Ledger) kitChats(ctx context.Context, w Way) (kitChats, error) {
	out := kitChats{ids: w.Chats}
	seen, err := l.Store.ChatsOf(ctx, w.CorpID, w.Chats)
	if err != nil {
		return out, err
	}
	fullAt := poolFullAt
	if w.PoolID != 0 {
		p, err := l.Store.Pool(ctx, w.PoolID)
		if err != nil {
			return out, err
		}
		fullAt = p.FullAt
	}
	out.usable = len(w.Chats) - len(seen)
	for _, c := range seen {
		switch {
		case c.State == ChatDismissed:
			out.dismissed++
		case c.Members >= fullAt && !w.AutoCreateRoom:
			out.full++
		default:
			out.usable++
		}
	}
	return out, nil
}
