package store

import (
	"strings"

	"github.com/menling/menling/internal/ledger"
)

// shown are the conditions on ways of what is asked for. Those that an index of a list has stand as it has them: both databases take
// an index only when they see that it has all rows.
func (w *where) shown(q ledger.WayQuery) {
	w.phases(q)
	w.belonging(q)
	if q.Drift != "" {
		w.and("drift <> ''")
	}
	if q.Drift != "" && q.Drift != "any" {
		w.and("drift = %", q.Drift)
	}
	if q.CreatedFrom != 0 {
		w.and("created_at >= %", q.CreatedFrom)
	}
	if q.CreatedTo != 0 {
		w.and("created_at < %", q.CreatedTo)
	}
	if q.UnusedSince != 0 {
		w.and("created_at < %", q.UnusedSince)
		w.and("NOT EXISTS (SELECT 1 FROM day_stats d WHERE d.way_id = ways.id AND d.day >= % AND d.pending + d.added + d.readded + d.joined > 0)", q.UnusedDay)
	}
}

func (w *where) phases(q ledger.WayQuery) {
	switch q.Phase {
	case ledger.PhasesLive:
		w.and("phase IN ('confirmed', 'deleting')")
	case ledger.PhasesUnsettled:
		w.and("phase IN ('failed', 'unknown')")
	case ledger.PhasesUnknown:
		w.and("phase IN ('failed', 'unknown') AND phase = 'unknown'")
	case ledger.PhasesDeleted:
		w.and("phase = 'deleted'")
	}
	if q.Phase != ledger.PhasesDeleted {
		w.and("phase <> 'deleted'")
	}
	if q.Kind != "" {
		w.and("kind = %", q.Kind)
	}
	if q.Kind != ledger.KindTemp {
		w.and("kind <> 'temp'")
	}
	w.and("kind <> 'twin'")
}

func (w *where) belonging(q ledger.WayQuery) {
	if q.Channel != 0 {
		w.and("channel_id = %", q.Channel)
	}
	if q.Account != 0 {
		w.and("account_id = %", q.Account)
	}
	w.belongingTo("folder_id", q.Folder)
	w.belongingTo("owner_id", q.Owner)
	if q.Import != 0 {
		w.and("import_id = % AND import_id <> 0", q.Import)
	}
	if q.Scene != 0 {
		w.and("scene = %", q.Scene)
	}
	if q.Label != 0 {
		w.and("EXISTS (SELECT 1 FROM way_labels l WHERE l.label_id = % AND l.way_id = ways.id)", q.Label)
	}
	if q.Member != "" {
		w.and("EXISTS (SELECT 1 FROM way_members m WHERE m.corp_id = ways.corp_id AND m.userid = % AND m.way_id = ways.id)", strings.ToLower(q.Member))
	}
}

// belongingTo is the condition of a folder or an owner, or of none.
func (w *where) belongingTo(column string, id int64) {
	switch id {
	case 0:
	case ledger.NoneAsked:
		w.and(column + " = 0")
	default:
		w.and(column+" = % AND "+column+" <> 0", id)
	}
}

// driven says of the rows that lead to ways which of them do.
func (w *where) driven(q ledger.WayQuery, rows string) {
	if q.Listed() {
		w.and(rows + ".listed = 1")
	}
}

// further is the conditions after others.
func (w *where) further() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " AND " + strings.Join(w.conditions, " AND ")
}
