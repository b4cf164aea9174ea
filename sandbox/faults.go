package sandbox

import (
	"net/http"
	"strings"
	"sync"
)

// fault is what the next calls of a path get instead of their answer, or on top of it.
type fault struct {
	Path    string `json:"path"`
	Times   int    `json:"times"`
	Errcode int    `json:"errcode,omitempty"`
	Status  int    `json:"status,omitempty"`
	DelayMS int    `json:"delay_ms,omitempty"`
	Drop    string `json:"drop,omitempty"` // "before" or "after" the call is done
}

// pushFault is the same for outgoing pushes.
type pushFault struct {
	Times     int  `json:"times"`
	Duplicate bool `json:"duplicate,omitempty"`
	Reorder   bool `json:"reorder,omitempty"` // after the customer's next push
	DelayMS   int  `json:"delay_ms,omitempty"`
	Drop      bool `json:"drop,omitempty"`
}

// faults are those still to come, first in first out.
type faults struct {
	mu     sync.Mutex
	calls  []fault
	pushes []pushFault
}

// take uses up one time of the first fault for path.
func (f *faults) take(path string) fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.calls {
		if hit := f.calls[i]; hit.Path == path {
			if f.calls[i].Times--; f.calls[i].Times == 0 {
				f.calls = append(f.calls[:i:i], f.calls[i+1:]...)
			}
			return hit
		}
	}
	return fault{}
}

func (f *faults) takePush() pushFault {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.pushes) == 0 {
		return pushFault{}
	}
	hit := f.pushes[0]
	if f.pushes[0].Times--; f.pushes[0].Times == 0 {
		f.pushes = f.pushes[1:]
	}
	return hit
}

func (f *faults) clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls, f.pushes = nil, nil
}

func (s *Sandbox) getFaults(*http.Request) (any, error) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	return append([]fault{}, s.faults.calls...), nil
}

func (s *Sandbox) postFaults(r *http.Request) (any, error) {
	in := fault{Times: 1}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	in.Path = "/" + strings.TrimLeft(in.Path, "/")
	switch {
	case endpoints[in.Path] == nil:
		return nil, badRequest("path %q is not a platform path", in.Path)
	case in.Times < 1:
		return nil, badRequest("times is at least 1")
	case in.Drop != "" && in.Drop != "before" && in.Drop != "after":
		return nil, badRequest(`drop is "before" or "after"`)
	case in.Errcode == 0 && in.Status == 0 && in.DelayMS <= 0 && in.Drop == "":
		return nil, badRequest("one of errcode, status, delay_ms and drop is needed")
	case in.Status != 0 && (in.Status < 200 || in.Status > 599):
		return nil, badRequest("status is from 200 to 599")
	}
	s.faults.mu.Lock()
	s.faults.calls = append(s.faults.calls, in)
	s.faults.mu.Unlock()
	s.publish("fault", in)
	return in, nil
}

func (s *Sandbox) deleteFaults(*http.Request) (any, error) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.calls = nil
	s.publish("fault", struct{}{})
	return struct{}{}, nil
}

func (s *Sandbox) getPushFaults(*http.Request) (any, error) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	return append([]pushFault{}, s.faults.pushes...), nil
}

func (s *Sandbox) postPushFaults(r *http.Request) (any, error) {
	in := pushFault{Times: 1}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	switch {
	case in.Times < 1:
		return nil, badRequest("times is at least 1")
	case !in.Duplicate && !in.Reorder && !in.Drop && in.DelayMS <= 0:
		return nil, badRequest("one of duplicate, reorder, delay_ms and drop is needed")
	}
	s.faults.mu.Lock()
	s.faults.pushes = append(s.faults.pushes, in)
	s.faults.mu.Unlock()
	s.publish("fault", in)
	return in, nil
}

func (s *Sandbox) deletePushFaults(*http.Request) (any, error) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.pushes = nil
	s.publish("fault", struct{}{})
	return struct{}{}, nil
}
