package cli

import (
	"fmt"
	"strconv"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/ledger"
)

type poolsCommand struct {
	List poolsList `cmd:"" help:"List the pools with their room."`
	Show poolsShow `cmd:"" help:"Show a pool and the health of each of its groups."`
}

type poolsList struct {
	config.Target
	output
}

var poolHead = []any{"ID", "NAME", "STATE", "GROUPS", "HEALTHY", "SHOWN", "ROOM", "A DAY", "DAYS LEFT", "WAYS"}

func poolCells(p ledger.PoolRow) []any {
	days := any("—")
	if p.DaysLeft >= 0 {
		days = fmt.Sprintf("%.1f", p.DaysLeft)
	}
	return []any{p.ID, p.Name, p.State, p.Groups, p.Healthy, p.Shown, p.Room, fmt.Sprintf("%.1f", p.JoinsADay), days, p.Ways}
}

// Run lists the pools.
func (c poolsList) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		all, err := allOf[ledger.PoolRow](e, o, "/pools")
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(e.stdout, all)
		}
		if len(all) == 0 {
			e.say("还没有群池 · no pools yet")
			return nil
		}
		g := &grid{}
		g.row(poolHead...)
		for _, p := range all {
			g.row(poolCells(p)...)
		}
		return g.write(e.stdout)
	})
}

type poolsShow struct {
	config.Target
	output
	ID int64 `arg:"" help:"Its id."`
}

// Run shows a pool.
func (c poolsShow) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		var p ledger.PoolDetail
		if err := o.call(e.ctx, "GET", "/pools/"+strconv.FormatInt(c.ID, 10), nil, &p); err != nil {
			return err
		}
		if c.JSON {
			return printJSON(e.stdout, p)
		}
		g := &grid{}
		g.row(poolHead...)
		g.row(poolCells(p.PoolRow)...)
		if err := g.write(e.stdout); err != nil {
			return err
		}
		fmt.Fprintln(e.stdout)
		g = &grid{}
		g.row("PLACE", "GROUP", "CHAT_ID", "OWNER", "PEOPLE", "HEALTH", "READ", "WHAT TO DO")
		for _, ch := range p.Chats {
			todo := ""
			if ch.Problem != nil {
				todo = ch.Problem.ZH
			}
			g.row(number(int64(ch.Place)), ch.Name, ch.ChatID, ch.OwnerName, fmt.Sprintf("%d/%d", ch.Members, p.FullAt), ch.Health, when(ch.SeenAt), todo)
		}
		return g.write(e.stdout)
	})
}
