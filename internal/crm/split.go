package crm

import (
	"context"
	"errors"
	"slices"
)

// CodeNothingToSplit: no join of the customer is left that could be undone.
const CodeNothingToSplit Code = "nothing_to_split"

// SplitTx undoes joins of customers.
type SplitTx interface {
	// CustomerJoinsInto are the joins into a customer that stand, newest first.
	CustomerJoinsInto(customer int64) ([]CustomerJoin, error)
	UndoCustomerJoin(id, at int64) error
	// KeepApart notes that two identities are not one customer's, whatever evidence there is.
	KeepApart(identity, other int64) error
	// KeptApart says whether any identities of two customers are not to be joined.
	KeptApart(customer, other int64) (bool, error)
}

// SplitCustomer undoes a join: the identities that came with the other record go back to it, and no evidence joins the two again.
// Join 0 is the newest.
func (g *Ground) SplitCustomer(ctx context.Context, who Actor, customer, joinID int64) (other int64, err error) {
	stamp := NewStamp(g.Clock, g.IDs)
	err = g.Store.Write(ctx, nil, func(tx Tx) error {
		into, err := tx.Customer(customer)
		if err != nil {
			return err
		}
		joins, err := tx.CustomerJoinsInto(customer)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(joins, func(j CustomerJoin) bool { return joinID == 0 || j.ID == joinID })
		if i < 0 {
			return Refuse(CodeNothingToSplit)
		}
		other = joins[i].FromID
		return split(tx, who, into, joins[i], stamp.At)
	})
	g.Waker.Wake(TopicJournal)
	return other, err
}

func split(tx Tx, who Actor, into Customer, j CustomerJoin, at int64) error {
	from, err := tx.Customer(j.FromID)
	if err != nil {
		return err
	}
	all, err := tx.IdentitiesOf(into.ID)
	if err != nil {
		return err
	}
	for _, back := range all {
		if !slices.Contains(j.Identities, back.ID) {
			continue
		}
		if err := tx.PointIdentity(back.ID, from.ID); err != nil {
			return err
		}
		for _, stays := range all {
			if !slices.Contains(j.Identities, stays.ID) {
				if err := errors.Join(tx.KeepApart(back.ID, stays.ID), tx.KeepApart(stays.ID, back.ID)); err != nil {
					return err
				}
			}
		}
	}
	before := into
	into, from.JoinedInto, from.UpdatedAt = parted(into, from, j.Before, at), 0, at
	return errors.Join(
		tx.UpdateCustomer(into), tx.UpdateCustomer(from), tx.UndoCustomerJoin(j.ID, at),
		tx.AddAudit(Audit{At: at, Actor: who, Operation: "customer.split", Subject: "customer", SubjectID: into.ID, Before: before, After: []Customer{into, from}}),
		tx.AddChange(Stale("customer", into.ID, at)), tx.AddChange(Stale("customer", from.ID, at)),
	)
}

// parted takes from a record what it only knew from the other.
func parted(into, from Customer, before *Customer, at int64) Customer {
	into.UpdatedAt = at
	if before == nil {
		return into
	}
	if into.Name == from.Name {
		into.Name = before.Name
	}
	if into.Avatar == from.Avatar {
		into.Avatar = before.Avatar
	}
	if into.Type == from.Type {
		into.Type = before.Type
	}
	if into.Gender == from.Gender {
		into.Gender = before.Gender
	}
	into.Confirmed, into.FirstSeenAt = before.Confirmed, max(into.FirstSeenAt, before.FirstSeenAt)
	return into
}
