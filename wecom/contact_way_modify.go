package wecom

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/menling/menling/wx"
)

// ModifyOption tells Modify what it cannot read from the platform.
type ModifyOption func(*modify)

type modify struct {
	made        bool
	image, card Picture
}

// MadeHere says that this app made the way. Only then may mark_source be sent.
func MadeHere() ModifyOption { return func(m *modify) { m.made = true } }

// Picture is a picture that the caller kept. The platform shows the picture of
// conclusions as a URL and takes it as a media id, which lives for 3 days.
type Picture struct {
	MediaID string // as it was uploaded; tried first

	// Upload uploads the kept picture again and returns its media id. It is
	// called when there is no MediaID or the platform no longer knows it.
	Upload func(context.Context) (mediaID string, err error)
}

// WithImage is the picture of the conclusions' image.
func WithImage(p Picture) ModifyOption { return func(m *modify) { m.image = p } }

// WithCover is the cover of the conclusions' mini-program card.
func WithCover(p Picture) ModifyOption { return func(m *modify) { m.card = p } }

// ErrPictureLost: the way's conclusions hold a picture that can be read and not
// written back. Give the picture with WithImage, or put another conclusion in
// its place.
var ErrPictureLost = errors.New("the picture of the conclusions cannot be written back: its media id is not known")

// Modify reads a way, lets change edit everything that can be changed, sends all
// of it, reads it back, and returns it. Nothing that change did not touch is
// lost, and a field that it sets to nil stays as it is. It writes nothing when
// nothing was changed. When the platform then holds something else the error is
// a *MismatchError, and when that could not be read a *ReadBackError. Two at a
// time for one way may undo each other.
//
// Departments are sent for TypeMulti only, the style for SceneMiniProgram, the
// fields of temporary ways for those, mark_source with MadeHere (without it a
// change of mark_source is refused). What the platform did not say is not sent
// either, unless change sets it. Conclusions with a picture need WithImage, else
// ErrPictureLost; without conclusions the change finds nil there.
func (s *ContactWayService) Modify(ctx context.Context, id string, change func(*ContactWayUpdate), opts ...ModifyOption) (ContactWay, error) {
	var m modify
	for _, opt := range opts {
		opt(&m)
	}
	now, err := s.Get(ctx, id)
	if err != nil {
		return ContactWay{}, err
	}
	want := m.merged(now, change)
	if !want.changes(now) {
		return now, nil
	}
	if err := m.write(ctx, s, now, &want); err != nil {
		return now, err
	}
	after, err := s.Get(ctx, id)
	if err != nil {
		return now, &ReadBackError{"update_contact_way", id, err}
	}
	if d := want.differs(after); len(d) > 0 {
		return after, &MismatchError{"update_contact_way", id, d}
	}
	return after, nil
}

// merged is the way as it is with the change made to it.
func (m *modify) merged(now ContactWay, change func(*ContactWayUpdate)) ContactWayUpdate {
	before, want := now.update(m.made), now.update(m.made)
	change(&want)
	want.ConfigID = before.ConfigID
	fill(&want.Remark, before.Remark)
	fill(&want.SkipVerify, before.SkipVerify)
	fill(&want.Style, before.Style)
	fill(&want.State, before.State)
	fill(&want.ExpiresIn, before.ExpiresIn)
	fill(&want.ChatExpiresIn, before.ChatExpiresIn)
	fill(&want.UnionID, before.UnionID)
	fill(&want.Conclusions, before.Conclusions)
	fill(&want.MarkSource, before.MarkSource)
	if want.User == nil {
		want.User = before.User
	}
	if want.Party == nil {
		want.Party = before.Party
	}
	return want
}

