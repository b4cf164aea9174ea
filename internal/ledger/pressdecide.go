package ledger

import (
	"context"
	"slices"
)

// decidePress says what becomes of a press: who presses, who answers, and how the code reaches them.
func (l *Ledger) decidePress(ctx context.Context, w Way, in Pressing, p *Pressed, admit func(Visitor) error) error {
	if in.In == InMiniProgram {
		if in.Code == "" {
			p.AppID, p.Errcode, p.Why = cutTo(in.AppID, mostButton), KitSignIn, WhyNoCode
			return nil
		}
		var err error
		p.AccountID, p.Visitor, err = l.Hands.SignIn(ctx, in.AppID, in.Code)
		if err != nil {
			p.AppID = cutTo(in.AppID, mostButton)
			p.Errcode, p.Why = notSignedIn(err)
			l.Log.Warn("a press was not signed in", "appid", p.AppID, "why", p.Why, "err", err)
			return nil
		}
		if err := admit(p.Visitor); err != nil {
			return err
		}
		if p.CustomerID, err = l.Store.CustomerOf(ctx, p.Visitor); err != nil {
			return err
		}
	}
	wanted, err := l.answersPress(ctx, w, in, p)
	if err != nil || !wanted {
		return err
	}
	return l.handOver(ctx, w, in, p)
}

// answersPress says who answers, and whether there is a code to hand over.
func (l *Ledger) answersPress(ctx context.Context, w Way, in Pressing, p *Pressed) (bool, error) {
	with, err := l.withThem(ctx, w, p.CustomerID)
	if err != nil {
		return false, err
	}
	if w.Kind == KindJoin {
		c, err := l.kitChats(ctx, w)
		switch {
		case err != nil:
			return false, err
		case with && c.usable == 0 && c.full > 0:
			p.Errcode = KitInFull
		case with:
			p.Errcode = KitFriends
		case c.usable == 0 && c.full > 0:
			p.Errcode = KitFull
		case c.usable == 0:
			p.Errcode = KitDismissed
		}
		return p.Errcode == KitDone || p.Errcode == KitFriends, nil
	}
	if w.single() {
		p.UserID = w.Users[0]
		if p.Name, err = l.pressName(ctx, w, in.Mask); err != nil {
			return false, err
		}
	}
	someone, err := l.someone(ctx, w)
	switch {
	case err != nil:
		return false, err
	case with:
		p.Errcode = KitFriends
	case !someone:
		p.Errcode, p.UserID, p.Name = KitNobody, "", ""
		return false, nil
	}
	return true, nil
}

// pressName is the name that is told of the one member, unless the page or else the company hides it.
func (l *Ledger) pressName(ctx context.Context, w Way, mask *int) (string, error) {
	style, err := l.Store.KitStyle(ctx, w.ID)
	if err != nil || mask == nil && style.hides() || mask != nil && *mask == 1 {
		return "", err
	}
	return l.kitName(ctx, w)
}

// withThem says whether a customer has a member who answers the way, or is in a group of it. Whom a department holds is not known
// here: there it is a period that the way itself began.
func (l *Ledger) withThem(ctx context.Context, w Way, customer int64) (bool, error) {
	if customer == 0 {
		return false, nil
	}
	running, err := l.Store.RunningPeriods(ctx, w.CorpID, customer)
	users := foldAll(w.Users)
	return slices.ContainsFunc(running, func(a Attribution) bool {
		if w.Kind == KindJoin {
			return slices.Contains(w.Chats, a.ChatID)
		}
		return a.ChatID == "" && a.AddedAt != 0 && (slices.Contains(users, foldAll([]string{a.UserID})[0]) || len(w.Parties) > 0 && a.WayID == w.ID)
	}), err
}
