package cli

import (
	"errors"
	"fmt"
	"time"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/store"
)

type migrateCommand struct{ config.Migrate }

// Run moves what the data folder holds to PostgreSQL. Run again with the same target it goes on where it was.
func (c migrateCommand) Run(e env) error {
	if err := c.Validate(); err != nil {
		return usageError{err}
	}
	bar := newProgress(e)
	o := store.Options{Dir: c.Data, DatabaseURL: c.To, MasterKey: c.MasterKey, Version: version, Log: e.log("warn")}
	moved, err := store.Move(e.ctx, o, bar.rows())
	bar.end()
	switch {
	case e.ctx.Err() != nil && err != nil:
		e.say("已中断；再次运行同一条命令会接着搬 · interrupted: run the same command again to go on")
		return errInterrupted
	case errors.Is(err, store.ErrMoved):
		return fmt.Errorf("%w: start menling serve with --data %s and this address as --database-url", err, c.Data)
	case errors.Is(err, store.ErrInUse):
		return fmt.Errorf("the server that uses %s is running: stop it first, so that nothing is written while it is moved", c.Data)
	case err != nil:
		return err
	}
	c.next(e, moved)
	return nil
}

// next says exactly what to do now.
func (c migrateCommand) next(e env, moved store.Moved) {
	e.say("已搬到 PostgreSQL 并逐行核对 moved and compared row by row: %d 张表 tables · %d 行 rows", moved.Tables, moved.Rows)
	e.say("接下来，在同一个数据目录上这样启动（主密钥和暂存仍在里面） · now start on the same data folder, where the master key and the spool stay:")
	e.say("  MENLING_DATABASE_URL='postgres://…' menling serve --data %s", c.Data)
	if moved.Waiting > 0 {
		e.say("暂存里还有 %d 条消息，启动后自动补入 · %d pushes wait in the spool: the server brings them home when it starts", moved.Waiting, moved.Waiting)
	}
	e.say("搜索索引在启动后重新建立，期间搜索结果可能不全 · the search index is made anew after the start: until then a search may not find everything")
	e.say("确认无误后再移走 menling.db；不要再用它启动 · put menling.db aside once all is well, and start no server on it any more")
}

var moveSteps = map[store.BackupStep]string{store.StepCopy: "搬运 copying", store.StepCompare: "逐行核对 comparing"}

// rows shows a step of a move with its rate and the time left.
func (p *progress) rows() store.Progress {
	var step store.BackupStep
	var first int64
	var began time.Time
	return func(now store.BackupStep, done, total int64) {
		if now != step {
			step, first, began = now, done, time.Now()
		}
		s := standing{done: done, total: total, about: "行 rows  " + moveSteps[step], over: done == total}
		p.show(int(done), int(total), s.measured(first, time.Since(began)).words())
	}
}
