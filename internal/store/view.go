package store

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/internal/ledger"
)

var views = newTable("views", "id, agent_id, name, query, shared, created_at, updated_at")

func readView(scan scan) (v ledger.View, err error) {
	var query string
	var shared int64
	if err := scan(&v.ID, &v.AgentID, &v.Name, &query, &shared, &v.CreatedAt, &v.UpdatedAt); err != nil {
		return v, err
	}
	v.Shared = shared != 0
	return v, json.Unmarshal([]byte(query), &v.Query)
}

func viewArgs(v ledger.View) []any {
	return []any{v.ID, v.AgentID, v.Name, mustText(v.Query), flag(v.Shared), v.CreatedAt, v.UpdatedAt}
}

// Views are those of an agent and the shared ones, by name.
func (s *Store) Views(ctx context.Context, agent int64) ([]ledger.View, error) {
	return all(s.ask(ctx), readView, views.list+" WHERE agent_id = $1 OR shared = 1 ORDER BY name, id", agent)
}

// View is one view.
func (tx *Tx) View(id int64) (ledger.View, error) {
	return get(tx, readView, views.get+tx.s.dialect.lockRows(), id)
}

// CountViews is how many an agent has.
func (tx *Tx) CountViews(agent int64) (int, error) {
	return one[int](tx.row("SELECT count(*) FROM views WHERE agent_id = $1", agent))
}

// AddView adds a view.
func (tx *Tx) AddView(v ledger.View) error { return only(tx.exec(views.insert, viewArgs(v)...)) }

// UpdateView stores a view as it now is.
func (tx *Tx) UpdateView(v ledger.View) error { return must(tx.exec(views.update, viewArgs(v)...)) }

// RemoveView takes a view away.
func (tx *Tx) RemoveView(id int64) error {
	return must(tx.exec("DELETE FROM views WHERE id = $1", id))
}
