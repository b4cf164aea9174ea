package desk

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// FigureSetting is what figures measure against.
type FigureSetting struct {
	AnswerSeconds int `json:"answer_seconds" minimum:"1" maximum:"86400" doc:"Within which a first answer is in time"`
}

// SectionFigures is what figures measure against.
const SectionFigures Section = "figures"

// DefaultFigures wants the first answer within a minute.
var DefaultFigures = FigureSetting{AnswerSeconds: 60}

func (s FigureSetting) validate() error {
	if s.AnswerSeconds < 1 || s.AnswerSeconds > 86400 {
		return crm.Invalid("answer_seconds", "目标为 1 到 86400 秒", "the target is 1 to 86400 seconds")
	}
	return nil
}

// FigureSetting is that of an account; that of account 0 is for all.
func (k *Desk) FigureSetting(ctx context.Context, account int64) (Setting[FigureSetting], error) {
	return settingFor(k.Store.DeskSettings(ctx), account, SectionFigures, DefaultFigures)
}

// SetFigureSetting stores it; nil has the account follow what is set for all.
func (k *Desk) SetFigureSetting(ctx context.Context, who crm.Actor, account int64, s *FigureSetting) (Setting[FigureSetting], error) {
	if err := setSection(ctx, k, who, account, SectionFigures, s); err != nil {
		return Setting[FigureSetting]{}, err
	}
	return k.FigureSetting(ctx, account)
}
