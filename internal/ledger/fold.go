package ledger

import (
	"bytes"
	"cmp"
	"slices"
)

// Fold reads the events between one customer and one member in the order of their meaning, CreateTime, and gives the periods
// in which the member follows the customer. The order they arrived in makes no difference: events of one second are ordered
// by kind, then by the hash of their content.
func Fold(events []ContactEvent) []Attribution {
	var periods []Attribution
	for _, e := range slices.SortedFunc(slices.Values(events), meaningOrder) {
		periods = step(periods, e)
	}
	return periods
}

func meaningOrder(a, b ContactEvent) int {
	return cmp.Or(
		cmp.Compare(a.At, b.At),
		cmp.Compare(contactRank[a.Kind], contactRank[b.Kind]),
		bytes.Compare(a.Hash, b.Hash),
	)
}

func step(periods []Attribution, e ContactEvent) []Attribution {
	open := len(periods) > 0 && periods[len(periods)-1].EndedAt == 0
	switch e.Kind {
	case HalfAdded, Added:
		if !open {
			periods = append(periods, begin(e, len(periods) > 0))
		}
		p := &periods[len(periods)-1]
		if e.Kind == Added && p.AddedAt == 0 {
			p.AddedAt = e.At
		}
		if p.State == "" {
			p.State = e.State
		}
	case Deleted, Transferred, Lost:
		if !open && len(periods) > 0 { // the other side ends what has ended already
			return periods
		}
		if !open { // the beginning was before our time, or was lost by the platform
			periods = append(periods, begin(e, false))
		}
		p := &periods[len(periods)-1]
		p.EndedAt, p.EndReason = e.At, e.Kind
	}
	return periods
}

func begin(e ContactEvent, again bool) Attribution {
	return Attribution{CorpID: e.CorpID, IdentityID: e.IdentityID, UserID: e.UserID, BeganAt: e.At, BeganPush: e.PushID, Again: again, State: e.State}
}
