package sandbox

import (
	"net/http"
	"time"
	"unicode/utf8"
)

// Contact ways 「联系我」: https://developer.work.weixin.qq.com/document/path/92228.
var _ = serve(wecom,
	endpoint{path: "/cgi-bin/externalcontact/add_contact_way", method: http.MethodPost, contact: true, write: true, do: (*Sandbox).addContactWay},
	endpoint{path: "/cgi-bin/externalcontact/get_contact_way", method: http.MethodPost, contact: true, do: (*Sandbox).getContactWay},
	endpoint{path: "/cgi-bin/externalcontact/list_contact_way", method: http.MethodPost, contact: true, arrays: []string{"contact_way"}, do: (*Sandbox).listContactWay},
	endpoint{path: "/cgi-bin/externalcontact/update_contact_way", method: http.MethodPost, contact: true, write: true, do: (*Sandbox).updateContactWay},
	endpoint{path: "/cgi-bin/externalcontact/del_contact_way", method: http.MethodPost, contact: true, write: true, do: (*Sandbox).delContactWay},
)

const (
	maxStateChars  = 30
	maxRemarkChars = 30
	maxWayMembers  = 100
)

// firstListed is when list_contact_way begins to know ways.
var firstListed = time.Date(2021, time.July, 10, 0, 0, 0, 0, shanghai).Unix()

// way is one contact way, or a join way when Join is set. Temp is set for temporary chats
// only. Created is Unix seconds, the unit of list_contact_way's window. There may be half a
// million of them: small fields are small and stand together.
type way struct {
	ConfigID   string   `json:"config_id"`
	Remark     string   `json:"remark,omitempty"`
	State      string   `json:"state,omitempty"`
	Users      []string `json:"users,omitempty"`
	Parties    []int    `json:"parties,omitempty"`
	Created    int64    `json:"created"`
	Temp       *tempWay `json:"temp,omitempty"`
	Join       *joinWay `json:"join,omitempty"`
	AgentID    int      `json:"agentid"`
	Type       int8     `json:"type"`
	Scene      int8     `json:"scene"`
	Style      int8     `json:"style,omitempty"`
	SkipVerify bool     `json:"skip_verify"`
	Exclusive  bool     `json:"exclusive,omitempty"`
	MarkSource bool     `json:"mark_source"`

	seq uint32 // its place in the index
}

type addWayAnswer struct {
	ConfigID string `json:"config_id"`
	QRCode   string `json:"qr_code,omitempty"`
}

func (s *Sandbox) addContactWay(c *call) (any, error) {
	w, err := s.readWay(c)
	if err != nil {
		return nil, err
	}
	if w.Temp == nil && s.quotaUsed(c.now) >= c.sw.ContactWayQuota {
		return nil, fail(41045)
	}
	if w.Temp != nil {
		if s.w.TempWays.on(c.now) >= c.sw.TempWayQuota {
			return nil, fail(41045)
		}
		s.w.TempWays.add(c.now)
	}
	w.ConfigID, w.AgentID, w.Created = s.dice.hex(16), c.app.AgentID, c.now.Unix()
	s.w.ways.add(w)
	s.publishWay("added", w)
	answer := addWayAnswer{ConfigID: w.ConfigID}
	if w.Scene == 2 {
		answer.QRCode = s.qrURL(w)
	}
	return answer, nil
}

// readWay checks what is required, then ranges, then members.
func (s *Sandbox) readWay(c *call) (*way, error) {
	w := &way{
		SkipVerify: c.body.boolean("skip_verify", true), Exclusive: c.body.boolean("is_exclusive", false),
		MarkSource: c.markSource(true),
	}
	var kind, scene int
	switch {
	case !c.body.read("type", &kind):
		return nil, fail(41037)
	case !c.body.read("scene", &scene):
		return nil, fail(41038)
	case kind != 1 && kind != 2:
		return nil, fail(41039)
	case scene != 1 && scene != 2:
		return nil, fail(41040)
	}
	w.Type, w.Scene = int8(kind), int8(scene)
	if err := w.readTexts(c); err != nil {
		return nil, err
	}
	if c.body.boolean("is_temp", false) {
		if err := s.readTemp(c, w); err != nil {
			return nil, err
		}
	} else if c.sw.NonTempConclusions == "reject" && c.body.has("conclusions") {
		return nil, fail(48002)
	}
	return w, s.readWayMembers(c, w)
}

// markSource reads mark_source, which only counts for apps for acquisition (营销获客).
func (c *call) markSource(otherwise bool) bool {
	if c.app.Kind != AppAcquisition {
		return otherwise
	}
	return c.body.boolean("mark_source", otherwise)
}

// readTexts takes style, remark and state from the body where they are present.
func (w *way) readTexts(c *call) error {
	if c.body.has("style") && w.Scene == 1 {
		style := c.body.num("style")
		if most := map[int8]int{1: 3, 2: 2}[w.Type]; style < 0 || style > most {
			return fail(41042)
		}
		w.Style = int8(style)
	}
	if c.body.read("remark", &w.Remark) && utf8.RuneCountInString(w.Remark) > maxRemarkChars {
		if c.sw.RemarkOverLimit != "truncate" {
			return invalid("remark exceed max length %d", maxRemarkChars)
		}
		w.Remark = string([]rune(w.Remark)[:maxRemarkChars])
	}
	if c.body.read("state", &w.State) && utf8.RuneCountInString(w.State) > maxStateChars {
		return invalid("state exceed max length %d", maxStateChars)
	}
	return nil
}

