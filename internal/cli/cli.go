// Package cli is the command line: it reads what is asked for and hands it to the parts that do it.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"
)

// commands is the command line. Each command is a file of this package.
type commands struct {
	Demo      demoCommand      `cmd:"" help:"Try everything on this machine: server, sandbox and phone, with nothing to set up."`
	Serve     serveCommand     `cmd:"" help:"Run the server."`
	Sandbox   sandboxCommand   `cmd:"" help:"Run the sandbox of WeCom and the mini-program API alone."`
	Accounts  accountsCommand  `cmd:"" help:"The WeCom apps and mini programs that menling acts for."`
	Ways      waysCommand      `cmd:"" help:"The ledger: list, make, change and delete ways, compare them with the platform."`
	TempChats tempChatsCommand `cmd:"" help:"Temporary chats: a code for one visit of one customer."`
	Drifts    driftsCommand    `cmd:"" help:"Ways about which the ledger and the platform do not agree."`
	Pools     poolsCommand     `cmd:"" help:"Pools of groups that join ways turn through."`
	Channels  channelsCommand  `cmd:"" help:"Where customers come from."`
	APIKeys   apiKeysCommand   `cmd:"" name:"api-keys" help:"Keys by which programs call the API."`
	Backup    backupCommand    `cmd:"" help:"Write everything into one file, while the server runs."`
	Restore   restoreCommand   `cmd:"" help:"Fill an empty data folder or database from a backup."`
	Migrate   migrateCommand   `cmd:"" help:"Move what is in SQLite to PostgreSQL."`
	Spool     spoolCommand     `cmd:"" help:"Pushes that were kept while the database did not answer."`
	Version   versionCommand   `cmd:"" help:"Print the version."`
}

// env is what a command may use of the world.
type env struct {
	ctx     context.Context
	stdout  io.Writer
	stderr  io.Writer
	answers io.Reader // of who sits at the terminal; nil when nobody does
}

func (e env) log(level string) *slog.Logger {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		l = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: l}))
}

func (e env) say(format string, args ...any) { fmt.Fprintf(e.stderr, format+"\n", args...) }

// Exit statuses.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// usageError is the user's mistake: one line, and status 2.
type usageError struct{ error }

// exited is what kong panics with to leave.
type exited int

// Run runs one command and returns its exit status.
func Run(args []string, stdout, stderr io.Writer) (status int) {
	defer func() {
		if p := recover(); p != nil {
			code, left := p.(exited)
			if !left {
				panic(p)
			}
			status = int(code)
		}
	}()
	parser, err := newParser(stdout, stderr)
	if err != nil {
		fmt.Fprintln(stderr, "menling:", err)
		return exitUsage
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "menling: %v (menling --help lists everything)\n", err)
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	e := env{ctx: ctx, stdout: stdout, stderr: stderr}
	if terminal(os.Stdin) && terminal(stderr) {
		e.answers = os.Stdin
	}
	return report(parsed.Run(e), stderr)
}

func newParser(stdout, stderr io.Writer) (*kong.Kong, error) {
	return kong.New(&commands{}, kong.Name("menling"), kong.UsageOnError(), kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { panic(exited(code)) }),
		kong.Description("门铃 menling: every 「联系我」 way kept, every customer attributed, every ring answered."))
}

func report(err error, stderr io.Writer) int {
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, "menling:", err)
		return exitUsage
	default:
		fmt.Fprintln(stderr, "menling:", err)
		return exitFailed
	}
}

// version is set at release: -ldflags "-X github.com/menling/menling/internal/cli.version=1.2.3".
var version = "dev"

type versionCommand struct{}

// Run prints version, commit and Go.
func (versionCommand) Run(e env) error {
	revision, built := "", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		built = info.GoVersion
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = " " + s.Value[:min(12, len(s.Value))]
			}
		}
	}
	_, err := fmt.Fprintf(e.stdout, "menling %s%s %s\n", version, revision, built)
	return err
}
