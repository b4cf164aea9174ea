package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// fault is one thing that breaks, and how it is put right.
type fault struct {
	name  string
	begin func(context.Context) error
	heal  func(context.Context) error
}

// faults are all that this yard can suffer. What a fault draws, it draws from the dice.
func (y *yard) faults(dice *rand.Rand) (all []fault) {
	for _, n := range y.nodes {
		all = append(all, y.killed(n), y.killedTwice(n, dice), y.stopped(n))
		if n.disk != nil {
			all = append(all, fault{n.name + " disk full", func(context.Context) error { return n.disk.fill() }, func(context.Context) error { return n.disk.free() }})
		}
	}
	for _, line := range []struct {
		what string
		p    *proxy
	}{{"platform to menling", y.front}, {"menling to platform", y.out}, {"menling to PostgreSQL", y.store}, {"menling to NATS", y.bus}} {
		if line.p != nil {
			all = append(all, lines(line.what, line.p)...)
		}
	}
	all = append(all, y.clock(dice), y.tokens(), y.refusals(dice))
	if y.postgres != nil {
		all = append(all, y.database())
	}
	if y.nats != nil {
		all = append(all, fault{"NATS killed", func(context.Context) error { y.nats.child.kill(); return nil }, y.nats.start})
	}
	if len(y.nodes) > 1 {
		all = append(all, y.allKilled())
		if y.canDrain {
			all = append(all, y.gone(y.nodes[0], y.nodes[1]))
		}
	}
	return all
}

// lines are the faults of a connection.
func lines(what string, p *proxy) (all []fault) {
	for _, m := range []mood{cut, stall, mute, slow} {
		all = append(all, fault{what + " " + m.name, func(context.Context) error { p.be(m); return nil }, func(context.Context) error { p.be(open); return nil }})
	}
	return all
}

// kill is SIGKILL; what waits in the dead node's spool is counted.
func (y *yard) kill(ctx context.Context, n *node) {
	n.child.kill()
	y.kills++
	y.spooled += n.spooled(ctx)
}

func (y *yard) killed(n *node) fault {
	return fault{n.name + " killed", func(ctx context.Context) error { y.kill(ctx, n); return nil }, n.startAgain}
}

// killedTwice kills a node again while it starts.
func (y *yard) killedTwice(n *node, dice *rand.Rand) fault {
	return fault{n.name + " killed, and again at its start", func(ctx context.Context) error {
		y.kill(ctx, n)
		if err := n.start(); err != nil {
			return err
		}
		err := pause(ctx, time.Duration(dice.IntN(400))*time.Millisecond)
		y.kill(ctx, n)
		return err
	}, n.startAgain}
}

func (y *yard) stopped(n *node) fault {
	return fault{n.name + " stopped", func(context.Context) error {
		if err := n.child.stop(stopTime); err != nil {
			return fmt.Errorf("%s, asked to stop: %w", n.name, err)
		}
		return nil
	}, n.startAgain}
}

// stopTime is how long a node may take to stop: five seconds by its promise, and a busy machine.
const stopTime = 20 * time.Second

func (y *yard) allKilled() fault {
	return fault{"all nodes killed", func(ctx context.Context) error {
		for _, n := range y.nodes {
			y.kill(ctx, n)
		}
		return nil
	}, func(ctx context.Context) (err error) {
		for _, n := range y.nodes {
			err = errors.Join(err, n.startAgain(ctx))
		}
		return err
	}}
}

func (y *yard) database() fault {
	return fault{"PostgreSQL stopped at once", func(context.Context) error { return y.postgres.stopAtOnce() }, func(context.Context) error { return y.postgres.start() }}
}

// jumpMost is longer than a token lives.
const jumpMost = 3 * time.Hour

// clock moves the platform's clock, by which its tokens end and its pushes are dated, and back again.
func (y *yard) clock(dice *rand.Rand) fault {
	return fault{"the platform's clock jumps", func(context.Context) error {
		y.platform.sandbox.Advance(time.Duration(dice.Int64N(int64(jumpMost+time.Hour))) - time.Hour)
		return nil
	}, func(context.Context) error {
		y.platform.sandbox.Set(time.Now())
		return nil
	}}
}

// tokens ends the mini program's token, as somebody else who refreshes it by force would, and has the company's refused for a while.
func (y *yard) tokens() fault {
	return fault{"tokens die", func(ctx context.Context) error {
		if err := y.platform.takeToken(ctx); err != nil {
			return err
		}
		return y.refuse(ctx, 42001, "/cgi-bin/externalcontact/add_contact_way", "/cgi-bin/externalcontact/get", "/cgi-bin/externalcontact/groupchat/get")
	}, y.forgive}
}

// refusals has calls fail in the ways that leave their outcome open.
func (y *yard) refusals(dice *rand.Rand) fault {
	return fault{"the platform does what it is asked and does not answer", func(ctx context.Context) error {
		for _, path := range []string{"/cgi-bin/externalcontact/add_contact_way", "/cgi-bin/externalcontact/groupchat/add_join_way", "/cgi-bin/message/custom/send", "/cgi-bin/externalcontact/del_contact_way"} {
			err := y.platform.control(ctx, "POST", "/faults", map[string]any{"path": path, "times": 2 + dice.IntN(4), "drop": []string{"before", "after"}[dice.IntN(2)]}, nil)
			if err != nil {
				return err
			}
		}
		return nil
	}, y.forgive}
}

func (y *yard) refuse(ctx context.Context, code int, paths ...string) error {
	for _, path := range paths {
		if err := y.platform.control(ctx, "POST", "/faults", map[string]any{"path": path, "times": 2, "errcode": code}, nil); err != nil {
			return err
		}
	}
	return nil
}

func (y *yard) forgive(ctx context.Context) error {
	return y.platform.control(ctx, "DELETE", "/faults", nil, nil)
}
