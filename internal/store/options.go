package store

import (
	"context"
	"log/slog"
	"path/filepath"
	"time"
)

// Options say where the store lives and what it needs to open.
type Options struct {
	// Dir is the data folder: menling.db, spool.db, master.key and the disk reserve. It is made when it is missing.
	Dir string
	// DatabaseURL is postgres://…; empty keeps everything in one SQLite file in Dir.
	DatabaseURL string
	// MasterKey is the base64 of 32 bytes. Empty: the file master.key in Dir, made only while no row is sealed.
	MasterKey string
	// Version of this program; empty or "dev" counts as newer than any other.
	Version string
	// Log takes what an operator should know; nil drops it.
	Log *slog.Logger
	// Now is the clock of everything but leases; nil is the machine's.
	Now func() time.Time
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Version == "" {
		o.Version = devVersion
	}
	return o
}

func (o Options) file(name string) string { return filepath.Join(o.Dir, name) }

// withDeadline frees ctx from its caller's end and gives it one of its own.
func withDeadline(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), d)
}
