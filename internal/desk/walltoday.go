package desk

import (
	"context"
	"sync"

	"github.com/menling/menling/internal/crm"
)

// todayLives is how long what was counted of a day so far serves all walls: each counts its own part of it.
const todayLives = 2 * second

// todays are the days so far of accounts.
type todays struct {
	mu sync.Mutex
	of map[int64]todaySamples
}

type todaySamples struct {
	at      int64
	span    FigureSpan
	target  int64
	samples []sample
}

// today is the day so far; every account has its own.
func (k *Desk) today(ctx context.Context, r reach, part WallPart) (Counted, error) {
	total := &sum{}
	accounts, err := k.figureAccounts(ctx, r.viewer, part.AccountID)
	for _, a := range accounts {
		samples, err := k.todayOf(ctx, a)
		if err != nil {
			return Counted{}, err
		}
		for _, s := range samples {
			if r.sees(s.agent, s.team) && (part.TeamID == 0 || part.TeamID == s.team) {
				total.take(s)
			}
		}
	}
	return total.counted(), err
}

// todayOf counts when the last count is too old; who comes meanwhile waits for it.
func (k *Desk) todayOf(ctx context.Context, a crm.Account) ([]sample, error) {
	setting, err := settingOf(k.Store.DeskSettings(ctx), a.ID, SectionFigures, DefaultFigures)
	if err != nil {
		return nil, err
	}
	k.todays.mu.Lock()
	defer k.todays.mu.Unlock()
	now := k.Clock.Ms()
	t := todaySamples{at: now, span: spanOf(a, dayOf(now, a.Location())), target: int64(setting.AnswerSeconds) * second}
	if last := k.todays.of[a.ID]; last.span == t.span && last.target == t.target && now >= last.at && now < last.at+todayLives {
		return last.samples, nil
	}
	c := counter{target: t.target, take: func(s sample) { t.samples = append(t.samples, s) }}
	if err := k.countSpan(ctx, t.span, c); err != nil {
		return nil, err
	}
	if k.todays.of == nil {
		k.todays.of = map[int64]todaySamples{}
	}
	k.todays.of[a.ID] = t
	return t.samples, nil
}
