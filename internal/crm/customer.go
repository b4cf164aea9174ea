package crm

import "errors"

// Customer is a person. What identifies them are their identities; facts refer to those.
type Customer struct {
	ID          int64
	Name        string
	Avatar      string
	Type        int // 1 WeChat, 2 WeCom user of another company, 0 not known
	Gender      int // 0 not known, 1 male, 2 female
	Confirmed   bool
	FirstSeenAt int64
	UpdatedAt   int64
	JoinedInto  int64 // the customer this one turned out to be; 0: none
}

// IdentityKind says what an id is.
type IdentityKind string

// The ids a customer is known by.
const (
	ExternalUserID IdentityKind = "external_userid" // scope: corpid
	OpenID         IdentityKind = "openid"          // scope: appid
	UnionID        IdentityKind = "unionid"         // scope: empty
)

// Identity is one id of a customer.
type Identity struct {
	ID         int64
	Kind       IdentityKind
	Scope      string
	Value      string
	CustomerID int64
	CreatedAt  int64
}

// CustomerJoin says that one customer turned out to be another, on what evidence, and which identities moved; it can be undone.
type CustomerJoin struct {
	ID         int64
	FromID     int64
	IntoID     int64
	Identities []int64
	Evidence   string
	At         int64
	Before     *Customer // the record it was taken into, before; nil in joins from before that was kept
}

// CustomerTx changes customers and their identities.
type CustomerTx interface {
	// Customer reads a record to change it: nobody else changes it until the transaction ends.
	Customer(id int64) (Customer, error)
	AddCustomer(Customer) error
	UpdateCustomer(Customer) error
	Identity(kind IdentityKind, scope, value string) (Identity, error)
	IdentityByID(id int64) (Identity, error)
	// IdentitySeen is Identity with when the customer behind it was first seen, which is not locked.
	IdentitySeen(kind IdentityKind, scope, value string) (id Identity, first int64, err error)
	IdentitiesOf(customer int64) ([]Identity, error)
	// AddIdentity is false when the id is known already.
	AddIdentity(Identity) (bool, error)
	PointIdentity(identity, customer int64) error
	AddCustomerJoin(CustomerJoin) error
}

// CustomerLane is the lane of everything that concerns one id of a customer.
func CustomerLane(kind IdentityKind, scope, value string) string {
	return string(kind) + ":" + scope + ":" + value
}

// Recognise finds the identity, or adds it with a customer of its own.
func Recognise(tx Tx, d *Draw, kind IdentityKind, scope, value string, seenAt int64) (Identity, error) {
	id, err := tx.Identity(kind, scope, value)
	if !errors.Is(err, ErrNotFound) {
		return id, err
	}
	return introduce(tx, d, kind, scope, value, seenAt)
}

// introduce adds an identity with a customer of its own.
func introduce(tx Tx, d *Draw, kind IdentityKind, scope, value string, seenAt int64) (Identity, error) {
	c := Customer{ID: d.ID(), FirstSeenAt: seenAt, UpdatedAt: d.At}
	if err := tx.AddCustomer(c); err != nil {
		return Identity{}, err
	}
	id := Identity{ID: d.ID(), Kind: kind, Scope: scope, Value: value, CustomerID: c.ID, CreatedAt: d.At}
	_, err := tx.AddIdentity(id) // its lane is ours: nobody else adds it
	return id, err
}

// RecogniseAt is Recognise for something that happened at a time: a customer known already was first seen then, if not before.
func RecogniseAt(tx Tx, d *Draw, kind IdentityKind, scope, value string, at int64) (Identity, error) {
	id, first, err := tx.IdentitySeen(kind, scope, value)
	if errors.Is(err, ErrNotFound) {
		return introduce(tx, d, kind, scope, value, at)
	}
	if err != nil || first <= at { // being joined makes it no later
		return id, err
	}
	return id, SeenAt(tx, id.ID, at, d.At)
}

// Also records that the customer behind known is known by a further id. When that id belongs to somebody else already,
// the two are one person: the younger record is joined into the older.
func Also(tx Tx, d *Draw, known Identity, kind IdentityKind, scope, value, evidence string) error {
	c, err := Holder(tx, known.ID)
	if err != nil {
		return err
	}
	added, err := tx.AddIdentity(Identity{ID: d.ID(), Kind: kind, Scope: scope, Value: value, CustomerID: c.ID, CreatedAt: d.At})
	if err != nil || added {
		return err
	}
	other, err := tx.Identity(kind, scope, value)
	if err != nil {
		return err
	}
	return join(tx, d, known.ID, other.ID, evidence)
}

