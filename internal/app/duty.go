package app

import (
	"context"
	"slices"
)

// duty is work that one node does at a time. Its owner has it by a lease; when the owner stops or dies, another takes it over. An owner
// that was stopped in its sleep may wake and go on for a moment beside the new one: so each of these works, too, looks again under
// its keys before it changes something, and does nothing twice.
type duty struct {
	worker
	name string
	turn chan context.Context // it is ours until this ends
	end  context.CancelFunc   // of the node alone; nil: it is not ours
}

// alone has one node at a time do some work. On SQLite that is us.
func (a *App) alone(name string, w worker) worker {
	if a.node == nil {
		return w
	}
	d := &duty{worker: w, name: name, turn: make(chan context.Context, 1)}
	a.node.duties[name] = d
	return d
}

// Run works whenever it is this node's turn, until ctx ends.
func (d *duty) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case turn := <-d.turn:
			if err := d.worker.Run(turn); err != nil {
				return err
			}
		}
	}
}

// wanted are the duties to ask for.
func (n *node) wanted() (names []string) {
	for name := range n.duties {
		if !n.draining.Load() {
			names = append(names, name)
		}
	}
	return names
}

// hold begins what has become ours, and ends what is not any more; others may take that.
func (n *node) hold(ctx context.Context, mine []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	given := false
	for name, d := range n.duties {
		switch ours := slices.Contains(mine, name); {
		case ours && d.end == nil:
			turn, end := context.WithCancel(ctx)
			select {
			case <-d.turn: // it came and went before anybody looked
			default:
			}
			d.turn <- turn
			d.end = end
			n.log.Info("this node's duty now", "duty", name)
		case !ours && d.end != nil:
			d.end()
			d.end, given = nil, true
			n.log.Info("not this node's duty any more", "duty", name)
		}
	}
	if given {
		n.bus.Wake(topicNodes)
	}
}
