package app

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"hash/fnv"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/menling/menling/internal/bus"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/wx"
)

// A node says every few seconds that it lives. One that has not for nodeLease, by the database's clock, is taken for dead.
const (
	nodeLease = 10 * time.Second
	nodeBeats = 5 // within a lease
	nodeLeave = time.Second
)

// topicNodes is woken when a node came, went, or gave up a duty.
const topicNodes = "nodes"

// node is this program among those that share its database. On SQLite there is none: nil.
type node struct {
	store.Node
	store    *store.Store
	bus      bus.Bus
	log      *slog.Logger
	lease    time.Duration
	limiters []wx.Limiter // whose limits all nodes share
	draining atomic.Bool
	peers    atomic.Pointer[peers]

	mu     sync.Mutex
	duties map[string]*duty
	left   sync.Once
	lapse  *time.Timer // ends what is ours shortly before it may be another's
}

// peers are the nodes that live, ourselves among them.
type peers struct {
	count uint32
	place uint32 // of ours among them
}

// joinNodes takes our place among the nodes. Its id stays in the data folder: a program that starts there again is the same node.
func joinNodes(ctx context.Context, o Options, s *store.Store, log *slog.Logger) (*node, error) {
	if s.Dialect() != store.Postgres {
		return nil, nil
	}
	id, err := nodeID(o.Dir)
	if err != nil {
		return nil, err
	}
	host, _ := os.Hostname() // for people to read; it may have none
	n := &node{store: s, log: log, lease: cmp.Or(o.NodeLease, nodeLease), duties: map[string]*duty{}}
	n.peers.Store(&peers{count: 1})
	n.Node, err = s.Join(ctx, id, host)
	return n, err
}

func nodeID(dir string) (string, error) {
	path := filepath.Join(dir, "node")
	kept, err := os.ReadFile(path)
	if id := strings.TrimSpace(string(kept)); err == nil && id != "" {
		return id, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	id := rand.Text()
	return id, os.WriteFile(path, []byte(id+"\n"), 0o600)
}

// Run beats until ctx ends, or until this program may not go on.
func (n *node) Run(ctx context.Context) error {
	woken, stop := n.bus.Listen(topicNodes)
	defer stop()
	n.bus.Wake(topicNodes)
	n.lapse = time.AfterFunc(n.lease, func() { n.hold(ctx, nil) })
	defer n.lapse.Stop()
	for rest := n.lease / nodeBeats; ; {
		if err := n.beat(ctx, rest); err != nil {
			return err
		}
		if !pause(ctx, rest/8) { // news of many nodes are one
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-woken:
		case <-time.After(rest):
		}
	}
}

// beat says that we live, and learns who else does and what is ours to do. While the database is away, what is ours goes on for as
// long as it cannot be another's.
func (n *node) beat(ctx context.Context, limit time.Duration) error {
	began := time.Now()
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	live, mine, err := n.store.Beat(limited, n.now(), n.wanted(), n.lease)
	if err == nil {
		n.lapse.Reset(n.lease*9/10 - time.Since(began))
		n.meet(live)
		n.hold(ctx, mine)
		err = n.store.Allowed(limited)
	}
	if errors.Is(err, store.ErrNodeLost) || errors.Is(err, store.ErrNewerData) {
		return err
	}
	if err != nil && ctx.Err() == nil {
		n.log.Warn("this node cannot say that it lives", "err", err)
	}
	return nil
}

func (n *node) now() store.Node {
	now := n.Node
	if n.draining.Load() {
		now.State = store.NodeDraining
	}
	return now
}

// meet has the limits that all nodes share follow how many there are.
func (n *node) meet(live []store.Node) {
	at := max(0, slices.IndexFunc(live, func(o store.Node) bool { return o.ID == n.ID }))
	was, now := n.peers.Load(), &peers{uint32(max(1, len(live))), uint32(at)}
	n.peers.Store(now)
	if was.count == now.count {
		return
	}
	n.log.Info("nodes that live", "count", now.count)
	for _, l := range n.limiters {
		if s, ok := l.(wx.Sharer); ok {
			s.Share(int(now.count))
		}
	}
}

// state is how many nodes live, and which duties are ours.
func (n *node) state() (live int, duties map[string]bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	duties = map[string]bool{}
	for name, d := range n.duties {
		duties[name] = d.end != nil
	}
	return int(n.peers.Load().count), duties
}

// ours says whether a lane is ours to work on first. Any node may: that all of them try each lane costs, and that is all.
func (n *node) ours(lane string) bool {
	if n == nil {
		return true
	}
	p := n.peers.Load()
	h := fnv.New32a()
	h.Write([]byte(lane))
	return h.Sum32()%p.count == p.place
}

// drain gives up what another node can do as well.
func (n *node) drain() {
	if n != nil {
		n.draining.Store(true)
		n.bus.Wake(topicNodes)
	}
}

// leave tells the others that we have stopped.
func (n *node) leave() {
	if n != nil {
		n.left.Do(n.goes)
	}
}

func (n *node) goes() {
	ctx, cancel := context.WithTimeout(context.Background(), nodeLeave)
	defer cancel()
	if err := n.store.Leave(ctx, n.ID); err != nil {
		n.log.Warn("other nodes are not told that this one stops: its leases will lapse", "err", err)
	}
	if n.bus != nil {
		n.bus.Wake(topicNodes)
	}
}