// update is the way as an update that changes nothing.
func (w ContactWay) update(made bool) ContactWayUpdate {
	u := ContactWayUpdate{
		ConfigID: w.ConfigID, User: append([]string{}, w.User...),
		Remark: said(w.Raw, "remark", w.Remark), State: said(w.Raw, "state", w.State), SkipVerify: said(w.Raw, "skip_verify", w.SkipVerify),
	}
	if w.Type == TypeMulti {
		u.Party = append([]int64{}, w.Party...)
	}
	if w.Scene == SceneMiniProgram && w.Style != 0 {
		u.Style = new(w.Style)
	}
	if w.IsTemp {
		u.ExpiresIn, u.ChatExpiresIn, u.UnionID = unlessZero(w.ExpiresIn), unlessZero(w.ChatExpiresIn), unlessZero(w.UnionID)
		u.Conclusions = w.Conclusions.tidy()
	}
	if made {
		u.MarkSource = copyOf(w.MarkSource)
	}
	return u
}

// said is a field of an answer, nil when the answer does not hold it. One that is
// left out reads as its default, which is a guess that must not be written back.
func said[T any](raw json.RawMessage, field string, value T) *T {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) == nil {
		if got, ok := fields[field]; !ok || string(got) == "null" {
			return nil
		}
	}
	return new(value)
}

// unlessZero is nil for what a temporary way does not have: a zero sent back
// might reset it.
func unlessZero[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return new(v)
}

// write sends the update, with the pictures that the platform needs again.
func (m *modify) write(ctx context.Context, s *ContactWayService, now ContactWay, want *ContactWayUpdate) error {
	want.Conclusions = want.Conclusions.clone()
	kept := m.kept(now, want.Conclusions)
	renewable := false
	for _, p := range kept {
		if err := p.restore(ctx, false); err != nil {
			return err
		}
		renewable = renewable || p.from.Upload != nil
	}
	if err := s.wire.Check(ctx, "update_contact_way", func(c *wx.Check) {
		c.Require(m.made || want.MarkSource == nil, "mark_source", "only by the app that made the way: say so with MadeHere", nil)
		want.checkFor(c, now)
	}); err != nil {
		return err
	}
	err := s.update(ctx, *want)
	if !renewable || !errors.Is(err, wx.ErrInvalidMedia) {
		return err
	}
	// A media id has died: upload what was kept, and try once more.
	for _, p := range kept {
		if err := p.restore(ctx, true); err != nil {
			return err
		}
	}
	return s.update(ctx, *want)
}

// keptPicture is a picture that the change did not touch, and where its media
// id belongs.
type keptPicture struct {
	id   *string
	from Picture
}

func (m *modify) kept(now ContactWay, x *Conclusions) []keptPicture {
	var list []keptPicture
	if x == nil {
		return nil
	}
	if x.Image != nil && x.Image.MediaID == "" {
		list = append(list, keptPicture{&x.Image.MediaID, m.image})
	}
	if x.Image != nil {
		x.Image.PicURL = "" // it cannot be written
	}
	switch card := x.MiniProgram; {
	case card == nil || card.PicMediaID != "" && card.PicMediaID != now.cover():
	case x.one().MiniProgram != nil:
		list = append(list, keptPicture{&card.PicMediaID, m.card})
	case card.PicMediaID == "":
		x.MiniProgram = nil // it does not count beside the others, and cannot be written
	}
	return list
}

// cover is the picture of the way's mini-program card, as the platform shows it.
func (w ContactWay) cover() string {
	if w.Conclusions == nil || w.Conclusions.MiniProgram == nil {
		return ""
	}
	return w.Conclusions.MiniProgram.PicMediaID
}

// restore finds the media id to write.
func (p keptPicture) restore(ctx context.Context, died bool) error {
	switch {
	case *p.id != "" && !died:
		return nil
	case p.from.MediaID != "" && !died:
		*p.id = p.from.MediaID
	case p.from.Upload != nil:
		id, err := p.from.Upload(ctx)
		if err != nil {
			return fmt.Errorf("uploading the picture of the conclusions again: %w", err)
		}
		*p.id = id
	case *p.id == "":
		return ErrPictureLost
	}
	return nil
}

