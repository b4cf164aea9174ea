package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// serveStream is what net/http alone needs to hand bodies to a stream: they are read, written to who listens, and answered.
func serveStream(ctx context.Context) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	events := make(chan []byte, 1024)
	s := &http.Server{ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				streamTo(w, r, events)
				return
			}
			if body, err := io.ReadAll(r.Body); err == nil {
				events <- body
				w.Write(success)
			}
		})}
	go func() { <-ctx.Done(); s.Close() }()
	fmt.Println(l.Addr())
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func streamTo(w http.ResponseWriter, r *http.Request, events <-chan []byte) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	fmt.Fprint(w, "event: hello\ndata: {}\n\n")
	for out.Flush() == nil {
		select {
		case body := <-events:
			fmt.Fprintf(w, "event: change\ndata: {\"kind\":\"message\",\"row\":%s}\n\n", body)
		case <-r.Context().Done():
			return
		}
	}
}
