package store

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/internal/desk"
)

var rules = newTable("desk_rules", "id, account_id, name, enabled, position, event, body, revision, created_at, updated_at")

const rulesOrder = " ORDER BY position, id"

func readRule(scan scan) (r desk.Rule, err error) {
	var enabled int
	var body string
	if err = scan(&r.ID, &r.AccountID, &r.Name, &enabled, &r.Position, &r.Event, &body, &r.Revision, &r.CreatedAt, &r.UpdatedAt); err != nil {
		return r, err
	}
	r.Enabled = enabled != 0
	return r, json.Unmarshal([]byte(body), &r.RuleBody)
}

func ruleArgs(r desk.Rule) ([]any, error) {
	body, err := text(r.RuleBody)
	return []any{r.ID, r.AccountID, r.Name, flag(r.Enabled), r.Position, string(r.Event), body, r.Revision, r.CreatedAt, r.UpdatedAt}, err
}

// Rules are all rules in the order they are asked.
func (s *Store) Rules(ctx context.Context) ([]desk.Rule, error) {
	return all(s.ask(ctx), readRule, rules.list+rulesOrder)
}

// Rules are all rules in the order they are asked.
func (tx *Tx) Rules() ([]desk.Rule, error) {
	return all(tx, readRule, rules.list+rulesOrder)
}

// What rules did since a time: what is on record, and what they said to customers who opened the chat before there was a conversation
// to record it in. The platform lets a desk greet for a minute.
const ruleActs = `SELECT rule, count(DISTINCT subject), max(at) FROM (
	SELECT actor_id AS rule, conversation_id AS subject, at FROM conversation_actions WHERE kind = 'rule' AND at >= $1 AND actor_kind = 'rule'
	UNION ALL SELECT source_id, -identity_id, at FROM messages WHERE conversation_id = 0 AND at >= $1 AND source = 'rule'
	) acts WHERE rule > 0 GROUP BY rule ORDER BY rule`

// RuleActs are the rules that acted since a time.
func (s *Store) RuleActs(ctx context.Context, since int64) ([]desk.RuleActs, error) {
	return all(s.ask(ctx), func(scan scan) (a desk.RuleActs, err error) { return a, scan(&a.RuleID, &a.Conversations, &a.LastAt) }, ruleActs, since)
}

// Rule is one rule.
func (tx *Tx) Rule(id int64) (desk.Rule, error) { return get(tx, readRule, rules.get, id) }

// RuleState changes whenever a rule does.
func (tx *Tx) RuleState() (desk.RuleState, error) {
	return get(tx, func(scan scan) (r desk.RuleState, err error) { return r, scan(&r.Revision, &r.Sum, &r.Count) },
		"SELECT COALESCE(max(revision), 0), CAST(COALESCE(sum(id), 0) AS BIGINT), count(*) FROM desk_rules")
}

// AddRule adds a rule.
func (tx *Tx) AddRule(r desk.Rule) error {
	args, err := ruleArgs(r)
	if err != nil {
		return err
	}
	return only(tx.exec(rules.insert, args...))
}

// UpdateRule stores a rule as it now is.
func (tx *Tx) UpdateRule(r desk.Rule) error {
	args, err := ruleArgs(r)
	if err != nil {
		return err
	}
	return must(tx.exec(rules.update, args...))
}

// RemoveRule takes one away.
func (tx *Tx) RemoveRule(id int64) error {
	return must(tx.exec("DELETE FROM desk_rules WHERE id = $1", id))
}

// SaidSince says whether a rule said something to a customer after a time.
func (tx *Tx) SaidSince(account, identity, rule, since int64) (bool, error) {
	n, err := one[int](tx.row(`SELECT count(*) FROM messages m WHERE m.identity_id = $1 AND m.account_id = $2 AND m.at > $3
		AND m.source = 'rule' AND m.source_id = $4 AND m.direction = 'out' AND m.state <> 'failed'`, identity, account, since, rule))
	return n > 0, err
}

// WaitingBefore is how many conversations of an account wait for everybody or the same team, and have waited longer, whose customer
// wrote after a time.
func (tx *Tx) WaitingBefore(c desk.Conversation, wrote int64) (int, error) {
	return one[int](tx.row(`SELECT count(*) FROM conversations WHERE status = 'waiting' AND account_id = $1 AND (waiting_since, id) < ($2, $3) AND last_inbound_at > $4
		AND team_id IN (0, $5)`, c.AccountID, c.WaitingSince, c.ID, wrote, c.TeamID))
}
