package store

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/menling/menling/internal/desk"
)

func without(list, others []int64) []int64 {
	return slices.DeleteFunc(slices.Clone(list), func(n int64) bool { return slices.Contains(others, n) })
}

var customerFields = newTable("customer_fields", "id, name, kind, choices, ord, created_at, updated_at")

func readCustomerField(scan scan) (f desk.CustomerField, err error) {
	var choices string
	if err := scan(&f.ID, &f.Name, &f.Kind, &choices, &f.Ord, &f.CreatedAt, &f.UpdatedAt); err != nil {
		return f, err
	}
	return f, json.Unmarshal([]byte(choices), &f.Choices)
}

func customerFieldArgs(f desk.CustomerField) []any {
	return []any{f.ID, f.Name, string(f.Kind), mustText(f.Choices), f.Ord, f.CreatedAt, f.UpdatedAt}
}

// CustomerFields are all fields in order.
func (s *Store) CustomerFields(ctx context.Context) ([]desk.CustomerField, error) {
	return all(s.ask(ctx), readCustomerField, customerFields.list+" ORDER BY ord, id")
}

// CustomerFields are all fields in order.
func (tx *Tx) CustomerFields() ([]desk.CustomerField, error) {
	return all(tx, readCustomerField, customerFields.list+" ORDER BY ord, id")
}

// AddCustomerField adds a field.
func (tx *Tx) AddCustomerField(f desk.CustomerField) error {
	return only(tx.exec(customerFields.insert, customerFieldArgs(f)...))
}

// UpdateCustomerField stores a field as it now is.
func (tx *Tx) UpdateCustomerField(f desk.CustomerField) error {
	return must(tx.exec(customerFields.update, customerFieldArgs(f)...))
}

// RemoveCustomerField takes a field away, from a few customers first.
func (tx *Tx) RemoveCustomerField(id int64) (more bool, err error) {
	n, err := tx.exec(`DELETE FROM customer_values WHERE field_id = $1 AND identity_id IN
		(SELECT identity_id FROM customer_values WHERE field_id = $1 ORDER BY 1 LIMIT $2)`, id, sweptAtOnce)
	if err != nil || n == sweptAtOnce {
		return true, err
	}
	return false, must(tx.exec("DELETE FROM customer_fields WHERE id = $1", id))
}

// customerValues are what is noted about the customer of some ids: of one field, what was noted last.
func (s *Store) customerValues(q asker, identities []int64) ([]desk.FieldValue, error) {
	list, err := all(q, func(scan scan) (v desk.FieldValue, err error) { return v, scan(&v.FieldID, &v.Value) },
		"SELECT field_id, value FROM customer_values WHERE "+s.dialect.in("identity_id", "$1")+" ORDER BY field_id, updated_at DESC", s.dialect.list(identities))
	return slices.CompactFunc(list, func(a, b desk.FieldValue) bool { return a.FieldID == b.FieldID }), err
}

// CustomerValues are what is noted about the customer of these ids.
func (tx *Tx) CustomerValues(identities []int64) ([]desk.FieldValue, error) {
	return tx.s.customerValues(tx, identities)
}

// SetCustomerValue notes a value about the customer of these ids; empty: none.
func (tx *Tx) SetCustomerValue(identities []int64, v desk.FieldValue, at int64) error {
	_, err := tx.exec("DELETE FROM customer_values WHERE field_id = $1 AND "+tx.s.dialect.in("identity_id", "$2"), v.FieldID, tx.s.dialect.list(identities))
	if err != nil || v.Value == "" {
		return err
	}
	return only(tx.exec("INSERT INTO customer_values (identity_id, field_id, value, updated_at) VALUES ($1, $2, $3, $4)", identities[0], v.FieldID, v.Value, at))
}

// CustomerFacts are what agents noted about a customer.
func (s *Store) CustomerFacts(ctx context.Context, customer int64) (f desk.CustomerFacts, err error) {
	q := s.ask(ctx)
	ids, err := all(q, readID, "SELECT id FROM identities WHERE customer_id = $1", customer)
	if err != nil {
		return f, err
	}
	if f.Fields, err = s.customerValues(q, ids); err != nil {
		return f, err
	}
	f.Tags, err = all(q, readID, "SELECT DISTINCT tag_id FROM customer_tags WHERE "+s.dialect.in("identity_id", "$1")+" ORDER BY tag_id", s.dialect.list(ids))
	return f, err
}
