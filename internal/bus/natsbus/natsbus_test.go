package natsbus_test

import (
	"context"
	"log/slog"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/menling/menling/internal/bus"
	"github.com/menling/menling/internal/bus/natsbus"
)

// patience is how long is waited for what comes within milliseconds.
const patience = 30 * time.Second

func startNATS(t *testing.T, port int) *server.Server {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: port, NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(patience) {
		t.Fatal("the server does not answer")
	}
	return s
}

func newNode(t *testing.T, address, name string) *bus.Shared {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	c, err := natsbus.Connect(address, "menling.test.wake", log)
	if err != nil {
		t.Fatal(err)
	}
	b := bus.NewShared(c, name, log)
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		b.Close()
	})
	return b
}

// reaches wakes at one node until another hears it: the first words may go out before anybody listens.
func reaches(t *testing.T, from, to bus.Bus, topic string) {
	t.Helper()
	woken, stop := to.Listen(topic)
	defer stop()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	late := time.After(patience)
	for {
		from.Wake(topic)
		select {
		case <-woken:
			return
		case <-again.C:
		case <-late:
			t.Fatalf("%q was not heard", topic)
		}
	}
}

func TestWakesCrossNodesAndAgainAfterTheServerWasAway(t *testing.T) {
	s := startNATS(t, server.RANDOM_PORT)
	address := s.ClientURL()
	a, b := newNode(t, address, "a"), newNode(t, address, "b")
	reaches(t, a, b, "journal")
	reaches(t, b, a, "changes")

	woken, stop := b.Listen("media")
	defer stop()
	s.Shutdown()
	s.WaitForShutdown()
	mine, stopMine := a.Listen("media")
	defer stopMine()
	a.Wake("media")
	select {
	case <-mine:
	default:
		t.Error("without the server our own listener is not woken")
	}
	again := startNATS(t, portOf(t, address))
	defer again.Shutdown()
	select {
	case <-woken: // whatever was missed
	case <-time.After(patience):
		t.Error("who missed something is not woken when the server is back")
	}
	reaches(t, a, b, "journal")
}

func TestAStartDoesNotNeedTheServerAndAPasswordIsNotShown(t *testing.T) {
	newNode(t, "nats://127.0.0.1:1", "a").Wake("journal")
	_, err := natsbus.Connect("nats://somebody:hunter2@ho st:4222", "x", slog.New(slog.DiscardHandler))
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%v", err)
	}
}

func portOf(t *testing.T, address string) int {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(u.Port())
	if err != nil {
		t.Fatal(err)
	}
	return port
}