func (s *Sandbox) getContactWay(c *call) (any, error) {
	w, err := s.findWay(c)
	if err != nil {
		return nil, err
	}
	a := wayAnswer{
		ConfigID: w.ConfigID, Type: w.Type, Scene: w.Scene, Remark: w.Remark, SkipVerify: w.SkipVerify, State: w.State,
		User: w.Users, Party: w.Parties, IsTemp: w.Temp != nil, MarkSource: w.MarkSource,
	}
	if w.Scene == 1 {
		style := w.Style
		a.Style = &style
	} else {
		a.QRCode = s.qrURL(w)
	}
	if temp := w.Temp; temp != nil || c.sw.ZeroFieldsInGet {
		s.fillTemp(&a, temp)
	}
	if c.sw.ExclusiveInGet {
		exclusive := w.Exclusive
		a.IsExclusive = &exclusive
	}
	return getWayAnswer{a}, nil
}

// findWay finds the way of config_id among those that the app may use.
func (s *Sandbox) findWay(c *call) (*way, error) {
	id := c.body.str("config_id")
	if id == "" {
		return nil, fail(41043)
	}
	w := s.w.ways.find(id)
	if w == nil || w.Join != nil || !c.sw.WaysShared && w.AgentID != c.app.AgentID {
		return nil, fail(41044)
	}
	return w, nil
}

type wayID struct {
	ConfigID string `json:"config_id"`
}

type listWaysAnswer struct {
	ContactWay []wayID `json:"contact_way"`
	NextCursor string  `json:"next_cursor"`
}

// listContactWay pages through a window of creation times: ninety days unless told otherwise,
// both ends included, temporary ways and those made before July 10th, 2021 left out.
func (s *Sandbox) listContactWay(c *call) (any, error) {
	start, end, limit := c.now.Add(-90*24*time.Hour).Unix(), c.now.Unix(), 100
	c.body.read("start_time", &start)
	c.body.read("end_time", &end)
	if c.body.read("limit", &limit); limit <= 0 {
		limit = 100
	}
	if limit > 1000 {
		if c.sw.ListOverLimit == "reject" {
			return nil, invalid("limit exceed max value 1000")
		}
		limit = 1000
	}
	from := place{created: max(start, firstListed)}
	if cursor := c.body.str("cursor"); cursor != "" {
		last, ok := parseCursor(cursor)
		if !ok {
			return nil, fail(50100)
		}
		from = place{created: max(last.created, firstListed), key: last.key}
	}
	return s.pageOfWays(c, from, end, limit), nil
}

func (s *Sandbox) pageOfWays(c *call, from place, end int64, limit int) listWaysAnswer {
	list := make([]place, 0, min(limit+1, s.w.ways.live))
	s.w.ways.walk(from, func(p place) bool {
		if p.created > end {
			return false
		}
		if p.listed && s.listed(c, p) {
			list = append(list, p)
		}
		return len(list) <= limit
	})
	answer := listWaysAnswer{}
	if len(list) > limit {
		list = list[:limit]
		answer.NextCursor = list[limit-1].cursor()
	}
	answer.ContactWay = make([]wayID, len(list))
	for i, p := range list {
		answer.ContactWay[i] = wayID{p.configID()}
	}
	return answer
}

// listed applies the app's view and, by switch, the filters that one source describes.
func (s *Sandbox) listed(c *call, p place) bool {
	if c.sw.WaysShared && !c.sw.ListFilters {
		return true
	}
	w := s.w.ways.bySeq[p.seq]
	if !c.sw.WaysShared && w.AgentID != c.app.AgentID {
		return false
	}
	if !c.sw.ListFilters {
		return true
	}
	if userid := c.body.str("userid"); userid != "" && !w.names(userid) {
		return false
	}
	return w.SkipVerify == c.body.boolean("skip_verify", w.SkipVerify)
}

// updateContactWay replaces the members that are present. An absent one is kept, or cleared
// when the switch says so.
func (s *Sandbox) updateContactWay(c *call) (any, error) {
	old, err := s.findWay(c)
	if err != nil {
		return nil, err
	}
	next := *old
	if old.over(c.now) {
		return nil, fail(c.sw.DeadTempCode)
	}
	if c.sw.UpdateAbsent == "clear" {
		next.clearAbsent(c.body)
	}
	if err := next.readTexts(c); err != nil {
		return nil, err
	}
	next.SkipVerify = c.body.boolean("skip_verify", next.SkipVerify)
	if c.app.AgentID == old.AgentID {
		next.MarkSource = c.markSource(next.MarkSource)
	} else {
		next.MarkSource = old.MarkSource
	}
	if err := s.updateTemp(c, &next); err != nil {
		return nil, err
	}
	if c.body.has("user") || c.body.has("party") {
		if err := s.readWayMembers(c, &next); err != nil {
			return nil, err
		}
	}
	s.w.ways.replace(old, &next)
	s.publishWay("updated", &next)
	return nil, nil
}

// clearAbsent resets the updatable fields that the body does not name.
func (w *way) clearAbsent(body *fields) {
	zero := way{SkipVerify: true, MarkSource: true}
	for name, reset := range map[string]func(){
		"remark": func() { w.Remark = zero.Remark }, "state": func() { w.State = zero.State },
		"style": func() { w.Style = zero.Style }, "skip_verify": func() { w.SkipVerify = zero.SkipVerify },
		"user": func() { w.Users = zero.Users }, "party": func() { w.Parties = zero.Parties },
		"mark_source": func() { w.MarkSource = zero.MarkSource },
	} {
		if !body.has(name) {
			reset()
		}
	}
	if w.Temp != nil {
		w.Temp = newTempWay() // what the body names is read into it
	}
}

func (s *Sandbox) delContactWay(c *call) (any, error) {
	w, err := s.findWay(c)
	if err != nil {
		return nil, err
	}
	s.dropWay(w, c.now)
	return nil, nil
}
