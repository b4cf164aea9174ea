package ledger

import (
	"context"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
)

// handOver shows the code, or sends it. Friends are told so whether or not they can be shown a code.
func (l *Ledger) handOver(ctx context.Context, w Way, in Pressing, p *Pressed) error {
	friends := p.Errcode == KitFriends
	code, why, err := l.awaitCode(ctx, w)
	if err != nil {
		return err
	}
	if why == "" && in.CanShowCode {
		p.Code, p.NotifyType = code, NotifyCode
		return nil
	}
	if friends {
		return nil
	}
	if why != "" {
		p.Errcode, p.Why = KitUnsent, why
		return nil
	}
	sent := false
	if p.AccountID != 0 {
		if sent, err = l.Hands.SendCode(ctx, p.AccountID, p.Visitor, code.QRBlob, in.Key); err != nil {
			return err
		}
	}
	if !sent {
		p.Errcode, p.Why = KitUnsent, WhyOldClient
	}
	return nil
}

// A first press waits so long for its code.
const (
	codePatience = 4 * time.Second
	codeLook     = 50 * time.Millisecond
)

// awaitCode is the code of a way's button, with its picture; why says what is in the way.
func (l *Ledger) awaitCode(ctx context.Context, w Way) (code Way, why string, err error) {
	ctx, cancel := context.WithTimeout(ctx, codePatience)
	defer cancel()
	if code, err = l.Code(ctx, w); err != nil {
		return code, "", err
	}
	if err := l.retryTwin(ctx, code); err != nil {
		return code, "", err
	}
	for {
		code, err = l.KnownCode(ctx, w)
		switch {
		case err == nil:
			return code, "", nil
		case ctx.Err() != nil:
			return code, WhyNotYet, nil
		case code.Phase == PhaseFailed:
			return code, WhyNotMade, nil
		case crm.CodeOf(err) == CodeNoQR:
			return code, WhyNoCodeAtAll, nil
		case crm.CodeOf(err) == "":
			return code, "", err
		}
		select {
		case <-ctx.Done():
		case <-time.After(codeLook):
		}
	}
}

// KnownCode is the code of a way's button with its picture, if there is one by now.
func (l *Ledger) KnownCode(ctx context.Context, w Way) (Way, error) {
	if w.hasTwin() {
		t, err := l.Store.TwinOf(ctx, w.ID)
		if err != nil || t.Phase != PhaseConfirmed {
			return t, errors.Join(err, crm.Refuse(CodeNoQRYet))
		}
		w = t
	}
	if w.Kind == KindJoin && w.Scene != SceneQR && len(w.QRBlob) == 0 {
		return w, crm.Refuse(CodeNoQR)
	}
	if len(w.QRBlob) > 0 {
		return w, nil
	}
	return l.QR(ctx, w.ID)
}