// steady is how often a record is looked up again that another lane may be joining at the same moment.
const steady = 5

var errUnsteady = errors.New("a customer is being joined by others all the time")

// Holder is the record behind an identity, locked. Another lane may have joined it between the two readings, so the identity
// is read again once the record is ours.
func Holder(tx Tx, identity int64) (Customer, error) {
	for range steady {
		id, err := tx.IdentityByID(identity)
		if err != nil {
			return Customer{}, err
		}
		c, err := tx.Customer(id.CustomerID)
		if err != nil {
			return Customer{}, err
		}
		if again, err := tx.IdentityByID(identity); err != nil || again.CustomerID == c.ID {
			return c, err
		}
	}
	return Customer{}, errUnsteady
}

// both are the records behind two identities, locked in the order of their ids so that no two lanes wait for each other.
func both(tx Tx, a, b int64) (older, younger Customer, err error) {
	for range steady {
		x, err := tx.IdentityByID(a)
		if err != nil {
			return older, younger, err
		}
		y, err := tx.IdentityByID(b)
		if err != nil {
			return older, younger, err
		}
		first, err := tx.Customer(min(x.CustomerID, y.CustomerID))
		if err != nil {
			return older, younger, err
		}
		second, err := tx.Customer(max(x.CustomerID, y.CustomerID))
		if err != nil {
			return older, younger, err
		}
		if first.JoinedInto == 0 && second.JoinedInto == 0 {
			if second.FirstSeenAt < first.FirstSeenAt {
				first, second = second, first
			}
			return first, second, nil
		}
	}
	return older, younger, errUnsteady
}

func join(tx Tx, d *Draw, a, b int64, evidence string) error {
	into, from, err := both(tx, a, b)
	if err != nil || into.ID == from.ID {
		return err
	}
	if apart, err := tx.KeptApart(into.ID, from.ID); err != nil || apart {
		return err
	}
	moved, err := tx.IdentitiesOf(from.ID)
	if err != nil {
		return err
	}
	j := CustomerJoin{ID: d.ID(), FromID: from.ID, IntoID: into.ID, Evidence: evidence, At: d.At, Before: &into}
	for _, m := range moved {
		j.Identities = append(j.Identities, m.ID)
		if err := tx.PointIdentity(m.ID, into.ID); err != nil {
			return err
		}
	}
	if err := tx.UpdateCustomer(merged(into, from, d.At)); err != nil {
		return err
	}
	from.JoinedInto, from.UpdatedAt = into.ID, d.At
	if err := tx.UpdateCustomer(from); err != nil {
		return err
	}
	if err := tx.AddChange(Change{Kind: "customer", SubjectID: from.ID, At: d.At}); err != nil {
		return err
	}
	return tx.AddCustomerJoin(j)
}

// merged keeps what the older record knows and takes the rest from the younger.
func merged(into, from Customer, at int64) Customer {
	if into.Name == "" {
		into.Name = from.Name
	}
	if into.Avatar == "" {
		into.Avatar = from.Avatar
	}
	if into.Type == 0 {
		into.Type = from.Type
	}
	if into.Gender == 0 {
		into.Gender = from.Gender
	}
	into.Confirmed = into.Confirmed || from.Confirmed
	into.FirstSeenAt = min(into.FirstSeenAt, from.FirstSeenAt)
	into.UpdatedAt = at
	return into
}

// SeenAt moves the time a customer was first seen back to at, when that is earlier.
func SeenAt(tx Tx, identity, at, now int64) error {
	c, err := Holder(tx, identity)
	if err != nil || c.FirstSeenAt <= at {
		return err
	}
	c.FirstSeenAt, c.UpdatedAt = at, now
	return tx.UpdateCustomer(c)
}

// AnnounceIdentity tells lists that the customer behind an identity has changed; joining may have given them another record.
func AnnounceIdentity(tx Tx, id Identity, at int64) error {
	now, err := tx.Identity(id.Kind, id.Scope, id.Value)
	if err != nil {
		return err
	}
	return tx.AddChange(Stale("customer", now.CustomerID, at))
}
