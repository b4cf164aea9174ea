package sandbox

import "net/http"

// wayView is a way as the control API shows one.
type wayView struct {
	ConfigID string   `json:"config_id"`
	Kind     string   `json:"kind"` // contact, join or temp
	Type     int8     `json:"type"`
	Scene    int8     `json:"scene"`
	State    string   `json:"state"`
	Remark   string   `json:"remark"`
	QRCode   string   `json:"qr_code"`
	Users    []string `json:"users"`
	Parties  []int    `json:"parties"`
	Skip     bool     `json:"skip_verify"`
	Created  int64    `json:"created"` // Unix seconds
	UsedBy   string   `json:"used_by,omitempty"`
	ChatIDs  []string `json:"chat_ids,omitempty"`
}

// wayEvent announces what happened to a way: added, updated, deleted or used.
type wayEvent struct {
	What string  `json:"what"`
	Way  wayView `json:"way"`
}

// publishWay announces it. The view is made only if somebody listens.
func (s *Sandbox) publishWay(what string, w *way) {
	s.publish("way", lazy(func() any { return wayEvent{what, s.wayView(w)} }))
}

func (s *Sandbox) wayView(w *way) wayView {
	v := wayView{
		ConfigID: w.ConfigID, Kind: "contact", Type: w.Type, Scene: w.Scene, State: w.State, Remark: w.Remark,
		QRCode: s.qrURL(w), Users: append([]string{}, w.Users...), Parties: append([]int{}, w.Parties...),
		Skip: w.SkipVerify, Created: w.Created,
	}
	if w.Temp != nil {
		v.Kind, v.UsedBy = "temp", w.Temp.UsedBy
	}
	if w.Join != nil {
		v.Kind, v.ChatIDs = "join", w.Join.rooms()
	}
	return v
}

// getWays pages through all ways, oldest first; after is a config_id.
func (s *Sandbox) getWays(r *http.Request) (any, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	from := beginning
	if id := r.URL.Query().Get("after"); id != "" {
		w := s.w.ways.find(id)
		if w == nil {
			return nil, notFound("no way %q to go on after", id)
		}
		from = placeOf(w)
	}
	limit := queryInt(r.URL.Query(), "limit", 1000)
	list := []wayView{}
	for _, w := range s.w.ways.after(from, max(limit, 0)) {
		list = append(list, s.wayView(w))
	}
	return list, nil
}
