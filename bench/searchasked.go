package main

import (
	"fmt"
	"math/rand/v2"

	"github.com/menling/menling/internal/ledger"
)

func (h *shelf) any(d *rand.Rand) ledger.Way { return h.ways[d.IntN(len(h.ways))] }

// live is one that lists show.
func (h *shelf) live(d *rand.Rand) ledger.Way {
	for {
		if w := h.any(d); w.Kind != ledger.KindTemp && w.Phase == ledger.PhaseConfirmed {
			return w
		}
	}
}

func (h *shelf) anywhere(d *rand.Rand) int64  { return 1 + d.Int64N(h.last) }
func one(d *rand.Rand, list ...string) string { return list[d.IntN(len(list))] }

// part is n characters from somewhere in a text.
func part(d *rand.Rand, s string, n int) string {
	r := []rune(s)
	from := d.IntN(max(1, len(r)-n+1))
	return string(r[from:min(len(r), from+n)])
}

// searches are what people type: one, two and more characters, frequent, rare and absent, of names, states and members.
func (h *shelf) searches() []asking {
	text := func(name string, of func(*rand.Rand) string) asking {
		return asking{name, func(d *rand.Rand) ledger.WayQuery { return ledger.WayQuery{WayFilter: ledger.WayFilter{Text: of(d)}} }}
	}
	with := func(name string, of func(*rand.Rand) ledger.WayFilter) asking {
		return asking{name, func(d *rand.Rand) ledger.WayQuery { return ledger.WayQuery{WayFilter: of(d)} }}
	}
	return []asking{
		text("one, frequent", func(d *rand.Rand) string { return one(d, "店", "上", "s", "1", "小", "-") }),
		text("one, rare", func(d *rand.Rand) string { return one(d, "郗", "欧", "漠") }),
		text("one, absent", func(d *rand.Rand) string { return one(d, "龘", "~", "#") }),
		text("two, frequent", func(d *rand.Rand) string { return one(d, "上海", "小程", "海报", "店-", "us") }),
		text("two, rare", func(d *rand.Rand) string { return part(d, h.members[d.IntN(len(h.members))].Name, 2) }),
		text("two of a state", func(d *rand.Rand) string { return part(d, h.any(d).State, 2) }),
		text("two, absent", func(d *rand.Rand) string { return one(d, "龘靐", "店龘", "海上") }),
		text("more, frequent", func(d *rand.Rand) string {
			return one(d, "小程序落地页", "门店海报", "春季活动", "上海第")
		}),
		text("more, absent though its pairs are frequent", func(d *rand.Rand) string {
			return one(d, "小程序海报", "海报落地页", "店-门店-", "地铁卡")
		}),
		text("a shop", func(d *rand.Rand) string { return fmt.Sprintf("第%d店", 1+d.IntN(900)) }),
		text("a member", func(d *rand.Rand) string { return h.members[d.IntN(len(h.members))].Name }),
		text("a userid", func(d *rand.Rand) string { return h.members[d.IntN(len(h.members))].UserID }),
		text("part of a name", func(d *rand.Rand) string { return part(d, h.any(d).Name, 3+d.IntN(8)) }),
		text("a number", func(d *rand.Rand) string { return part(d, h.any(d).Name, 100)[len(h.any(d).Name)%3:] }),
		text("three digits", func(d *rand.Rand) string { return fmt.Sprintf("%03d", d.IntN(1000)) }),
		text("six digits", func(d *rand.Rand) string { return fmt.Sprintf("%06d", d.IntN(1000000)) }),
		text("part of a state", func(d *rand.Rand) string { return part(d, h.any(d).State, 3+d.IntN(6)) }),
		text("a state", func(d *rand.Rand) string { return h.any(d).State }),
		text("part of a config_id", func(d *rand.Rand) string { return part(d, h.any(d).ConfigID, 8) }),
		text("absent letters", func(d *rand.Rand) string { return letters(d, 8) }),
		with("frequent in a channel", func(d *rand.Rand) ledger.WayFilter {
			return ledger.WayFilter{Text: "店", Channel: 1 + d.Int64N(searchChannels)}
		}),
		with("frequent of a member", func(d *rand.Rand) ledger.WayFilter {
			return ledger.WayFilter{Text: "上海", Member: h.members[d.IntN(len(h.members))].UserID}
		}),
		with("frequent in a wide folder", func(d *rand.Rand) ledger.WayFilter { return ledger.WayFilter{Text: "海报", Folder: 1 + d.Int64N(10)} }),
		with("frequent and unsettled", func(*rand.Rand) ledger.WayFilter { return ledger.WayFilter{Text: "店", Phase: ledger.PhasesUnsettled} }),
		with("absent in a label", func(d *rand.Rand) ledger.WayFilter {
			return ledger.WayFilter{Text: "龘", Label: 1 + d.Int64N(searchLabels)}
		}),
	}
}

