package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

// settling is how long a command waits for the platform.
const settling = 30 * time.Second

// awaitWay waits until the platform has answered, and the picture is there.
func awaitWay(e env, o *operator, w ledger.WayRow) (ledger.WayRow, error) {
	ctx, cancel := context.WithTimeout(e.ctx, settling)
	defer cancel()
	for {
		pending := w.Phase == ledger.PhaseIntent || w.Phase == ledger.PhaseCalling || w.Phase == ledger.PhaseDeleting || w.Changing
		picture := w.Phase == ledger.PhaseConfirmed && w.Scene == ledger.SceneQR && !w.QR
		if !pending && !picture {
			return w, nil
		}
		select {
		case <-ctx.Done():
			e.say("平台还没有答复，稍后用 menling ways get %d 查看 · the platform has not answered yet: look again with menling ways get %d", w.ID, w.ID)
			return w, e.ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
		if err := o.call(e.ctx, "GET", wayPath(w.ID), nil, &w); err != nil {
			return w, err
		}
	}
}

// settle waits for what was asked of a way, when there is a server that does it.
func settle(e env, o *operator, w ledger.WayRow) (ledger.WayRow, error) {
	if o.live {
		return awaitWay(e, o, w)
	}
	noted(e)
	return w, nil
}

// noted says that what was asked for waits for a server.
func noted(e env) {
	e.say("已记下，服务运行后执行 · noted; it is done as soon as the server runs: menling serve")
}

// refusal is what the platform said against something; nil when it said nothing.
func refusal(p *crm.Problem) error {
	if p == nil {
		return nil
	}
	return fmt.Errorf("the platform refused it: %s · %s (%d)", p.EN, p.ZH, p.Code)
}
