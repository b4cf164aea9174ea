package crm

import (
	"context"
	"errors"
	"strings"
)

// NewAgent is who to add to the console.
type NewAgent struct {
	Email    string
	Name     string
	Role     Role
	Password string // empty: they choose one by the link
}

// AddAgent adds a person and gives the token of the link by which they choose their password; empty when one was given.
func (g *Ground) AddAgent(ctx context.Context, who Actor, n NewAgent) (Agent, string, error) {
	token, err := g.newToken()
	if err != nil {
		return Agent{}, "", err
	}
	stamp := g.stamp()
	a := Agent{ID: stamp.Draw().ID(), Email: FoldEmail(n.Email), Name: n.Name, Role: n.Role, CreatedAt: stamp.At, UpdatedAt: stamp.At}
	if n.Password != "" {
		token = ""
		if a.Password, err = g.hash(ctx, n.Password); err != nil {
			return Agent{}, "", err
		}
	}
	err = g.Store.Write(ctx, []string{"agents"}, func(tx Tx) error {
		if err := addAgent(tx, a, who, stamp.At); err != nil || token == "" {
			return err
		}
		return tx.AddInvitation(Invitation{
			Hash: HashToken(token), Purpose: InvitePassword, AgentID: a.ID, CreatedAt: stamp.At, ExpiresAt: stamp.At + invitationLife.Milliseconds(),
		})
	})
	return a, token, err
}

// LinkAgent says which member of a company a person of the console is; an empty user id unlinks them.
func (g *Ground) LinkAgent(ctx context.Context, who Actor, id, account int64, userID string) (Agent, error) {
	corp := int64(0)
	if userID != "" {
		a, err := g.Store.Account(ctx, account)
		if err != nil || a.Kind != WeCom {
			return Agent{}, Invalid("account_id", "请选择一个企业微信账号", "choose a WeCom account")
		}
		corp = a.CorpID
	}
	stamp := g.stamp()
	var after Agent
	err := g.Store.Write(ctx, []string{"agents"}, func(tx Tx) error {
		before, err := tx.Agent(id)
		if err != nil {
			return err
		}
		after = before
		after.CorpID, after.UserID, after.UpdatedAt = corp, strings.ToLower(userID), stamp.At
		if err := tx.UpdateAgent(after); err != nil {
			return err
		}
		before.Password = ""
		kept := after
		kept.Password = ""
		return tx.AddAudit(Audit{At: stamp.At, Actor: who, Operation: "agent.link", Subject: "agent", SubjectID: id, Before: before, After: kept})
	})
	return after, err
}

func addAgent(tx Tx, a Agent, who Actor, at int64) error {
	if err := a.Validate(); err != nil {
		return err
	}
	if _, err := tx.AgentByEmail(a.Email); !errors.Is(err, ErrNotFound) {
		return errors.Join(err, Refuse(CodeTaken, "field", "email", "name", a.Email))
	}
	if err := tx.AddAgent(a); err != nil {
		return err
	}
	after := a
	after.Password = ""
	if err := tx.AddChange(Stale("agent", a.ID, at)); err != nil {
		return err
	}
	return tx.AddAudit(Audit{At: at, Actor: who, Operation: "agent.add", Subject: "agent", SubjectID: a.ID, After: after})
}
