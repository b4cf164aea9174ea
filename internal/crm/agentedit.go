package crm

import (
	"context"
	"errors"
)

// EditAgent changes a person. Who is disabled is signed out everywhere, and one admin who can sign in always stays.
func EditAgent(tx Tx, who Actor, id int64, change func(*Agent), at int64) (Agent, error) {
	before, err := tx.Agent(id)
	if err != nil {
		return before, err
	}
	a := before
	change(&a)
	a.Email = FoldEmail(a.Email)
	if a == before {
		return a, nil
	}
	a.UpdatedAt = at
	if err := errors.Join(a.Validate(), keepsAdmin(tx, before, a), emailFree(tx, before, a)); err != nil {
		return a, err
	}
	if a.Disabled {
		if err := tx.RemoveSessionsOf(id); err != nil {
			return a, err
		}
	}
	if err := tx.UpdateAgent(a); err != nil {
		return a, err
	}
	old, after := before, a
	old.Password, after.Password = "", ""
	if err := tx.AddChange(Stale("agent", id, at)); err != nil {
		return a, err
	}
	return a, tx.AddAudit(Audit{At: at, Actor: who, Operation: "agent.edit", Subject: "agent", SubjectID: id, Before: old, After: after})
}

func keepsAdmin(tx Tx, before, after Agent) error {
	was, is := before.Role == RoleAdmin && !before.Disabled, after.Role == RoleAdmin && !after.Disabled
	if !was || is {
		return nil
	}
	n, err := tx.AdminsBeside(before.ID)
	if err == nil && n == 0 {
		err = Refuse(CodeLastAdmin)
	}
	return err
}

func emailFree(tx Tx, before, after Agent) error {
	if before.Email == after.Email {
		return nil
	}
	_, err := tx.AgentByEmail(after.Email)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return errors.Join(err, Refuse(CodeTaken, "field", "email", "name", after.Email))
}

// NewLink gives the token of another link by which a person chooses a password; links given before stop working. Until they use
// it, their old password does.
func (g *Ground) NewLink(ctx context.Context, who Actor, id int64) (string, error) {
	token, err := g.newToken()
	if err != nil {
		return "", err
	}
	now := g.Clock.Ms()
	err = g.Store.Write(ctx, []string{"agents"}, func(tx Tx) error {
		a, err := tx.Agent(id)
		if err != nil {
			return err
		}
		if a.Disabled {
			return Invalid("id", "这个账号已停用，请先启用", "this person is disabled: enable them first")
		}
		i := Invitation{Hash: HashToken(token), Purpose: InvitePassword, AgentID: id, CreatedAt: now, ExpiresAt: now + invitationLife.Milliseconds()}
		if err := tx.AddInvitation(i); err != nil {
			return err
		}
		return tx.AddAudit(Audit{At: now, Actor: who, Operation: "agent.link_new", Subject: "agent", SubjectID: id})
	})
	return token, err
}
