package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/sandbox/scenario"
)

var (
	errBroken      = errors.New("scenarios did not hold") // the report on stdout has the rest
	errInterrupted = errors.New("interrupted")
)

// playScenarios checks every file before it plays the first one. The report goes to stdout; when
// a server is watched, a ready line stands before it, and again when the address changes.
func (c sandboxCommand) playScenarios(e env, base *sandbox.Fixture) error {
	list, err := scenario.Load(base, c.Scenario...)
	if err != nil {
		return usageError{err}
	}
	if err := c.needs(list); err != nil {
		return usageError{err}
	}
	told := ""
	announce := func(url string) {
		if url != told && c.watches() {
			_ = json.NewEncoder(e.stdout).Encode(sandboxReady{url, url + "/phone"})
		}
		told = url
	}
	var broken []string
	for _, s := range list {
		held, err := c.playScenario(e, s, announce)
		if err != nil {
			return err
		}
		if !held {
			broken = append(broken, s.File)
		}
	}
	return summarise(e, len(list), broken)
}

func (c sandboxCommand) watches() bool { return c.WecomCallback != "" || c.WeappCallback != "" }

// needs refuses scenarios that watch a server when it is not said where that is.
func (c sandboxCommand) needs(list []*scenario.Scenario) error {
	for _, s := range list {
		if s.NeedsWeCom && c.WecomCallback == "" {
			return fmt.Errorf("%s watches a server: say where with --wecom-callback URL", s.File)
		}
		if s.NeedsWeapp && c.WeappCallback == "" {
			return fmt.Errorf("%s watches a server: say where with --weapp-callback URL", s.File)
		}
	}
	return nil
}

// playScenario plays one file and reports it as it goes.
func (c sandboxCommand) playScenario(e env, s *scenario.Scenario, ready func(string)) (held bool, err error) {
	say := func(format string, args ...any) { fmt.Fprintf(e.stdout, format+"\n", args...) }
	o := scenario.Options{
		WeComCallback: c.WecomCallback, WeappCallback: c.WeappCallback, LogSize: c.LogSize,
		Ready: func(url string) {
			ready(url)
			if !c.Quiet {
				say("%s (%s)", s.Name, s.File)
			}
		},
		Held: func(line int, words string) {
			if !c.Quiet {
				say("  ✓ %4d  %s", line, words)
			}
		},
	}
	if c.watches() || c.Addr != config.SandboxAddr {
		o.Addr = c.Addr
	}
	err = s.Run(e.ctx, o)
	var broken *scenario.Broken
	switch {
	case err == nil:
		return true, nil
	case e.ctx.Err() != nil:
		return false, errInterrupted
	case !errors.As(err, &broken):
		return false, usageError{err} // it could not be played: a taken port, no server
	}
	if c.Quiet {
		say("%s (%s)", s.Name, s.File)
	}
	say("  ✗ %4d  %s", broken.Line, broken.Step)
	say("%s", indent(broken.Details()))
	return false, nil
}

func indent(text string) string {
	return "          " + strings.ReplaceAll(text, "\n", "\n          ")
}

func summarise(e env, all int, broken []string) error {
	if len(broken) == 0 {
		fmt.Fprintf(e.stdout, "%d of %d held\n", all, all)
		return nil
	}
	fmt.Fprintf(e.stdout, "%d of %d did not hold: %s\n", len(broken), all, strings.Join(broken, ", "))
	return errBroken
}
