package crm

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"time"
)

// How long a sign-in and a one-time link live.
const (
	sessionLife    = 30 * 24 * time.Hour
	invitationLife = 7 * 24 * time.Hour
)

// HashToken is what the store keeps of a cookie or of a link.
func HashToken(token string) [32]byte { return sha256.Sum256([]byte(token)) }

func (g *Ground) newToken() (string, error) {
	var b [32]byte
	if _, err := io.ReadFull(g.Random, b[:]); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(b[:]), nil
}

// SignIn checks e-mail and password and opens a session; its token is for the cookie.
func (g *Ground) SignIn(ctx context.Context, email, password string) (Agent, string, error) {
	a, err := g.Store.AgentByEmail(ctx, FoldEmail(email))
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Agent{}, "", err
	}
	ok, err := g.matches(ctx, a.Password, password)
	if err != nil {
		return Agent{}, "", err
	}
	if !ok || a.ID == 0 || a.Password == "" || a.Disabled {
		return Agent{}, "", Refuse(CodeBadSignIn)
	}
	token, err := g.openSession(ctx, a.ID)
	return a, token, err
}

func (g *Ground) openSession(ctx context.Context, agent int64) (string, error) {
	token, err := g.newToken()
	if err != nil {
		return "", err
	}
	now := g.Clock.Ms()
	s := Session{Hash: HashToken(token), AgentID: agent, CreatedAt: now, ExpiresAt: now + sessionLife.Milliseconds()}
	return token, g.Store.Write(ctx, nil, func(tx Tx) error { return tx.AddSession(s) })
}

// SignedIn is the agent of a session's token.
func (g *Ground) SignedIn(ctx context.Context, token string) (Agent, error) {
	a, err := g.Store.SessionAgent(ctx, HashToken(token), g.Clock.Ms())
	if errors.Is(err, ErrNotFound) || (err == nil && a.Disabled) {
		return Agent{}, Refuse(CodeNotSignedIn)
	}
	return a, err
}

// SignOut ends a session.
func (g *Ground) SignOut(ctx context.Context, token string) error {
	return g.Store.Write(ctx, nil, func(tx Tx) error { return tx.RemoveSession(HashToken(token)) })
}

// InviteFirstAdmin gives the token of the one-time link that makes the first admin; empty when there is an agent already.
func (g *Ground) InviteFirstAdmin(ctx context.Context) (string, error) {
	token, err := g.newToken()
	if err != nil {
		return "", err
	}
	now := g.Clock.Ms()
	err = g.Store.Write(ctx, []string{"agents"}, func(tx Tx) error {
		n, err := tx.CountAgents()
		if err != nil {
			return err
		}
		if n > 0 {
			return Refuse(CodeTaken)
		}
		return tx.AddInvitation(Invitation{Hash: HashToken(token), Purpose: InviteFirstAdmin, CreatedAt: now, ExpiresAt: now + invitationLife.Milliseconds()})
	})
	if CodeOf(err) == CodeTaken {
		return "", nil
	}
	return token, err
}

// InvitedAs says what a link is for, and for whom.
func (g *Ground) InvitedAs(ctx context.Context, token string) (Invitation, Agent, error) {
	i, err := g.Store.Invitation(ctx, HashToken(token), g.Clock.Ms())
	if err != nil || i.AgentID == 0 {
		return i, Agent{}, err
	}
	all, err := g.Store.Agents(ctx)
	for _, a := range all {
		if a.ID == i.AgentID {
			return i, a, nil
		}
	}
	return i, Agent{}, errors.Join(err, ErrNotFound)
}

// AcceptInvitation uses a link: it makes the first admin, or sets the invited agent's password, and signs them in.
func (g *Ground) AcceptInvitation(ctx context.Context, token, name, email, password string) (Agent, string, error) {
	if err := acceptable(password); err != nil {
		return Agent{}, "", err
	}
	if _, err := g.Store.Invitation(ctx, HashToken(token), g.Clock.Ms()); err != nil {
		return Agent{}, "", err // before the dear hash: anybody may try
	}
	hash, err := g.hash(ctx, password)
	if err != nil {
		return Agent{}, "", err
	}
	session, err := g.newToken()
	if err != nil {
		return Agent{}, "", err
	}
	stamp := g.stamp()
	var a Agent
	err = g.Store.Write(ctx, []string{"agents"}, func(tx Tx) error {
		i, err := tx.Invitation(HashToken(token))
		if err != nil {
			return err
		}
		fresh, err := tx.UseInvitation(i.Hash, stamp.At)
		if err != nil {
			return err
		}
		if !fresh || i.ExpiresAt < stamp.At {
			return ErrNotFound
		}
		if i.Purpose == InviteFirstAdmin {
			a, err = firstAdmin(tx, stamp, name, email, hash)
		} else {
			a, err = choosePassword(tx, stamp, i.AgentID, hash)
		}
		if err != nil {
			return err
		}
		return tx.AddSession(Session{Hash: HashToken(session), AgentID: a.ID, CreatedAt: stamp.At, ExpiresAt: stamp.At + sessionLife.Milliseconds()})
	})
	return a, session, err
}

func firstAdmin(tx Tx, stamp Stamp, name, email, hash string) (Agent, error) {
	n, err := tx.CountAgents()
	if err != nil {
		return Agent{}, err
	}
	if n > 0 {
		return Agent{}, ErrNotFound
	}
	a := Agent{ID: stamp.Draw().ID(), Email: FoldEmail(email), Name: name, Role: RoleAdmin, Password: hash, CreatedAt: stamp.At, UpdatedAt: stamp.At}
	if err := tx.RemoveInvitations(InviteFirstAdmin); err != nil {
		return a, err
	}
	return a, addAgent(tx, a, Actor{Kind: "agent", ID: a.ID, Name: a.Name, Role: a.Role}, stamp.At)
}

func choosePassword(tx Tx, stamp Stamp, id int64, hash string) (Agent, error) {
	a, err := tx.Agent(id)
	if err != nil {
		return a, err
	}
	a.Password, a.UpdatedAt = hash, stamp.At
	if err := tx.RemoveSessionsOf(id); err != nil {
		return a, err
	}
	if err := tx.UpdateAgent(a); err != nil {
		return a, err
	}
	who := Actor{Kind: "agent", ID: a.ID, Name: a.Name, Role: a.Role}
	return a, tx.AddAudit(Audit{At: stamp.At, Actor: who, Operation: "agent.choose_password", Subject: "agent", SubjectID: id})
}
