package store

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wx"
)

var marks = newTable("marks", "id, push_id, identity_id, userid, way_id, channel_id, tags, tags_put, tags_gone, tags_state, tags_problem, tags_at, rule, remark, remark_state, remark_problem, remark_at, at")

func readMark(scan scan) (m ledger.Mark, err error) {
	var tags, put, gone string
	err = scan(&m.ID, &m.PushID, &m.IdentityID, &m.UserID, &m.WayID, &m.ChannelID, &tags, &put, &gone, &m.TagState, &m.TagProblem, &m.TaggedAt,
		&m.Rule, &m.Remark, &m.RemarkState, &m.RemarkCode, &m.RemarkedAt, &m.At)
	if err != nil {
		return m, err
	}
	return m, fromTexts(textInto{tags, &m.Tags}, textInto{put, &m.Put}, textInto{gone, &m.Gone})
}

func markArgs(m ledger.Mark) []any {
	return []any{m.ID, m.PushID, m.IdentityID, m.UserID, m.WayID, m.ChannelID, mustText(some(m.Tags)), mustText(some(m.Put)), mustText(some(m.Gone)), m.TagState, m.TagProblem, m.TaggedAt,
		m.Rule, m.Remark, m.RemarkState, m.RemarkCode, m.RemarkedAt, m.At}
}

// Mark is the tags and the remark of one new customer.
func (s *Store) Mark(ctx context.Context, id int64) (ledger.Mark, error) {
	return get(s.ask(ctx), readMark, marks.get, id)
}

// Mark is the tags and the remark of one new customer.
func (tx *Tx) Mark(id int64) (ledger.Mark, error) {
	return get(tx, readMark, marks.get+tx.s.dialect.lockRows(), id)
}

// AddMark adds a mark; false says that the push has one.
func (tx *Tx) AddMark(m ledger.Mark) (bool, error) {
	n, err := tx.exec(marks.insert+" ON CONFLICT (push_id) DO NOTHING", markArgs(m)...)
	return n > 0, err
}

// UpdateMark stores a mark as it now is.
func (tx *Tx) UpdateMark(m ledger.Mark) error {
	return must(tx.exec(marks.update, markArgs(m)...))
}

// markHistory is what rules put on a customer, as far as it is known what became of it.
func (s *Store) markHistory(ctx context.Context, customer int64) (rows []ledger.HistoryRow, err error) {
	_, err = all(s.ask(ctx), func(scan scan) (struct{}, error) {
		var m ledger.Mark
		var put, gone, member, way string
		err := scan(&m.UserID, &put, &gone, &m.TagState, &m.TagProblem, &m.TaggedAt, &m.Remark, &m.RemarkState, &m.RemarkCode, &m.RemarkedAt, &member, &way)
		if err == nil {
			err = fromTexts(textInto{put, &m.Put}, textInto{gone, &m.Gone})
		}
		about := ledger.HistoryRow{UserID: m.UserID, MemberName: member, WayName: way}
		if kind := tagKinds[m.TagState]; kind != "" {
			h := about
			h.At, h.Kind, h.Tags, h.GoneTags, h.Problem = m.TaggedAt, kind, m.Put, m.Gone, crm.ProblemOf(wx.WeCom, m.TagProblem)
			rows = append(rows, h)
		}
		if kind := remarkKinds[m.RemarkState]; kind != "" {
			h := about
			h.At, h.Kind, h.Text, h.Problem = m.RemarkedAt, kind, m.Remark, crm.ProblemOf(wx.WeCom, m.RemarkCode)
			rows = append(rows, h)
		}
		return struct{}{}, err
	}, `SELECT x.userid, x.tags_put, x.tags_gone, x.tags_state, x.tags_problem, x.tags_at, x.remark, x.remark_state, x.remark_problem, x.remark_at, COALESCE(m.name, x.userid), COALESCE(w.name, '')
		FROM identities i JOIN marks x ON x.identity_id = i.id LEFT JOIN ways w ON w.id = x.way_id LEFT JOIN members m ON m.corp_id = w.corp_id AND m.userid = x.userid
		WHERE i.customer_id = $1 ORDER BY x.at DESC, x.id DESC LIMIT 200`, customer)
	return rows, err
}

var (
	tagKinds    = map[string]string{ledger.MarkDone: "tagged", ledger.MarkFailed: "tag_failed"}
	remarkKinds = map[string]string{ledger.MarkDone: "remarked", ledger.MarkKept: "remark_kept", ledger.MarkFailed: "remark_failed"}
)
