package app

import (
	"context"

	"github.com/menling/menling/internal/bus"
	"github.com/menling/menling/internal/bus/natsbus"
)

// openBus finds who carries wake-ups to the other nodes.
func (a *App) openBus(ctx context.Context) (err error) {
	a.bus = bus.New()
	if a.node == nil {
		return nil
	}
	var carrier bus.Carrier
	if a.o.NatsURL == "" {
		carrier, err = a.Store.Wakes()
	} else {
		var epoch string
		if epoch, err = a.Store.Epoch(ctx); err == nil {
			carrier, err = natsbus.Connect(a.o.NatsURL, "menling."+epoch+".wake", a.log)
		}
	}
	if err != nil {
		return err
	}
	a.shared = bus.NewShared(carrier, a.node.ID, a.log)
	a.bus = a.shared
	return nil
}