// clone copies what Modify changes, so that nothing of the caller's is.
func (x *Conclusions) clone() *Conclusions {
	if x == nil {
		return nil
	}
	own := *x
	if x.Text != nil {
		own.Text = new(*x.Text)
	}
	if x.Image != nil {
		own.Image = new(*x.Image)
	}
	if x.Link != nil {
		own.Link = new(*x.Link)
	}
	if x.MiniProgram != nil {
		own.MiniProgram = new(*x.MiniProgram)
	}
	return &own
}

// tidy is a copy without the empty parts that an answer may hold, nil when
// nothing is left.
func (x *Conclusions) tidy() *Conclusions {
	own := x.clone()
	if own == nil {
		return nil
	}
	own.Text, own.Image = unlessEmpty(own.Text), unlessEmpty(own.Image)
	own.Link, own.MiniProgram = unlessEmpty(own.Link), unlessEmpty(own.MiniProgram)
	if *own == (Conclusions{}) {
		return nil
	}
	return own
}

func unlessEmpty[T comparable](part *T) *T {
	var empty T
	if part == nil || *part == empty {
		return nil
	}
	return part
}

// changes reports whether the update asks for anything but what is there.
func (u *ContactWayUpdate) changes(now ContactWay) bool {
	x := u.Conclusions
	newImage := x != nil && x.Image != nil && x.Image.MediaID != ""
	newCover := x != nil && x.MiniProgram != nil && x.MiniProgram.PicMediaID != "" && now.cover() == ""
	return newImage || newCover || u.MarkSource != nil && now.MarkSource == nil || len(u.differs(now)) > 0
}

// differs lists where the platform's way is not what is asked for.
func (u *ContactWayUpdate) differs(w ContactWay) []Difference {
	var d differences
	compare(&d, "remark", u.Remark, w.Remark)
	compare(&d, "skip_verify", u.SkipVerify, w.SkipVerify)
	compare(&d, "style", u.Style, w.Style)
	compare(&d, "state", u.State, w.State)
	if u.User != nil && !sameIDs(u.User, w.User) {
		d.add("user", u.User, w.User)
	}
	if u.Party != nil && !sameParties(u.Party, w.Party) {
		d.add("party", u.Party, w.Party)
	}
	compare(&d, "expires_in", u.ExpiresIn, w.ExpiresIn)
	compare(&d, "chat_expires_in", u.ChatExpiresIn, w.ChatExpiresIn)
	compare(&d, "unionid", u.UnionID, w.UnionID)
	if w.MarkSource != nil {
		compare(&d, "mark_source", u.MarkSource, *w.MarkSource)
	}
	if u.Conclusions != nil {
		u.Conclusions.differs(&d, w.Conclusions)
	}
	return d
}

// differs compares what counts of two conclusions. A picture that was written as
// a media id is read as something else, so all that shows is whether it is there.
func (x *Conclusions) differs(d *differences, held *Conclusions) {
	if held = held.tidy(); held == nil {
		held = &Conclusions{}
	}
	a, b := x.one(), held.one()
	if (a.Image == nil) != (b.Image == nil) {
		d.add("conclusions.image", valueOf(a.Image), valueOf(b.Image))
	}
	if a.MiniProgram != nil && b.MiniProgram != nil && b.MiniProgram.PicMediaID == "" {
		b.MiniProgram = new(*b.MiniProgram)
		b.MiniProgram.PicMediaID = a.MiniProgram.PicMediaID
	}
	comparePart(d, "conclusions.text", a.Text, b.Text)
	comparePart(d, "conclusions.link", a.Link, b.Link)
	comparePart(d, "conclusions.miniprogram", a.MiniProgram, b.MiniProgram)
}

func comparePart[T comparable](d *differences, field string, sent, held *T) {
	if (sent == nil) != (held == nil) || sent != nil && *sent != *held {
		d.add(field, valueOf(sent), valueOf(held))
	}
}
