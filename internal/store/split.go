package store

import (
	"encoding/json"

	"github.com/menling/menling/internal/crm"
)

func readCustomerJoin(scan scan) (j crm.CustomerJoin, err error) {
	var identities, before string
	if err := scan(&j.ID, &j.FromID, &j.IntoID, &identities, &j.Evidence, &j.At, &before); err != nil {
		return j, err
	}
	if before != "" {
		if err := json.Unmarshal([]byte(before), &j.Before); err != nil {
			return j, err
		}
	}
	return j, json.Unmarshal([]byte(identities), &j.Identities)
}

// CustomerJoinsInto are the joins into a customer that stand, newest first.
func (tx *Tx) CustomerJoinsInto(customer int64) ([]crm.CustomerJoin, error) {
	return all(tx, readCustomerJoin, `SELECT id, from_id, into_id, identities, evidence, at, before FROM customer_joins
		WHERE into_id = $1 AND undone_at = 0 ORDER BY at DESC, id DESC`, customer)
}

// UndoCustomerJoin notes that a join was undone.
func (tx *Tx) UndoCustomerJoin(id, at int64) error {
	return must(tx.exec("UPDATE customer_joins SET undone_at = $2 WHERE id = $1 AND undone_at = 0", id, at))
}

// KeepApart notes that two identities are not one customer's.
func (tx *Tx) KeepApart(identity, other int64) error {
	return only(tx.exec("INSERT INTO kept_apart (identity_id, other_id) VALUES ($1, $2) ON CONFLICT (identity_id, other_id) DO NOTHING", identity, other))
}

// KeptApart says whether any identities of two customers are not to be joined.
func (tx *Tx) KeptApart(customer, other int64) (bool, error) {
	return one[bool](tx.row(`SELECT EXISTS (SELECT 1 FROM identities i JOIN kept_apart k ON k.identity_id = i.id JOIN identities o ON o.id = k.other_id
		WHERE i.customer_id = $1 AND o.customer_id = $2)`, customer, other))
}
