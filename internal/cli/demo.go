package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/menling/menling/console"
	"github.com/menling/menling/internal/app"
	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/sandbox"
)

type demoCommand struct{ config.Demo }

// demoPatience is how long the demo waits for its two halves to have met.
const demoPatience = 30 * time.Second

// demoReady is the one line on stdout.
type demoReady struct {
	Console string    `json:"console"`
	Phone   string    `json:"phone"`
	Sandbox string    `json:"sandbox"`
	Login   demoLogin `json:"login"`
}

type demoLogin struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

// demo is a server and a sandbox in one process, speaking to each other over loopback like strangers.
type demo struct {
	env
	app     *app.App
	sandbox *sandbox.Sandbox
	site    net.Listener // the sandbox's
	log     *slog.Logger
}

// Run runs the demo until it is told to stop.
func (c demoCommand) Run(e env) error {
	if err := c.Validate(); err != nil {
		return usageError{err}
	}
	if c.Fresh {
		if err := forgetDemo(c.Data); err != nil {
			return usageError{err}
		}
	}
	d, err := c.open(e)
	if err != nil {
		return startError(c.Data, err)
	}
	return d.run()
}

// demoMark is the file that says that a folder is a demo's: only such a folder is ever emptied.
const demoMark = "sandbox.json"

func forgetDemo(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) || (err == nil && len(entries) == 0) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, demoMark)); err != nil {
		return fmt.Errorf("%s does not look like a demo's folder (no %s in it), so --fresh leaves it alone: choose another with --data", dir, demoMark)
	}
	lock, err := lockDir(dir)
	if err != nil {
		return startError(dir, err)
	}
	defer lock.Close()
	return os.RemoveAll(dir)
}

func (c demoCommand) open(e env) (*demo, error) {
	d := &demo{env: e, log: e.log(c.LogLevel)}
	if err := d.listen(c); err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

// listen opens the sandbox and the server; what was opened before a failure is close's.
func (d *demo) listen(c demoCommand) (err error) {
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return err
	}
	lock, err := lockDir(c.Data) // before the sandbox opens its state: a running demo has it
	if err != nil {
		return err
	}
	if err := lock.Close(); err != nil {
		return err
	}
	if d.site, err = new(net.ListenConfig).Listen(d.ctx, "tcp", c.SandboxAddr); err != nil {
		return fmt.Errorf("cannot listen at %s: %w", c.SandboxAddr, err)
	}
	d.sandbox, err = sandbox.New(sandbox.Options{
		BaseURL: "http://" + d.site.Addr().String(), StateFile: filepath.Join(c.Data, demoMark), Logger: d.log,
	})
	if err != nil {
		return err
	}
	app.TuneMemory()
	d.app, err = app.New(d.ctx, app.Options{
		Addr: c.Addr, Dir: c.Data, Version: version, Console: console.Files(), Log: d.log, Clock: d.sandbox.Now,
		Demo: true, PhoneURL: d.sandbox.PhoneURL,
	})
	if err == nil {
		d.sandbox.OnClock(d.app.ClockMoved)
	}
	return err
}

// close ends a demo that does not run.
func (d *demo) close() error {
	var errs []error
	if d.sandbox != nil {
		errs = append(errs, d.sandbox.Close())
	}
	if d.site != nil {
		errs = append(errs, d.site.Close())
	}
	return errors.Join(errs...)
}

// run serves both, wires them to each other, and tells the user where to go.
func (d *demo) run() error {
	ctx, stop := context.WithCancel(d.ctx)
	defer stop()
	var both sync.WaitGroup
	errs := make(chan error, 3)
	both.Go(func() { defer stop(); errs <- d.app.Run(ctx) })
	both.Go(func() { defer stop(); errs <- d.sandbox.Serve(ctx, d.site) })
	if err := d.prepare(ctx); err != nil && ctx.Err() == nil {
		errs <- err
		stop()
	} else if ctx.Err() == nil {
		both.Go(func() { d.miniProgram(ctx) })
	}
	both.Wait()
	close(errs)
	all := []error{d.sandbox.Close()}
	for err := range errs {
		all = append(all, err)
	}
	return errors.Join(all...)
}

func (d *demo) prepare(ctx context.Context) error {
	if err := d.seed(ctx); err != nil {
		return fmt.Errorf("the demo's data: %w", err)
	}
	for kind, url := range map[string]string{"wecom": "/callbacks/wecom/demo", "weapp": "/callbacks/weapp/demo"} {
		// The sandbox gives the server a second to answer, as the platform does; one that has only just begun may be later.
		if err := untilDone(ctx, func() error { return d.sandbox.SetCallback(ctx, kind, d.app.URL()+url) }); err != nil {
			return err
		}
	}
	if err := untilDone(ctx, func() error { return d.waysMade(ctx) }); err != nil {
		return err
	}
	ready := demoReady{d.app.URL(), d.sandbox.PhoneURL(), d.sandbox.URL(), demoLogin{demoEmail, demoPassword}}
	out := json.NewEncoder(d.stdout)
	out.SetEscapeHTML(false)
	if err := out.Encode(ready); err != nil {
		return err
	}
	d.greet(ready)
	return nil
}

// untilDone tries again until it goes well or demoPatience is over.
func untilDone(ctx context.Context, try func() error) error {
	for late := time.After(demoPatience); ; {
		err := try()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-late:
			return err
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (d *demo) greet(r demoReady) {
	d.say("")
	d.say("  门铃 menling 演示已就绪 · the demo is ready")
	d.say("")
	d.say("  控制台 console   %s", r.Console)
	d.say("  登录   sign in   %s / %s（客服 agents: %s, %s, 密码相同 same password）", r.Login.Email, r.Login.Password, demoAgents[1].Email, demoAgents[2].Email)
	d.say("  手机   phone     %s", r.Phone)
	d.say("")
	d.say("  试一试 try this:")
	d.say("   1. 在手机页选一位客户，扫「前台」的码：控制台的客户和渠道会多出一位。")
	d.say("      On the phone page pick a customer and scan a code: customer and channel appear in the console.")
	d.say("   2. 打开小程序「门铃诊所」，点「联系客服」，说一句话：它出现在控制台的「待接入」。")
	d.say("      Open the mini program, press the contact button, write: it waits in the console's inbox.")
	d.say("   3. 接入并回复：手机上马上看到。Accept and answer: the phone shows it at once.")
	d.say("")
	d.say("  Ctrl-C 结束，数据会保留；--fresh 重新开始。Ctrl-C stops and keeps the data; --fresh starts over.")
}
