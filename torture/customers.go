package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"
)

// customers write, scan codes, come and go, at a steady rate.
type customers struct {
	platform *platform
	dice     *rand.Rand
	rate     int
	ids      []string
	done     atomic.Int64 // how much they did
	codes    []platformWay
	looked   time.Time
}

// people is how many customers there are.
const people = 60

func (c *customers) arrive(ctx context.Context) error {
	for i := range people {
		var made struct {
			ID string `json:"id"`
		}
		if err := c.platform.control(ctx, "POST", "/customers", map[string]any{"name": fmt.Sprint("客户", i)}, &made); err != nil {
			return err
		}
		c.ids = append(c.ids, made.ID)
	}
	return nil
}

// run has them act until ctx ends. What the sandbox refuses (nobody deletes a stranger) is no matter.
func (c *customers) run(ctx context.Context) {
	tick := time.NewTicker(time.Second / time.Duration(c.rate))
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			c.act(ctx)
			c.done.Add(1)
		}
	}
}

// act does one thing, and now and then has the platform deliver it twice or late.
func (c *customers) act(ctx context.Context) {
	if n := c.dice.IntN(100); n < 8 {
		fault := map[string]any{"times": 1, "duplicate": n < 3, "reorder": n >= 3 && n < 6}
		if n >= 6 {
			fault["delay_ms"] = c.dice.IntN(1500)
		}
		c.tell(ctx, "/pushes/faults", fault)
	}
	who := c.ids[c.dice.IntN(len(c.ids))]
	switch n := c.dice.IntN(100); {
	case n < 55:
		c.tell(ctx, "/weapp/messages", map[string]any{"customer": who, "msgtype": "text", "content": fmt.Sprintf("m-%06d", c.done.Load())})
	case n < 62:
		c.tell(ctx, "/weapp/enter", map[string]any{"customer": who, "session_from": "page=torture"})
	case n < 77:
		c.scan(ctx, who)
	case n < 84:
		c.tell(ctx, "/relations/delete", map[string]any{"customer": who, "userid": c.member(), "by": []string{"customer", "member"}[c.dice.IntN(2)]})
	case n < 92:
		c.tell(ctx, "/relations/edit", map[string]any{"customer": who, "userid": c.member(), "remark": fmt.Sprint("备注", c.done.Load())})
	case n < 97:
		c.tell(ctx, "/groups/rename", map[string]any{"chat_id": chatOf(c.dice.IntN(5)), "name": fmt.Sprint("群", c.done.Load())})
	default:
		c.again(ctx)
	}
}

func (c *customers) tell(ctx context.Context, path string, body any) {
	_ = c.platform.control(ctx, "POST", path, body, nil)
}

func (c *customers) member() string { return members[c.dice.IntN(len(members))] }

// members answer ways.
var members = []string{"zhangsan", "lisi", "wangwu", "zhangyisheng"}

// chatOf is one of the fixture's groups.
func chatOf(i int) string { return fmt.Sprintf("wrSandboxGroup%017d", i+1) }

// scan takes any code that is out.
func (c *customers) scan(ctx context.Context, who string) {
	if time.Since(c.looked) > time.Second {
		c.codes, _ = c.platform.ways(ctx)
		c.looked = time.Now()
	}
	if len(c.codes) > 0 {
		c.tell(ctx, "/scan", map[string]any{"customer": who, "config_id": c.codes[c.dice.IntN(len(c.codes))].ConfigID})
	}
}

// again has the platform send an old push once more.
func (c *customers) again(ctx context.Context) {
	if n := c.done.Load(); n > 0 {
		c.tell(ctx, "/pushes/replay", map[string]any{"id": fmt.Sprint(1 + c.dice.Int64N(n))})
	}
}
