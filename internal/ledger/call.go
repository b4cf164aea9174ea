package ledger

import (
	"context"

	"github.com/menling/menling/wecom"
)

// made is what the platform gives back for a new way. qrURL may be empty: buttons have none, join ways name it when asked.
type made struct{ configID, qrURL string }

// prepare readies the call that asks the platform for a way: what it needs is uploaded first, so that nothing is in doubt when
// that fails.
func (l *Ledger) prepare(ctx context.Context, app *wecom.App, w Way) (func() (made, error), error) {
	if w.Kind == KindJoin {
		return func() (made, error) {
			added, err := app.JoinWays.Add(ctx, w.joinRequest())
			return made{added.ConfigID, added.QRCode}, err
		}, nil
	}
	request := w.contactRequest()
	var err error
	if request.Conclusions, err = l.conclusionsOf(ctx, app, w); err != nil {
		return nil, err
	}
	return func() (made, error) {
		added, err := app.ContactWays.Add(ctx, request)
		return made{added.ConfigID, added.QRCode}, err
	}, nil
}

func (w Way) contactRequest() wecom.ContactWayAdd {
	skip := w.SkipVerify
	r := wecom.ContactWayAdd{
		Type: wecom.WayType(w.Type), Scene: wecom.Scene(w.Scene), Style: w.Style, Remark: w.Remark,
		SkipVerify: &skip, State: w.State, User: w.Users, Party: w.Parties,
		IsTemp: w.Kind == KindTemp, ExpiresIn: w.ExpiresIn, ChatExpiresIn: w.ChatExpiresIn, UnionID: w.UnionID,
	}
	if w.Exclusive {
		r.IsExclusive = &w.Exclusive
	}
	if !w.MarkSource {
		r.MarkSource = &w.MarkSource
	}
	return r
}

func (w Way) joinRequest() wecom.JoinWayAdd {
	r := wecom.JoinWayAdd{Scene: wecom.Scene(w.Scene), Remark: w.Remark, ChatIDList: w.Chats, State: w.State}
	auto := wecom.No
	if w.AutoCreateRoom {
		auto, r.RoomBaseName = wecom.Yes, w.RoomBaseName
		if w.RoomBaseID != 0 {
			r.RoomBaseID = &w.RoomBaseID
		}
	}
	r.AutoCreateRoom = &auto
	if !w.MarkSource {
		r.MarkSource = &w.MarkSource
	}
	return r
}

// conclusionsOf are a temporary way's conclusions as the platform takes them.
func (l *Ledger) conclusionsOf(ctx context.Context, app *wecom.App, w Way) (*wecom.Conclusions, error) {
	c := w.Conclusions
	if c == nil {
		return nil, nil
	}
	out := &wecom.Conclusions{}
	if c.Text != "" {
		out.Text = &wecom.ConclusionText{Content: c.Text}
	}
	if c.Link != nil {
		out.Link = &wecom.LinkCard{Title: c.Link.Title, PicURL: c.Link.Pic, Desc: c.Link.Desc, URL: c.Link.URL}
	}
	if c.Image != "" {
		id, err := l.mediaID(ctx, app, w.AccountID, c.Image, wecom.MediaImage)
		if err != nil {
			return nil, err
		}
		out.Image = &wecom.ConclusionImage{MediaID: id}
	}
	if m := c.MiniProgram; m != nil {
		id, err := l.mediaID(ctx, app, w.AccountID, m.Media, wecom.MediaImage)
		if err != nil {
			return nil, err
		}
		out.MiniProgram = &wecom.MiniProgramCard{Title: m.Title, PicMediaID: id, AppID: m.AppID, Page: m.Page}
	}
	return out, nil
}

// readJoinQR learns where the picture of a join way is.
func (l *Ledger) readJoinQR(ctx context.Context, w Way) (Way, error) {
	app, err := l.Clients.WeCom(ctx, w.AccountID)
	if err != nil {
		return w, err
	}
	got, err := app.JoinWays.Get(ctx, w.ConfigID)
	if err != nil {
		return w, err
	}
	_, err = l.move(ctx, w.ID, PhaseConfirmed, "way.qr_url", nil, func(now *Way, _ int64) { now.QRURL = got.QRCode })
	w.QRURL = got.QRCode
	return w, err
}
