package sandbox

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// pair names a member and a customer.
type pair struct{ userid, customer string }

func pairOf(userid, customer string) pair { return pair{strings.ToLower(userid), customer} }

// Status of a relation.
const (
	statusPending = "pending" // the member has not confirmed yet
	statusFriend  = "friend"
	statusEnded   = "ended" // a temporary chat that is over
)

// relation is what is between one member and one customer. Each side can delete the other,
// which the other side does not notice.
type relation struct {
	UserID        string         `json:"userid"`
	Customer      string         `json:"customer"`
	Status        string         `json:"status"`
	CustomerLeft  bool           `json:"customer_left,omitempty"`
	MemberLeft    bool           `json:"member_left,omitempty"`
	Created       int64          `json:"created"`
	AddWay        int            `json:"add_way"`
	Oper          string         `json:"oper_userid"`
	State         string         `json:"state,omitempty"`
	ConfigID      string         `json:"config_id,omitempty"`
	AgentID       int            `json:"agentid,omitempty"` // the app that made the way
	Remark        string         `json:"remark,omitempty"`
	Tags          []string       `json:"tags,omitempty"`      // names of the member's own tags
	CorpTags      []string       `json:"corp_tags,omitempty"` // ids
	Description   string         `json:"description,omitempty"`
	RemarkCompany string         `json:"remark_company,omitempty"`
	Mobiles       []string       `json:"mobiles,omitempty"`
	Approved      bool           `json:"approved,omitempty"` // the customer consents to archiving
	Written       int64          `json:"written,omitempty"`  // by the API, last
	Earlier       []int64        `json:"earlier,omitempty"`  // what Created was, when they met before
	Left          []int64        `json:"left,omitempty"`     // when the customer deleted the member
	TempUntil     int64          `json:"temp_until,omitempty"`
	Conclusions   *conclusions   `json:"conclusions,omitempty"` // said when the temporary chat ends
	Chat          []*chatMessage `json:"chat,omitempty"`
}

// known reports whether the member has the customer in the contact list.
func (rel *relation) known() bool {
	return rel != nil && rel.Status == statusFriend && !rel.MemberLeft
}

// knownTo is known, to an app: one for acquisition (营销获客) has only the customers that its
// own ways brought.
func (rel *relation) knownTo(app *App) bool {
	return rel.known() && (app.Kind != AppAcquisition || rel.AgentID == app.AgentID)
}

// talking reports whether both sides have each other.
func (rel *relation) talking() bool { return rel.known() && !rel.CustomerLeft }

// spoken reports whether a person has said something.
func (rel *relation) spoken() bool {
	return slices.ContainsFunc(rel.Chat, func(m *chatMessage) bool { return m.By == "customer" || m.By == "member" })
}

func (w *world) indexRelation(rel *relation) {
	key := pairOf(rel.UserID, rel.Customer)
	w.pairs[key] = rel
	w.byMember[key.userid] = append(w.byMember[key.userid], rel)
	w.byPerson[rel.Customer] = append(w.byPerson[rel.Customer], rel)
}

// relate finds or makes the relation of a pair.
func (w *world) relate(userid, customer string) *relation {
	if rel, ok := w.pairs[pairOf(userid, customer)]; ok {
		return rel
	}
	rel := &relation{UserID: userid, Customer: customer}
	w.Relations = append(w.Relations, rel)
	w.indexRelation(rel)
	return rel
}

type scanAnswer struct {
	Result string `json:"result"`
	UserID string `json:"userid,omitempty"`
	ChatID string `json:"chat_id,omitempty"`
}

var configIDForm = regexp.MustCompile(`[0-9a-f]{32}`)

// postScan lets a customer scan a code, named by its config_id, the URL of its picture or
// what the picture says.
func (s *Sandbox) postScan(r *http.Request) (any, error) {
	var in struct {
		Customer string `json:"customer"`
		ConfigID string `json:"config_id"`
		QRCode   string `json:"qr_code"`
	}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	id := configIDForm.FindString(in.ConfigID + " " + in.QRCode)
	s.mu.Lock()
	defer s.mu.Unlock()
	person, err := s.person(in.Customer)
	if err != nil {
		return nil, err
	}
	w := s.w.ways.find(id)
	if s.w.DeadWays[id] {
		return scanAnswer{Result: "deleted"}, nil
	}
	if w == nil {
		return nil, notFound("no way has this config_id or code")
	}
	answer := s.scan(person, w)
	s.changed()
	return answer, nil
}

