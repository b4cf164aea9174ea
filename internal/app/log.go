package app

import (
	"log"
	"log/slog"
)

// errorLog is the standard library's log for a server, at debug: what clients do wrong is no news.
func errorLog(l *slog.Logger) *log.Logger { return slog.NewLogLogger(l.Handler(), slog.LevelDebug) }
