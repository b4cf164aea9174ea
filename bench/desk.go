package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/menling/menling/internal/app"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
)

// The mini program whose customers write, made up.
const (
	weappID    = "wx5f8c21d07be4936a"
	originalID = "gh_0123456789ab"
)

// deskTask tells the server of a desk what to do.
type deskTask struct {
	DatabaseURL string `json:"database_url"` // empty: SQLite
	Agents      int    `json:"agents"`       // who work there, signed in
	Hold        bool   `json:"hold"`         // nothing works by itself: for data that is only read
}

const deskFile = "desk.json"

// desk starts the real server on dir, with agents who are signed in, or another one in its place.
func (b *bench) desk(ctx context.Context, role, dir string, t deskTask, profile string) (*process, error) {
	data, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(filepath.Join(dir, deskFile), data, 0o600)); err != nil {
		return nil, err
	}
	return b.start(ctx, role, dir, profile)
}

func serveDesk(ctx context.Context, dir string) error {
	var task deskTask
	if err := readTask(filepath.Join(dir, deskFile), &task); err != nil {
		return err
	}
	a, err := openServer(ctx, app.Options{Dir: dir, DatabaseURL: task.DatabaseURL, HoldApplying: task.Hold})
	if err != nil {
		return err
	}
	if err := furnish(ctx, a, task.Agents); err != nil {
		return errors.Join(err, a.Close())
	}
	fmt.Println(a.URL()[len("http://"):])
	return a.Run(ctx)
}

// furnish sets the mini program up and has agents signed in. Their passwords are nobody's: hashing them takes long, and memory.
func furnish(ctx context.Context, a *app.App, agents int) error {
	accounts, err := a.Store.Accounts(ctx)
	if err != nil {
		return err
	}
	if len(accounts) == 0 {
		_, err := a.Ground.AddAccount(ctx, crm.Operator(), crm.Account{
			Kind: crm.Weapp, Slug: slug, PlatformID: weappID, OriginalID: originalID, Secret: "0123456789abcdef0123456789abcdef", Name: "门铃",
			Keys: crm.PushKeys{Token: pushToken, AESKey: pushKey},
		})
		if err != nil {
			return err
		}
	}
	return a.Store.Write(ctx, nil, func(tx *store.Tx) error {
		for i := range agents {
			id, now := int64(i+1), crm.Clock.Ms(a.Desk.Clock)
			if _, err := tx.Agent(id); err == nil {
				continue
			}
			agent := crm.Agent{ID: id, Name: fmt.Sprint("客服", i), Email: fmt.Sprintf("agent%d@example.com", i), Role: crm.RoleAgent, Password: "none", CreatedAt: now, UpdatedAt: now}
			session := crm.Session{Hash: crm.HashToken(sessionOf(i)), AgentID: id, CreatedAt: now, ExpiresAt: now + 24*3600*1000}
			if err := errors.Join(tx.AddAgent(agent), tx.AddSession(session)); err != nil {
				return err
			}
		}
		return nil
	})
}

// sessionOf is the cookie of an agent.
func sessionOf(agent int) string { return fmt.Sprint("bench-session-", agent) }
