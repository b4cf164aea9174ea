package store

// Consoles of agents, by the node that they are open at.

// Console is until when an agent's console at a node is believed to be open; 0: none is.
func (tx *Tx) Console(agent int64, node string) (until int64, err error) {
	return one[int64](tx.row("SELECT COALESCE(max(until), 0) FROM consoles WHERE agent_id = $1 AND node = $2", agent, node))
}

// Consoles is the same at any node.
func (tx *Tx) Consoles(agent int64) (until int64, err error) {
	return one[int64](tx.row("SELECT COALESCE(max(until), 0) FROM consoles WHERE agent_id = $1", agent))
}

// PutConsole says until when; 0 ends it.
func (tx *Tx) PutConsole(agent int64, node string, until int64) error {
	if until == 0 {
		return only(tx.exec("DELETE FROM consoles WHERE agent_id = $1 AND node = $2", agent, node))
	}
	return only(tx.exec(`INSERT INTO consoles (agent_id, node, until) VALUES ($1, $2, $3)
		ON CONFLICT (agent_id, node) DO UPDATE SET until = excluded.until`, agent, node, until))
}
