package ledger

import (
	"errors"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wx"
)

// refusedSignIn are the answers of jscode2session that say why. What else goes wrong is nobody's fault here: the press failed.
var refusedSignIn = map[int]string{
	40029: WhyCode,
	40163: WhyCode,
	41008: WhyCode,
	40226: WhyBlocked,
	40001: WhySecret,
	40013: WhySecret,
	40125: WhySecret,
	41002: WhySecret,
	41004: WhySecret,
}

// notSignedIn is what a sign-in that failed is answered with.
func notSignedIn(err error) (errcode int, why string) {
	if errors.Is(err, crm.ErrNotFound) {
		return KitSignIn, WhyApp
	}
	if refused := (*wx.Error)(nil); errors.As(err, &refused) {
		if why, known := refusedSignIn[refused.Code]; known {
			return KitSignIn, why
		}
	}
	return KitUnsent, WhyPlatform
}
