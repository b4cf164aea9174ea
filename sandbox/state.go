package sandbox

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// saveDelay is how long changes are gathered before the state is written.
const saveDelay = 150 * time.Millisecond

// saver writes the state file after changes, from one goroutine.
type saver struct {
	save  func() error
	dirty chan struct{}
	quit  chan struct{}
	done  chan struct{}
	once  sync.Once
}

func newSaver(save func() error, failed func(error)) *saver {
	v := &saver{save: save, dirty: make(chan struct{}, 1), quit: make(chan struct{}), done: make(chan struct{})}
	go v.run(failed)
	return v
}

// run saves shortly after a change; a large state that takes long is saved less often.
func (v *saver) run(failed func(error)) {
	defer close(v.done)
	pause := saveDelay
	for {
		select {
		case <-v.dirty:
		case <-v.quit:
			return
		}
		select {
		case <-time.After(pause):
		case <-v.quit:
			return
		}
		begun := time.Now()
		if err := v.save(); err != nil {
			failed(err)
		}
		pause = max(saveDelay, 5*time.Since(begun))
	}
}

func (v *saver) mark() {
	select {
	case v.dirty <- struct{}{}:
	default:
	}
}

// close ends the goroutine and saves once more.
func (v *saver) close() error {
	v.once.Do(func() { close(v.quit) })
	<-v.done
	return v.save()
}

// changed notes that the state file is out of date.
func (s *Sandbox) changed() {
	if s.saver != nil {
		s.saver.mark()
	}
}

// open makes or restores the world and starts what waits to be pushed.
func (s *Sandbox) open() error {
	s.w = newWorld(s.corp, s.Now())
	s.out = newOutbox()
	if s.opts.StateFile != "" {
		if err := s.restore(); err != nil {
			return fmt.Errorf("sandbox: state file %s: %w", s.opts.StateFile, err)
		}
		s.saver = newSaver(s.save, func(err error) { s.log.Error("sandbox state not saved", "err", err) })
	}
	s.pointCallbacks()
	s.resume()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.resumeTempChats()
	s.resumeDesk()
	s.watchTickets()
	return nil
}

// givenCallbacks are the addresses of the options, by kind.
func (s *Sandbox) givenCallbacks() map[string]string {
	return map[string]string{wecom: s.opts.WeComCallback, weapp: s.opts.WeappCallback, suite: s.opts.SuiteCallback}
}

// pointCallbacks lets the addresses of the options win over restored ones.
func (s *Sandbox) pointCallbacks() {
	for kind, url := range s.givenCallbacks() {
		if cb := s.w.Callbacks[kind]; cb != nil && url != "" {
			cb.URL = url
		}
	}
}

