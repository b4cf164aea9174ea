package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// BotTried is what came of asking a bot to try it.
type BotTried struct {
	Answered bool     `json:"answered"`
	Replies  []string `json:"replies" nullable:"false" doc:"What customers would read"`
	HandOver bool     `json:"hand_over"`
	Late     bool     `json:"late" doc:"It did not answer within its time"`
	Problem  string   `json:"problem,omitempty" doc:"Why it did not answer"`
	Ms       int64    `json:"ms" doc:"How long it took"`
}

// maxTrialText is how long a message to try a bot may be, in characters.
const maxTrialText = 1000

// TryBot asks a bot as a customer's message would, signed and within its time. The question has no conversation: the ids in it are 0.
func (k *Desk) TryBot(ctx context.Context, id int64, text string) (BotTried, error) {
	if n := utf8.RuneCountInString(text); strings.TrimSpace(text) == "" || n > maxTrialText {
		return BotTried{}, crm.Invalid("text", "请填写一句话，最多 1000 个字", "a message of 1 to 1000 characters is needed")
	}
	bots, err := k.Store.Bots(ctx)
	if err != nil {
		return BotTried{}, err
	}
	i := slices.IndexFunc(bots, func(b Bot) bool { return b.ID == id })
	if i < 0 {
		return BotTried{}, crm.ErrNotFound
	}
	began := k.Clock.Ms()
	a, asked := k.callBot(ctx, bots[i], BotQuestion{CustomerName: "测试", Kind: string(KindText), Text: text, At: began, History: []BotLine{}})
	t := BotTried{Answered: asked == nil, Replies: a.Replies, HandOver: a.HandOver, Ms: k.Clock.Ms() - began}
	if t.Replies == nil {
		t.Replies = []string{}
	}
	if asked != nil {
		t.Late, t.Problem = errors.Is(asked, context.DeadlineExceeded), shorten(asked.Error())
	}
	return t, nil
}
