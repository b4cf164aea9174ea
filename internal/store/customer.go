package store

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

var (
	customers  = newTable("customers", "id, name, avatar, type, gender, confirmed, first_seen_at, updated_at, joined_into")
	identities = newTable("identities", "id, kind, scope, value, customer_id, created_at")
)

func readCustomer(scan scan) (c crm.Customer, err error) {
	var confirmed int64
	err = scan(&c.ID, &c.Name, &c.Avatar, &c.Type, &c.Gender, &confirmed, &c.FirstSeenAt, &c.UpdatedAt, &c.JoinedInto)
	c.Confirmed = confirmed != 0
	return c, err
}

func customerArgs(c crm.Customer) []any {
	return []any{c.ID, c.Name, c.Avatar, c.Type, c.Gender, flag(c.Confirmed), c.FirstSeenAt, c.UpdatedAt, c.JoinedInto}
}

func readIdentity(scan scan) (i crm.Identity, err error) {
	return i, scan(&i.ID, &i.Kind, &i.Scope, &i.Value, &i.CustomerID, &i.CreatedAt)
}

// Customer is one customer.
func (tx *Tx) Customer(id int64) (crm.Customer, error) {
	return get(tx, readCustomer, customers.get+tx.s.dialect.lockRows(), id)
}

// AddCustomer adds a customer.
func (tx *Tx) AddCustomer(c crm.Customer) error {
	return only(tx.exec(customers.insert, customerArgs(c)...))
}

// UpdateCustomer stores a customer as they now are.
func (tx *Tx) UpdateCustomer(c crm.Customer) error {
	return must(tx.exec(customers.update, customerArgs(c)...))
}

// Identity finds one id of a customer.
func (tx *Tx) Identity(kind crm.IdentityKind, scope, value string) (crm.Identity, error) {
	return get(tx, readIdentity, identities.list+" WHERE scope = $1 AND kind = $2 AND value = $3", scope, string(kind), value)
}

// IdentitySeen finds one id of a customer, and when they were first seen.
func (tx *Tx) IdentitySeen(kind crm.IdentityKind, scope, value string) (i crm.Identity, first int64, err error) {
	i, err = get(tx, func(scan scan) (i crm.Identity, err error) {
		return i, scan(&i.ID, &i.Kind, &i.Scope, &i.Value, &i.CustomerID, &i.CreatedAt, &first)
	}, `SELECT i.id, i.kind, i.scope, i.value, i.customer_id, i.created_at, c.first_seen_at FROM identities i JOIN customers c ON c.id = i.customer_id
		WHERE i.scope = $1 AND i.kind = $2 AND i.value = $3`, scope, string(kind), value)
	return i, first, err
}

// IdentityByID is an identity by our number.
func (tx *Tx) IdentityByID(id int64) (crm.Identity, error) {
	return get(tx, readIdentity, identities.get, id)
}

// IdentityByID is an identity by our number.
func (s *Store) IdentityByID(ctx context.Context, id int64) (crm.Identity, error) {
	return get(s.ask(ctx), readIdentity, identities.get, id)
}

// IdentitiesOf are all ids of a customer.
func (tx *Tx) IdentitiesOf(customer int64) ([]crm.Identity, error) {
	return all(tx, readIdentity, identities.list+" WHERE customer_id = $1 ORDER BY id", customer)
}

// AddIdentity adds an id; false when it is known already.
func (tx *Tx) AddIdentity(i crm.Identity) (bool, error) {
	n, err := tx.exec(identities.insert+" ON CONFLICT (scope, kind, value) DO NOTHING", i.ID, string(i.Kind), i.Scope, i.Value, i.CustomerID, i.CreatedAt)
	return n > 0, err
}

// PointIdentity says that an id belongs to another customer.
func (tx *Tx) PointIdentity(identity, customer int64) error {
	return must(tx.exec("UPDATE identities SET customer_id = $2 WHERE id = $1", identity, customer))
}

// AddCustomerJoin notes that one customer turned out to be another.
func (tx *Tx) AddCustomerJoin(j crm.CustomerJoin) error {
	return only(tx.exec("INSERT INTO customer_joins (id, from_id, into_id, identities, evidence, at, before) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		j.ID, j.FromID, j.IntoID, mustText(j.Identities), j.Evidence, j.At, mustText(j.Before)))
}
