package crm

import "context"

// RetryParked has parked work tried again from the start.
func (g *Ground) RetryParked(ctx context.Context, who Actor, source string, id int64) error {
	now := g.Clock.Ms()
	err := g.Store.Write(ctx, nil, func(tx Tx) error {
		if err := tx.Unpark(source, id, now); err != nil {
			return err
		}
		return tx.AddAudit(Audit{At: now, Actor: who, Operation: "parked.retry", Subject: source, SubjectID: id})
	})
	g.Waker.Wake(TopicJournal)
	return err
}
