package desk

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// SectionClose is what is asked when a conversation is closed.
const SectionClose Section = "close"

// CloseSetting is the reasons to choose from.
type CloseSetting struct {
	Reasons  []string `json:"reasons" maxItems:"50" doc:"In the order they are offered"`
	Required bool     `json:"required" doc:"None is closed by a person without a reason"`
}

// DefaultClose is what all begin with.
var DefaultClose = CloseSetting{Reasons: []string{"已解决", "客户未回复", "转线下处理", "无效咨询"}}

const (
	maxReasons = 50
	maxReason  = 40
)

// validate trims the reasons, too.
func (s CloseSetting) validate() error {
	if len(s.Reasons) > maxReasons {
		return crm.Invalid("reasons", "最多 50 个结束原因", "at most 50 reasons")
	}
	for i, r := range s.Reasons {
		s.Reasons[i] = strings.TrimSpace(r)
		if s.Reasons[i] == "" || utf8.RuneCountInString(r) > maxReason || slices.Contains(s.Reasons[:i], s.Reasons[i]) {
			return crm.Invalid("reasons", "结束原因 1 到 40 个字，不能重复", "a reason takes 1 to 40 characters and stands there once")
		}
	}
	if s.Required && len(s.Reasons) == 0 {
		return crm.Invalid("required", "必须选择原因时，至少要有一个", "at least one reason is needed where one must be chosen")
	}
	return nil
}

// CloseSetting is what applies to an account; 0: to all that have none of their own.
func (k *Desk) CloseSetting(ctx context.Context, account int64) (Setting[CloseSetting], error) {
	return settingFor(k.Store.DeskSettings(ctx), account, SectionClose, DefaultClose)
}

// SetCloseSetting changes it; nil has the account follow what is set for all.
func (k *Desk) SetCloseSetting(ctx context.Context, who crm.Actor, account int64, s *CloseSetting) (Setting[CloseSetting], error) {
	if err := setSection(ctx, k, who, account, SectionClose, s); err != nil {
		return Setting[CloseSetting]{}, err
	}
	return k.CloseSetting(ctx, account)
}

// reason is what a person gave as the reason of closing.
func reason(tx Tx, c Conversation, given string) (string, error) {
	given = strings.TrimSpace(given)
	if utf8.RuneCountInString(given) > maxReason {
		return "", crm.Invalid("reason", "结束原因最多 40 个字", "a reason takes at most 40 characters")
	}
	s, err := settingOf(tx, c.AccountID, SectionClose, DefaultClose)
	if err == nil && s.Required && given == "" {
		err = crm.Invalid("reason", "请选择结束原因", "choose why it is closed")
	}
	return given, err
}
