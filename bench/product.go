package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"

	"github.com/menling/menling/console"
	"github.com/menling/menling/internal/app"
)

// readTask reads what a child process is to do.
func readTask(path string, task any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, task)
}

// openServer makes the real server on a free port, without limits for who calls it, as menling serve does.
func openServer(ctx context.Context, o app.Options) (*app.App, error) {
	app.TuneMemory()
	o.Addr, o.Console, o.NoLimits = "127.0.0.1:0", console.Files(), true
	o.Log = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	return app.New(ctx, o)
}
