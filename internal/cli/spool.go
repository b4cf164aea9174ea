package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
)

// spoolCommand is about pushes that were kept while the database did not answer.
type spoolCommand struct {
	Status spoolStatus `cmd:"" help:"How many pushes wait in the spool of this machine's node, and whether it is ready."`
	Drain  spoolDrain  `cmd:"" help:"Bring home the pushes that a node kept which is gone."`
}

type spoolStatus struct {
	config.Data
	output
}

// Run asks the node, or the folder of one that does not run.
func (c spoolStatus) Run(e env) error {
	return withOperator(e, c.Data, func(o *operator) error {
		var s crm.SpoolState
		if err := o.call(e.ctx, "GET", "/spool", nil, &s); err != nil {
			return err
		}
		if c.JSON {
			return printJSON(e.stdout, s)
		}
		_, err := fmt.Fprintf(e.stdout, "暂存 waiting: %d · 就绪 ready: %v\n", s.Waiting, s.Ready && o.live)
		return err
	})
}

type spoolDrain struct {
	config.Data
	Dir string `arg:"" help:"The data folder of the node that is gone, or its spool.db." type:"path"`
}

// Run hands the pushes to the server that uses --data, or stores them itself where none runs: run again it does no harm.
func (c spoolDrain) Run(e env) error {
	if err := c.Validate(); err != nil {
		return usageError{err}
	}
	return withOperator(e, c.Data, func(o *operator) error {
		own := sameFolder(c.Dir, c.Data.Data)
		if own && o.live {
			return fmt.Errorf("the server that uses %s runs, and brings home what it kept by itself: menling spool status shows how many wait", c.Dir)
		}
		f, err := store.OpenSpoolFile(c.Dir, own)
		switch {
		case errors.Is(err, store.ErrNoSpool):
			e.say("没有暂存的消息 nothing was ever spooled in %s", c.Dir)
			return nil
		case errors.Is(err, store.ErrInUse):
			return fmt.Errorf("the node that uses %s runs, and brings home what it kept by itself: stop it first if it cannot", c.Dir)
		case err != nil:
			return err
		}
		defer f.Close()
		return c.drain(e, o, f)
	})
}

func (c spoolDrain) drain(e env, o *operator, f *store.SpoolFile) error {
	var sum crm.Homecoming
	bar := newProgress(e)
	unreadable, err := f.Each(e.ctx, func(batch []crm.Push) error {
		var h crm.Homecoming
		if err := o.call(e.ctx, "POST", "/spool", batch, &h); err != nil {
			return err
		}
		sum = crm.Homecoming{Added: sum.Added + h.Added, Known: sum.Known + h.Known, Foreign: sum.Foreign + h.Foreign}
		bar.show(0, 0, fmt.Sprintf("补入 brought home: %d", sum.Added+sum.Known))
		return nil
	})
	bar.end()
	e.say("补入 brought home: %d · 已在库中 here already: %d · 不属于本系统 of other installations: %d · 无法读取 unreadable: %d", sum.Added, sum.Known, sum.Foreign, unreadable)
	switch {
	case err != nil:
		return fmt.Errorf("not all was brought home, and the file stays as it is: run the command again: %w", err)
	case sum.Foreign > 0:
		return errors.New("the file stays as it is: it holds pushes of accounts that are not here. Is this the right database? Drain it into theirs too")
	}
	kept, err := f.PutAside(time.Now())
	if err != nil {
		return fmt.Errorf("all that can be read is home, but the file could not be put aside; draining it again does no harm: %w", err)
	}
	e.say("文件已改名保留 the file is kept as %s", kept)
	if unreadable > 0 {
		return fmt.Errorf("the file is damaged: up to %d pushes in it could not be read. What a platform pushed then can be found by comparing: menling ways reconcile", unreadable)
	}
	return nil
}

func sameFolder(a, b string) bool {
	x, err1 := filepath.EvalSymlinks(a)
	y, err2 := filepath.EvalSymlinks(b)
	return err1 == nil && err2 == nil && x == y
}
