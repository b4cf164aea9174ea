package ledger

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/menling/menling/wecom"
)

// The platform's copy of a way, and how a change is made to it.

// platformCopy is what the platform holds of a way, as settings: those that it does not know are the ledger's.
func (l *Ledger) platformCopy(ctx context.Context, app *wecom.App, w Way) (Settings, error) {
	if w.Kind == KindJoin {
		got, err := app.JoinWays.Get(ctx, w.ConfigID)
		return joinCopy(w, got), err
	}
	got, err := app.ContactWays.Get(ctx, w.ConfigID)
	return contactCopy(w, got), err
}

func contactCopy(w Way, c wecom.ContactWay) Settings {
	s := w.Settings
	s.Remark, s.SkipVerify, s.Users, s.Parties = c.Remark, c.SkipVerify, some(c.User), some(c.Party)
	if w.Scene == SceneButton && c.Style != 0 {
		s.Style = c.Style
	}
	if c.MarkSource != nil {
		s.MarkSource = *c.MarkSource
	}
	if c.IsExclusive != nil {
		s.Exclusive = *c.IsExclusive
	}
	if w.Kind == KindTemp {
		s.ExpiresIn, s.ChatExpiresIn = unlessDefault(s.ExpiresIn, c.ExpiresIn), unlessDefault(s.ChatExpiresIn, c.ChatExpiresIn)
		s.UnionID, s.Conclusions = c.UnionID, conclusionsCopy(w.Conclusions, c.Conclusions)
	}
	return s
}

// unlessDefault keeps 0, which leaves the life to the platform.
func unlessDefault(ours, theirs int64) int64 {
	if ours == 0 {
		return 0
	}
	return theirs
}

// conclusionsCopy reads conclusions back. Their pictures are known by what we kept: the platform shows them as something else.
func conclusionsCopy(ours *Conclusions, theirs *wecom.Conclusions) *Conclusions {
	if theirs == nil {
		return nil
	}
	if ours == nil {
		ours = &Conclusions{}
	}
	c := &Conclusions{}
	if theirs.Text != nil {
		c.Text = theirs.Text.Content
	}
	if theirs.Image != nil && *theirs.Image != (wecom.ConclusionImage{}) {
		c.Image = ours.Image
	}
	if x := theirs.Link; x != nil && *x != (wecom.LinkCard{}) {
		c.Link = &Attachment{Kind: "link", Title: x.Title, Desc: x.Desc, URL: x.URL, Pic: x.PicURL}
	}
	if x := theirs.MiniProgram; x != nil && *x != (wecom.MiniProgramCard{}) {
		c.MiniProgram = &Attachment{Kind: "miniprogram", Title: x.Title, AppID: x.AppID, Page: x.Page}
		if ours.MiniProgram != nil {
			c.MiniProgram.Media = ours.MiniProgram.Media
		}
	}
	if *c == (Conclusions{}) {
		return nil
	}
	return c
}

func joinCopy(w Way, c wecom.JoinWay) Settings {
	s := w.Settings
	s.Remark, s.Chats, s.AutoCreateRoom = c.Remark, some(c.ChatIDList), c.AutoCreateRoom == wecom.Yes
	s.RoomBaseName, s.RoomBaseID = c.RoomBaseName, c.RoomBaseID
	if c.MarkSource != nil {
		s.MarkSource = *c.MarkSource
	}
	if s.AutoCreateRoom { // groups that the platform made stand among them
		s.Chats = slices.DeleteFunc(s.Chats, func(id string) bool { return !slices.Contains(w.Chats, id) })
	}
	return s
}

// delta is a change of some settings: what they were, and what they are to be. Members that others added meanwhile stay, unless
// the change says who alone is to be there.
type delta struct {
	before, after fields
	alone         bool
}

func (v Version) delta() delta {
	before, after := fieldsOf(v.Before), fieldsOf(v.After)
	names := differ(before, after)
	return delta{before: before.only(names), after: after.only(names)}
}

// onto makes the change to settings.
func (d delta) onto(f fields, single bool) fields {
	out := fields{}
	for name, v := range f {
		out[name] = v
	}
	for name, v := range d.after {
		put(out, name, d.value(name, out[name], v, single))
	}
	return out
}

func (d delta) value(name string, now, want json.RawMessage, single bool) json.RawMessage {
	if d.alone || !lists[name] || single && name == "users" {
		return want
	}
	return mergeList(name, d.before[name], now, want)
}

// target is the platform's copy with the change made to it. Groups are never merged: at most five may stand there, and whether
// the platform made one itself cannot be seen.
func (d delta) target(held Settings) (Settings, error) {
	f := d.onto(fieldsOf(held), held.Type == TypeSingle)
	if chats, ok := d.after["chats"]; ok {
		f["chats"] = chats
	}
	return f.settings()
}

// has says that the change touches a setting.
func (d delta) has(name string) bool { _, ok := d.after[name]; return ok }

// contact makes the change to an update of a contact way, which holds the platform's copy; conclusions are the new ones.
func (d delta) contact(w Way, conclusions *wecom.Conclusions) func(*wecom.ContactWayUpdate) {
	to := withFields(w.Settings, d.after)
	return func(u *wecom.ContactWayUpdate) {
		set(d, "remark", &u.Remark, to.Remark)
		set(d, "skip_verify", &u.SkipVerify, to.SkipVerify)
		set(d, "style", &u.Style, to.Style)
		set(d, "mark_source", &u.MarkSource, to.MarkSource)
		set(d, "expires_in", &u.ExpiresIn, to.ExpiresIn)
		set(d, "chat_expires_in", &u.ChatExpiresIn, to.ChatExpiresIn)
		set(d, "unionid", &u.UnionID, to.UnionID)
		held := fieldsOf(Settings{Users: u.User, Parties: u.Party})
		merged := withFields(Settings{}, fields{
			"users": d.value("users", held["users"], d.after["users"], w.Type == TypeSingle), "parties": d.value("parties", held["parties"], d.after["parties"], false),
		})
		if d.has("users") {
			u.User = merged.Users
		}
		if d.has("parties") {
			u.Party = merged.Parties
		}
		if d.has("conclusions") {
			u.Conclusions = conclusions
		}
	}
}

func (d delta) join(w Way) func(*wecom.JoinWayUpdate) {
	to := withFields(w.Settings, d.after)
	return func(u *wecom.JoinWayUpdate) {
		set(d, "remark", &u.Remark, to.Remark)
		set(d, "room_base_name", &u.RoomBaseName, to.RoomBaseName)
		set(d, "room_base_id", &u.RoomBaseID, to.RoomBaseID)
		set(d, "mark_source", &u.MarkSource, to.MarkSource)
		if d.has("auto_create_room") {
			auto := wecom.No
			if to.AutoCreateRoom {
				auto = wecom.Yes
			}
			u.AutoCreateRoom = &auto
		}
		if d.has("chats") {
			u.ChatIDList = to.Chats
		}
	}
}

func set[T any](d delta, name string, field **T, value T) {
	if d.has(name) {
		*field = &value
	}
}
