package cli

import (
	"fmt"
	"text/tabwriter"

	"github.com/menling/menling/internal/config"
)

type accountsRelay struct {
	config.Data
	Slug   string `arg:"" help:"Short name of the mini program."`
	Remove bool   `help:"Take nothing from its cloud function any more, at once."`
}

// Run makes the secret that a mini program's cloud function signs with, or removes it.
func (c accountsRelay) Run(e env) error {
	var made struct{ URL, Account, Secret string }
	err := withAccount(e, c.Data, "weapp", c.Slug, func(o *operator, path string) error {
		if c.Remove {
			return o.call(e.ctx, "DELETE", path+"/relay-secret", nil, nil)
		}
		return o.call(e.ctx, "POST", path+"/relay-secret", nil, &made)
	})
	if err != nil {
		return err
	}
	if c.Remove {
		e.say("已停用云函数转发 relay turned off: %s", c.Slug)
		return nil
	}
	fmt.Fprintln(e.stdout, "请填到云函数 menling-relay 的环境变量里（密钥只显示这一次；旧的还可以用一小时）· Environment variables of the cloud function menling-relay (shown this once; the secret before holds for an hour):")
	table := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "  MENLING_URL\t%s\n  MENLING_ACCOUNT\t%s\n  MENLING_RELAY_SECRET\t%s\n", made.URL, made.Account, made.Secret)
	return table.Flush()
}