// pages are what people filter by: the newest page in half of the cases, one from anywhere in the others.
func (h *shelf) pages() []asking {
	by := func(name string, of func(*rand.Rand) ledger.WayFilter) asking {
		return asking{name, func(d *rand.Rand) ledger.WayQuery {
			q := ledger.WayQuery{WayFilter: of(d)}
			if d.IntN(2) == 0 && q.CreatedFrom == 0 {
				q.After = h.anywhere(d)
			}
			return q
		}}
	}
	f := func(f ledger.WayFilter) func(*rand.Rand) ledger.WayFilter {
		return func(*rand.Rand) ledger.WayFilter { return f }
	}
	const epoch = 1735689600000
	return []asking{
		by("all", f(ledger.WayFilter{})),
		by("a channel", func(d *rand.Rand) ledger.WayFilter { return ledger.WayFilter{Channel: 1 + d.Int64N(searchChannels)} }),
		by("an empty channel", f(ledger.WayFilter{Channel: searchChannels})),
		by("a folder", func(d *rand.Rand) ledger.WayFilter { return ledger.WayFilter{Folder: 11 + d.Int64N(searchFolders-10)} }),
		by("a wide folder", func(d *rand.Rand) ledger.WayFilter { return ledger.WayFilter{Folder: 1 + d.Int64N(10)} }),
		by("a label", func(d *rand.Rand) ledger.WayFilter { return ledger.WayFilter{Label: 1 + d.Int64N(searchLabels)} }),
		by("an owner", func(d *rand.Rand) ledger.WayFilter { return ledger.WayFilter{Owner: 1 + d.Int64N(8)} }),
		by("contact", f(ledger.WayFilter{Kind: ledger.KindContact})), by("join", f(ledger.WayFilter{Kind: ledger.KindJoin})), by("temp", f(ledger.WayFilter{Kind: ledger.KindTemp})),
		by("live", f(ledger.WayFilter{Phase: ledger.PhasesLive})), by("unsettled", f(ledger.WayFilter{Phase: ledger.PhasesUnsettled})), by("deleted", f(ledger.WayFilter{Phase: ledger.PhasesDeleted})),
		by("a member", func(d *rand.Rand) ledger.WayFilter {
			return ledger.WayFilter{Member: h.members[d.IntN(len(h.members))].UserID}
		}),
		by("nobody", f(ledger.WayFilter{Member: "nobody"})),
		by("no drift", f(ledger.WayFilter{Drift: "any"})), by("no import", f(ledger.WayFilter{Import: 5})),
		by("buttons", f(ledger.WayFilter{Scene: ledger.SceneButton})), by("codes", f(ledger.WayFilter{Scene: ledger.SceneQR})),
		by("a day", func(d *rand.Rand) ledger.WayFilter {
			from := epoch + d.Int64N(1+int64(len(h.ways))*1000)
			return ledger.WayFilter{CreatedFrom: from, CreatedTo: from + 60_000}
		}),
		by("the past", f(ledger.WayFilter{CreatedFrom: 1, CreatedTo: 2})),
		by("a channel and a member", func(d *rand.Rand) ledger.WayFilter {
			return ledger.WayFilter{Channel: 1 + d.Int64N(searchChannels), Member: h.members[d.IntN(len(h.members))].UserID}
		}),
		by("a channel and an owner", func(d *rand.Rand) ledger.WayFilter {
			return ledger.WayFilter{Channel: 1 + d.Int64N(searchChannels), Owner: 1 + d.Int64N(8)}
		}),
		by("a label and join", func(d *rand.Rand) ledger.WayFilter {
			return ledger.WayFilter{Label: 1 + d.Int64N(searchLabels), Kind: ledger.KindJoin}
		}),
		by("buttons of an owner in a folder", func(d *rand.Rand) ledger.WayFilter {
			return ledger.WayFilter{Scene: ledger.SceneButton, Owner: 1 + d.Int64N(8), Folder: 1 + d.Int64N(searchFolders)}
		}),
	}
}
