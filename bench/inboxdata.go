package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // fills desks and counts what is in them
	_ "modernc.org/sqlite"             // the same
)

// A desk with a past: so many conversations, of ten messages each; every twentieth is not closed, half of those wait.
const (
	pastMessages = 10
	pastAgents   = 50
	pastTeams    = 5
	pastTags     = 20
	pastStep     = 100_000 // between two conversations' ids: their messages have the ids behind
	longTalk     = 10_000  // messages of the first conversation, which is open
)

// past fills the desk's database with conversations in plain statements, the same for both databases; it says how many messages there are.
func (b *bench) past(ctx context.Context, dir, address string, conversations int) (messages int, err error) {
	db, err := openDesk(dir, address)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	long := pick(b, longTalk, 50)
	fillers := map[string]any{"from": 1, "to": conversations, "long": long, "now": time.Now().UnixMilli(), "step": pastStep, "each": pastMessages, "agents": pastAgents, "teams": pastTeams, "tags": pastTags}
	for _, statement := range slices.Concat(pastHouse, pastCustomers, pastTalk) {
		if _, err := db.ExecContext(ctx, filledIn(statement, fillers)); err != nil {
			return 0, fmt.Errorf("%w in %.80s", err, statement)
		}
	}
	if address != "" {
		if _, err := db.ExecContext(ctx, "ANALYZE"); err != nil { // as it does by itself
			return 0, err
		}
	}
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM messages").Scan(&messages)
	return messages, err
}

func openDesk(dir, address string) (*sql.DB, error) {
	if address != "" {
		return sql.Open("pgx", address)
	}
	return sql.Open("sqlite", filepath.Join(dir, "menling.db")+"?_pragma=busy_timeout(10000)&_pragma=synchronous(OFF)&_pragma=cache_size(-400000)")
}

const span = "WITH RECURSIVE k(i) AS (SELECT CAST(%s AS BIGINT) UNION ALL SELECT i + 1 FROM k WHERE i < %s) "

// spanned is a statement over the numbers k.i between two names in braces.
func spanned(from, to, statement string) string { return fmt.Sprintf(span, from, to) + statement }

// pastHouse is who works there.
var pastHouse = []string{
	spanned("1", "{teams}", "INSERT INTO teams (id, name, created_at, updated_at) SELECT i, CAST(i AS TEXT), 0, 0 FROM k"),
	spanned("1", "{agents}", "INSERT INTO team_members (team_id, agent_id, lead) SELECT i % {teams} + 1, i, 0 FROM k"),
	spanned("1", "{tags}", "INSERT INTO desk_tags (id, scope, name, color, created_at, updated_at) SELECT i, 'conversation', CAST(i AS TEXT), 'gray', 0, 0 FROM k"),
}

// pastCustomers is who came, those of some numbers.
var pastCustomers = []string{
	spanned("{from}", "{to}", `INSERT INTO customers (id, name, avatar, type, gender, confirmed, first_seen_at, updated_at, joined_into)
		SELECT i, substr('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗', CAST(1 + i % 20 AS INTEGER), 1) || substr('晓东丽娟伟芳敏静强磊洋艳勇军杰涛明超秀霞', CAST(1 + i / 20 % 20 AS INTEGER), 1) ||
			substr('平刚桂英鹏飞宇浩然子涵欣怡梓玲燕辉红亮', CAST(1 + i / 400 % 19 AS INTEGER), 1), '', 1, 0, 0, {now} - i, 0, 0 FROM k`),
	spanned("{from}", "{to}", `INSERT INTO identities (id, kind, scope, value, customer_id, created_at)
		SELECT i, 'openid', '`+weappID+`', 'oPast' || CAST(i AS TEXT), i, 0 FROM k`),
	// The newest first: those of the last 40 hours are not closed.
	spanned("{from}", "{to}", `INSERT INTO conversations (id, account_id, identity_id, status, agent_id, opened_at, waiting_since, accepted_at, closed_at, closed_by,
		last_inbound_at, last_message_at, read_push, unread, session_from, session_from_at, preview_kind, preview_text, preview_direction, updated_at, team_id, awaiting_since)
		SELECT i * {step}, (SELECT min(id) FROM accounts), i, s, CASE WHEN s = 'waiting' THEN 0 ELSE i % {agents} + 1 END, at, at, CASE WHEN s = 'waiting' THEN 0 ELSE at + 1000 END,
		CASE WHEN s = 'closed' THEN at + 900000 ELSE 0 END, 0, at + 600000, at + 600000, 0, CASE WHEN s = 'closed' THEN 0 ELSE 2 END, 'page=detail&id=7', at, 'text', '请问什么时候发货？', 'in', at,
		CASE WHEN i % 3 = 0 THEN i % {teams} + 1 ELSE 0 END, CASE WHEN s = 'closed' OR i % 4 = 0 THEN 0 ELSE at + 600000 END
		FROM (SELECT i, CASE WHEN i % 20 <> 1 THEN 'closed' WHEN i % 40 = 1 THEN 'open' ELSE 'waiting' END AS s,
			CASE WHEN i % 20 <> 1 THEN {now} - 144000000 - i * 77000 ELSE {now} - 144000000 + i * 1400 % 144000000 - 3600000 END AS at FROM k) t`),
	`INSERT INTO conversation_tags (tag_id, conversation_id) SELECT id / {step} % {tags} + 1, id FROM conversations
		WHERE id BETWEEN CAST({from} AS BIGINT) * {step} AND CAST({to} AS BIGINT) * {step} AND id / {step} % 3 = 0`,
}

// pastTalk is what was said: as much with everybody, and much with the first.
var pastTalk = []string{
	spanned("1", "{long}", "INSERT INTO messages ("+pastMessage+") SELECT "+pastSaid+" FROM conversations c CROSS JOIN k WHERE k.i <= {each} OR c.id = {step}"),
}

// pastMessage and pastSaid are the columns of the message k.i of the conversation c.
const (
	pastMessage = "id, conversation_id, account_id, identity_id, direction, kind, text, media_ref, media_state, at, ord, agent_id, state, problem, settled_at, source"
	pastSaid    = `c.id + k.i, c.id, c.account_id, c.identity_id, CASE WHEN k.i % 2 = 1 THEN 'in' ELSE 'out' END, 'text',
		CASE k.i % 5 WHEN 0 THEN '请问什么时候发货？' WHEN 1 THEN '您好，稍等一下，我帮您查询物流信息' WHEN 2 THEN '好的，谢谢！' WHEN 3 THEN '这个颜色还有货吗？想要大号的' ELSE '订单号是 ' || CAST(c.id + k.i * 7919 AS TEXT) END,
		'', '', c.opened_at + k.i * 60, 0, CASE WHEN k.i % 2 = 1 THEN 0 ELSE c.agent_id END, CASE WHEN k.i % 2 = 1 THEN 'received' ELSE 'sent' END, 0, 0, CASE WHEN k.i % 2 = 1 THEN '' ELSE 'agent' END`
)

// filledIn has a statement's names in braces replaced.
func filledIn(statement string, fillers map[string]any) string {
	var pairs []string
	for name, value := range fillers {
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(value))
	}
	return strings.NewReplacer(pairs...).Replace(statement)
}
