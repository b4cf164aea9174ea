package ledger

// wayOnce is a transaction that looks the way of a state up once: attribution, welcome and tags of one push all ask for it.
type wayOnce struct {
	Tx
	corp  int64
	state string
	way   Way
	found bool
}

// WayByState finds the way whose state came back with a customer.
func (tx *wayOnce) WayByState(corp int64, state string) (Way, error) {
	if tx.found && tx.corp == corp && tx.state == state {
		return tx.way, nil
	}
	w, err := tx.Tx.WayByState(corp, state)
	tx.corp, tx.state, tx.way, tx.found = corp, state, w, err == nil
	return w, err
}

// UpdateWay stores a way as it now is.
func (tx *wayOnce) UpdateWay(w Way) error {
	tx.found = false
	return tx.Tx.UpdateWay(w)
}
