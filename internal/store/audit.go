package store

import "github.com/menling/menling/internal/crm"

// AddAudit notes who did what, in the transaction that did it.
func (tx *Tx) AddAudit(a crm.Audit) error {
	before, err := text(a.Before)
	if err != nil {
		return err
	}
	after, err := text(a.After)
	if err != nil {
		return err
	}
	return only(tx.exec(`INSERT INTO audit (at, actor_kind, actor_id, actor_name, operation, subject, subject_id, before, after)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		a.At, a.Actor.Kind, a.Actor.ID, a.Actor.Name, a.Operation, a.Subject, a.SubjectID, before, after))
}
