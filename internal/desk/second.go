package desk

// second is the precision of the platform's clock: what happened in the same one may come in either order.
const second = 1000

// afterSaid moves a message that arrives behind what the desk said in its second. Whoever answered had not seen it, so that it waits,
// wherever in that second it was written. What is of an earlier second stays before: it was answered with the rest. An entry is no
// message and comes first in its second as ever.
func (m Message) afterSaid(tx Tx) (Message, error) {
	if m.Kind == KindEntered {
		return m, nil
	}
	last, err := tx.LastSaid(m.AccountID, m.IdentityID, m.At, m.At+second)
	m.At = max(m.At, last+1)
	return m, err
}