func (s *Sandbox) restore() error {
	data, err := os.ReadFile(s.opts.StateFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	w := newWorld(s.corp, s.Now())
	groups, tags := w.Groups, w.TagGroups
	w.Customers, w.Groups, w.TagGroups = nil, nil, nil
	if err := json.Unmarshal(data, w); err != nil {
		return err
	}
	if w.Version != worldVersion || w.CorpID != s.corp.Corp.ID || w.AppID != s.corp.MiniProgram.AppID {
		return errors.New("it belongs to another fixture or version")
	}
	if w.Groups == nil { // saved before groups were kept
		w.Groups = groups
	}
	if w.TagGroups == nil { // saved before tags were kept
		w.TagGroups = tags
	}
	for id, m := range w.Media {
		if m.body, err = os.ReadFile(s.mediaFile(id)); err != nil {
			delete(w.Media, id)
		}
		m.saved = true
	}
	w.index()
	s.w = w
	s.clock.offset = w.OffsetNS
	s.pushes.startAt(w.NextPush)
	return nil
}

// mediaFile is where the bytes of one media are kept, beside the state file.
func (s *Sandbox) mediaFile(id string) string {
	return filepath.Join(s.opts.StateFile+".media", id)
}

// save writes media that are not written yet and then the state, each by renaming. Calls wait
// for the snapshot alone.
func (s *Sandbox) save() error {
	s.mu.RLock()
	fresh := s.freshMedia()
	snap, err := s.snapshot()
	s.mu.RUnlock()
	if err != nil {
		return err
	}
	for id, body := range fresh {
		if err := writeFile(s.mediaFile(id), body); err != nil {
			return err
		}
	}
	s.mu.Lock()
	for id := range fresh {
		if m, ok := s.w.Media[id]; ok {
			m.saved = true
		}
	}
	s.mu.Unlock()
	return replaceFile(s.opts.StateFile, snap.write)
}

func (s *Sandbox) freshMedia() map[string][]byte {
	fresh := map[string][]byte{}
	for id, m := range s.w.Media {
		if !m.saved {
			fresh[id] = m.body
		}
	}
	return fresh
}

// snapshot is the state at one moment. Its ways are encoded later, since there may be many
// and none of them ever changes.
type snapshot struct {
	ways []*way
	rest []byte // an object
}

func (s *Sandbox) snapshot() (snapshot, error) {
	w := *s.w
	s.clock.mu.Lock()
	w.OffsetNS = s.clock.offset
	s.clock.mu.Unlock()
	w.Waiting = s.out.waiting()
	w.NextPush = s.pushes.next()
	rest, err := json.Marshal(&w)
	return snapshot{w.ways.all(), rest}, err
}

// write writes one object: the ways before the rest.
func (snap snapshot) write(out io.Writer) error {
	b := bufio.NewWriterSize(out, 1<<16)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	before := `{"ways":[`
	for _, w := range snap.ways {
		_, _ = b.WriteString(before) // Flush tells what went wrong
		if err := enc.Encode(w); err != nil {
			return err
		}
		before = ","
	}
	if len(snap.ways) > 0 {
		_, _ = b.WriteString("],")
		snap.rest = snap.rest[1:]
	}
	_, _ = b.Write(snap.rest)
	return b.Flush()
}

func writeFile(path string, data []byte) error {
	return replaceFile(path, func(out io.Writer) error {
		_, err := out.Write(data)
		return err
	})
}

// replaceFile replaces a file in one step.
func replaceFile(path string, write func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	tmp := path + ".tmp"
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return err
	}
	return os.Rename(tmp, path)
}

// stateAnswer is what GET /state counts.
type stateAnswer struct {
	Ways          int    `json:"ways"`
	TempWaysToday int    `json:"temp_ways_today"`
	QuotaLeft     int    `json:"quota_left"`
	TempQuotaLeft int    `json:"temp_quota_left"`
	PushesWaiting int    `json:"pushes_waiting"`
	Customers     int    `json:"customers"`
	Relations     int    `json:"relations"`
	Clock         int64  `json:"clock"`
	OffsetMS      int64  `json:"clock_offset_ms"`
	Corp          string `json:"corp"`
	MiniProgram   string `json:"mini_program"`
}

func (s *Sandbox) getState(*http.Request) (any, error) {
	s.mu.Lock() // places that come free are taken off
	defer s.mu.Unlock()
	now := s.Now()
	made := s.w.TempWays.on(now)
	return stateAnswer{
		Ways: s.w.ways.live, TempWaysToday: made,
		QuotaLeft:     s.w.Switches.ContactWayQuota - s.quotaUsed(now),
		TempQuotaLeft: s.w.Switches.TempWayQuota - made,
		PushesWaiting: len(s.out.waiting()), Customers: len(s.w.Customers), Relations: len(s.w.Relations),
		Clock: now.Unix(), OffsetMS: now.Sub(s.clock.real()).Milliseconds(),
		Corp: s.corp.Corp.Name, MiniProgram: s.corp.MiniProgram.Name,
	}, nil
}

// postReset goes back to the fixture. Callback addresses stay, since they belong to the
// surroundings; everything else, the clock included, starts over.
func (s *Sandbox) postReset(*http.Request) (any, error) {
	s.mu.Lock()
	old := s.out
	fresh := newWorld(s.corp, s.clock.real())
	for kind, cb := range s.w.Callbacks {
		if again := fresh.Callbacks[kind]; again != nil {
			again.URL = cb.URL
		}
	}
	s.w, s.out = fresh, newOutbox()
	s.watchTickets()
	s.mu.Unlock()
	old.stop()
	s.faults.clear()
	s.limits.reset()
	s.clock.shift(func(time.Duration) time.Duration { return 0 })
	s.changed()
	s.publish("reset", struct{}{})
	return struct{}{}, nil
}
