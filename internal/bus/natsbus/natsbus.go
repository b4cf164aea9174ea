// Package natsbus carries wake-ups between nodes over NATS: publish and subscribe alone, nothing is kept there.
package natsbus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"github.com/nats-io/nats.go"
)

// Carrier is a connection that comes back by itself, however long the server is away.
type Carrier struct {
	conn    *nats.Conn
	subject string
	again   chan struct{} // connected after a time without
}

// Connect begins to connect; whether a server answers there is not waited for. Nodes of one installation have the same subject,
// and nobody else has it.
func Connect(address, subject string, log *slog.Logger) (*Carrier, error) {
	if u, err := url.Parse(address); err != nil || u.Host == "" {
		return nil, errors.New("NATS address: cannot be read; it looks like nats://host:4222") // it may hold a password
	}
	c := &Carrier{subject: subject, again: make(chan struct{}, 1)}
	back := func(*nats.Conn) {
		log.Info("NATS answers")
		select {
		case c.again <- struct{}{}:
		default:
		}
	}
	conn, err := nats.Connect(address,
		nats.Name("menling"), nats.NoEcho(), nats.MaxReconnects(-1), nats.RetryOnFailedConnect(true), nats.ReconnectWait(time.Second),
		nats.ReconnectBufSize(-1), // what is told late need not be told: who comes back looks
		nats.ConnectHandler(back), nats.ReconnectHandler(back),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				log.Warn("NATS is away", "err", err)
			}
		}),
	)
	if err != nil {
		return nil, fmt.Errorf("NATS: %w", err)
	}
	c.conn = conn
	return c, nil
}

// Send publishes a text.
func (c *Carrier) Send(_ context.Context, text string) error {
	return c.conn.Publish(c.subject, []byte(text))
}

// Hear hands over what other nodes publish, until ctx ends.
func (c *Carrier) Hear(ctx context.Context, heard func(text string)) error {
	texts := make(chan *nats.Msg, 256)
	sub, err := c.conn.ChanSubscribe(c.subject, texts)
	if err != nil {
		return fmt.Errorf("NATS: %w", err)
	}
	defer func() { _ = sub.Unsubscribe() }() // a closed connection has forgotten it
	for {
		select {
		case <-ctx.Done():
			return nil
		case m := <-texts:
			heard(string(m.Data))
		case <-c.again:
			heard("")
		}
	}
}

// Close ends the connection; what was sent is on its way.
func (c *Carrier) Close() {
	_ = c.conn.FlushTimeout(time.Second) // a server that is away hears nothing
	c.conn.Close()
}