// scan is what happens on the customer's phone.
func (s *Sandbox) scan(person *Customer, w *way) scanAnswer {
	if w.Join != nil {
		return s.scanJoin(person, w)
	}
	now := s.Now()
	if why := w.refuses(person, now); why != "" {
		return scanAnswer{Result: why}
	}
	list := s.membersOf(w)
	for _, m := range list {
		if s.w.pairs[pairOf(m.UserID, person.ID)].talking() {
			return scanAnswer{Result: "already", UserID: m.UserID}
		}
	}
	m := s.choose(w, list, person)
	if m == nil {
		return scanAnswer{Result: "no_member"}
	}
	rel := s.w.relate(m.UserID, person.ID)
	if !w.SkipVerify {
		s.ask(rel, w, now)
		return scanAnswer{Result: "pending", UserID: m.UserID}
	}
	rel.AgentID = w.AgentID
	s.befriend(rel, w.State, w.ConfigID, now)
	if w.Temp != nil {
		s.startTempChat(rel, w, now)
	}
	return scanAnswer{Result: "added", UserID: m.UserID}
}

// refuses says why a temporary way does not serve this customer.
func (w *way) refuses(person *Customer, now time.Time) string {
	switch {
	case w.Temp == nil:
		return ""
	case w.Temp.UsedBy != "":
		return "used"
	case w.expired(now):
		return "expired"
	case w.Temp.UnionID != "" && w.Temp.UnionID != person.UnionID:
		return "not_for_you"
	}
	return ""
}

// choose picks who answers: the member who was asked already, the one who knows colleagues
// of an outside customer when the way is exclusive, else anyone who can be added.
func (s *Sandbox) choose(w *way, list []*Member, person *Customer) *Member {
	list = slices.DeleteFunc(slices.Clone(list), func(m *Member) bool { return !m.reachable() })
	if len(list) == 0 {
		return nil
	}
	for _, m := range list {
		rel := s.w.pairs[pairOf(m.UserID, person.ID)]
		if rel != nil && rel.Status == statusPending || w.Exclusive && s.knowsColleague(m, person) {
			return m
		}
	}
	return list[s.dice.below(len(list))]
}

func (s *Sandbox) knowsColleague(m *Member, person *Customer) bool {
	if person.CorpName == "" {
		return false
	}
	for _, rel := range s.w.byMember[strings.ToLower(m.UserID)] {
		if rel.known() && s.w.customers[rel.Customer].CorpName == person.CorpName {
			return true
		}
	}
	return false
}

// ask waits for the member's confirmation.
func (s *Sandbox) ask(rel *relation, w *way, now time.Time) {
	first := rel.Status != statusPending
	rel.Status, rel.State, rel.ConfigID, rel.AgentID = statusPending, w.State, w.ConfigID, w.AgentID
	rel.CustomerLeft, rel.MemberLeft = false, false
	if first && s.w.Switches.PendingHalfEvent {
		s.pushContact(rel, "add_half_external_contact", document{}.with("State", rel.State).with("WelcomeCode", s.newWelcome(rel, now)))
	}
	s.publish("relation", s.relationView(rel))
}

// befriend makes the relation and tells the corp. After a one-sided deletion the event has
// no State, unless the switch says so.
func (s *Sandbox) befriend(rel *relation, state, configID string, now time.Time) {
	again := rel.Status == statusFriend && rel.CustomerLeft != rel.MemberLeft
	if !again || s.w.Switches.ReaddState {
		rel.State, rel.ConfigID = state, configID
	} else {
		state = ""
	}
	if !again || rel.MemberLeft {
		if rel.Created != 0 {
			rel.Earlier = append(rel.Earlier, rel.Created)
		}
		rel.Created = now.UnixMilli()
	}
	rel.Status, rel.CustomerLeft, rel.MemberLeft = statusFriend, false, false
	rel.AddWay, rel.Oper = 1, s.w.customers[rel.Customer].ExternalUserID
	extra := document{}.with("State", state).with("WelcomeCode", s.newWelcome(rel, now))
	if s.w.Switches.ScanHalfEvent {
		s.pushContact(rel, "add_half_external_contact", extra)
	}
	s.pushContact(rel, "add_external_contact", extra)
	s.publish("relation", s.relationView(rel))
}

// pushContact tells the corp about a change of one relation. Extra members stand after the
// two ids.
func (s *Sandbox) pushContact(rel *relation, change string, extra document) {
	s.pushContactFor(rel, change, nil, extra)
}

// pushContactFor is pushContact with a reason, which stands before the ids. Nothing is said of
// members outside the range of the app whose callback it is.
func (s *Sandbox) pushContactFor(rel *relation, change string, reason, extra document) {
	if !s.corp.hears(rel.UserID) {
		return
	}
	person := s.w.customers[rel.Customer]
	doc := append(s.wecomEvent("change_external_contact"), member{"ChangeType", change})
	doc = append(doc, reason...)
	doc = append(doc, member{"UserID", rel.UserID}, member{"ExternalUserID", person.ExternalUserID})
	s.push(wecom, change, rel.Customer, append(doc, extra...))
}

const wecomHead = 5 // members of it

// wecomEvent is the head that all events of WeCom share
// (https://developer.work.weixin.qq.com/document/path/92130).
func (s *Sandbox) wecomEvent(event string) document {
	return document{
		{"ToUserName", s.corp.Corp.ID}, {"FromUserName", "sys"}, {"CreateTime", s.Now().Unix()},
		{"MsgType", "event"}, {"Event", event},
	}
}
