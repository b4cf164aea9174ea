package store

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

// Departments are a company's departments, as they were last read.
func (s *Store) Departments(ctx context.Context, corp int64) ([]ledger.Department, error) {
	return all(s.ask(ctx), func(scan scan) (d ledger.Department, err error) {
		return d, scan(&d.ID, &d.ParentID, &d.Name, &d.Order)
	}, "SELECT id, parent_id, name, ord FROM departments WHERE corp_id = $1 ORDER BY parent_id, ord DESC, id", corp)
}

// WaysOfMembers is in how many ways that lists show each member stands, as far as most. It goes from member to member in the index,
// so that a member of a hundred thousand ways costs no more than one of most.
func (s *Store) WaysOfMembers(ctx context.Context, corp int64, most int) (map[string]int, error) {
	type count struct {
		userID string
		n      int
	}
	list, err := all(s.ask(ctx), func(scan scan) (c count, err error) { return c, scan(&c.userID, &c.n) }, `WITH RECURSIVE who (userid) AS (
			SELECT min(userid) FROM way_members WHERE corp_id = $1
			UNION ALL SELECT (SELECT min(m.userid) FROM way_members m WHERE m.corp_id = $1 AND m.userid > who.userid) FROM who WHERE who.userid IS NOT NULL)
		SELECT userid, (SELECT count(*) FROM (SELECT 1 FROM way_members m WHERE m.corp_id = $1 AND m.userid = who.userid AND m.listed = 1 LIMIT $2) few)
		FROM who WHERE userid IS NOT NULL`, corp, most)
	ways := make(map[string]int, len(list))
	for _, c := range list {
		ways[c.userID] = c.n
	}
	return ways, err
}

// PutDepartments stores the departments that were read; an empty list, which an app that may not read them gets, changes nothing.
func (tx *Tx) PutDepartments(corp int64, list []ledger.Department, at int64) error {
	if len(list) == 0 {
		return nil
	}
	for _, d := range list {
		_, err := tx.exec(`INSERT INTO departments (corp_id, id, parent_id, name, ord, seen_at) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (corp_id, id) DO UPDATE SET parent_id = excluded.parent_id, ord = excluded.ord, seen_at = excluded.seen_at,
				name = CASE WHEN excluded.name = '' THEN departments.name ELSE excluded.name END`,
			corp, d.ID, d.ParentID, d.Name, d.Order, at)
		if err != nil {
			return err
		}
	}
	return only(tx.exec("DELETE FROM departments WHERE corp_id = $1 AND seen_at < $2", corp, at))
}

// AddMembers notes members who were not read yet, so that what is learned of them before is kept.
func (tx *Tx) AddMembers(corp int64, userIDs []string, at int64) error {
	for _, id := range userIDs {
		_, err := tx.exec(`INSERT INTO members (corp_id, userid, name, departments, contact, seen_at) VALUES ($1, $2, $2, '[]', 0, $3)
			ON CONFLICT (corp_id, userid) DO NOTHING`, corp, id, at)
		if err != nil {
			return err
		}
	}
	return nil
}

// MarkMembers notes by which code a way with members was refused.
func (tx *Tx) MarkMembers(corp int64, userIDs []string, code int, sure bool, at int64) error {
	column := "suspected"
	if sure {
		column = "problem"
	}
	return only(tx.exec("UPDATE members SET "+column+" = $3, problem_at = $4 WHERE corp_id = $1 AND "+tx.s.dialect.in("userid", "$2"),
		corp, tx.s.dialect.list(userIDs), code, at))
}

// ClearMembers forgets it.
func (tx *Tx) ClearMembers(corp int64, userIDs []string) error {
	return only(tx.exec("UPDATE members SET problem = 0, suspected = 0 WHERE corp_id = $1 AND (problem <> 0 OR suspected <> 0) AND "+tx.s.dialect.in("userid", "$2"),
		corp, tx.s.dialect.list(userIDs)))
}
