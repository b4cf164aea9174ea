package cli

import (
	"fmt"
	"strconv"
	"time"

	"github.com/menling/menling/internal/config"
)

type apiKeysCommand struct {
	Add    apiKeysAdd    `cmd:"" help:"Make a key by which a program calls the API; printed this once."`
	List   apiKeysList   `cmd:"" help:"List the keys."`
	Revoke apiKeysRevoke `cmd:"" help:"End a key for good."`
}

// apiKey is what the API says of a key.
type apiKey struct {
	ID         int64  `json:"id"`
	Name       string `json:"name"`
	Hint       string `json:"hint"`
	Role       string `json:"role"`
	CreatedAt  int64  `json:"created_at"`
	ExpiresAt  int64  `json:"expires_at"`
	LastUsedAt int64  `json:"last_used_at"`
	RevokedAt  int64  `json:"revoked_at"`
}

type apiKeysAdd struct {
	config.Target
	output
	Name string `arg:"" help:"Which program it is for."`
	Role string `help:"What it may do: agent or admin." enum:"agent,admin" default:"agent"`
	Days int    `help:"It ends after so many days; without it, never." placeholder:"N"`
}

// Run makes a key.
func (c apiKeysAdd) Run(e env) error {
	body := map[string]any{"name": c.Name, "role": c.Role}
	if c.Days > 0 {
		body["expires_at"] = time.Now().AddDate(0, 0, c.Days).UnixMilli()
	}
	var made struct {
		Key    apiKey `json:"key"`
		Secret string `json:"secret"`
	}
	return withTarget(e, c.Target, func(o *operator) error {
		if err := o.call(e.ctx, "POST", "/api-keys", body, &made); err != nil {
			return err
		}
		if c.JSON {
			return printJSON(e.stdout, made)
		}
		e.say("密钥只显示这一次 · the key is shown this once:")
		_, err := fmt.Fprintln(e.stdout, made.Secret)
		return err
	})
}

type apiKeysList struct {
	config.Target
	output
}

// Run lists the keys.
func (c apiKeysList) Run(e env) error {
	var list struct {
		Items []apiKey `json:"items"`
	}
	return withTarget(e, c.Target, func(o *operator) error {
		if err := o.call(e.ctx, "GET", "/api-keys", nil, &list); err != nil {
			return err
		}
		if c.JSON {
			return printJSON(e.stdout, list.Items)
		}
		g := &grid{}
		g.row("ID", "NAME", "KEY", "ROLE", "CREATED", "LAST USED", "ENDS", "REVOKED")
		for _, k := range list.Items {
			g.row(k.ID, k.Name, k.Hint+"…", k.Role, when(k.CreatedAt), when(k.LastUsedAt), when(k.ExpiresAt), when(k.RevokedAt))
		}
		return g.write(e.stdout)
	})
}

type apiKeysRevoke struct {
	config.Target
	ID int64 `arg:"" help:"Its id."`
}

// Run ends a key.
func (c apiKeysRevoke) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		err := o.call(e.ctx, "DELETE", "/api-keys/"+strconv.FormatInt(c.ID, 10), nil, nil)
		if err == nil {
			e.say("已停用 revoked: %d", c.ID)
		}
		return err
	})
}
