package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/sandbox"
)

type sandboxCommand struct{ config.Sandbox }

// sandboxReady is the one line on stdout.
type sandboxReady struct {
	URL   string `json:"url"`
	Phone string `json:"phone"`
}

// Run serves the sandbox until it is told to stop.
func (c sandboxCommand) Run(e env) error {
	if c.PrintFixture {
		out := json.NewEncoder(e.stdout)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		return out.Encode(sandbox.DefaultFixture())
	}
	if err := c.Validate(); err != nil {
		return usageError{err}
	}
	fixture, err := c.fixture()
	if err != nil {
		return usageError{err}
	}
	if len(c.Scenario) > 0 {
		return c.playScenarios(e, fixture)
	}
	log := slog.New(slog.DiscardHandler)
	if !c.Quiet {
		log = e.log("info")
	}
	s, err := sandbox.New(sandbox.Options{
		Fixture: fixture, StateFile: c.State, WeComCallback: c.WecomCallback, WeappCallback: c.WeappCallback,
		SuiteCallback: c.SuiteCallback, LogSize: c.LogSize, Logger: log,
	})
	if err != nil {
		return usageError{err}
	}
	listener, err := new(net.ListenConfig).Listen(e.ctx, "tcp", c.Addr)
	if err != nil {
		return usageError{errors.Join(fmt.Errorf("cannot listen at %s: %w", c.Addr, err), s.Close())}
	}
	s.SetBaseURL("http://" + listener.Addr().String())
	if err := json.NewEncoder(e.stdout).Encode(sandboxReady{s.URL(), s.PhoneURL()}); err != nil {
		return err
	}
	return errors.Join(s.Serve(e.ctx, listener), s.Close())
}

func (c sandboxCommand) fixture() (*sandbox.Fixture, error) {
	if c.Fixture == "" {
		return nil, nil
	}
	data, err := os.ReadFile(c.Fixture)
	if err != nil {
		return nil, err
	}
	return sandbox.ParseFixture(data)
}
