package ledger

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/schedule"
)

// Settings are everything that a person decides about a way: what the platform holds of it, and what only we do. A version of
// a way's history keeps all of them.
type Settings struct {
	ChannelID int64   `json:"channel_id" doc:"The channel its customers are counted to"`
	Name      string  `json:"name" doc:"1 to 60 characters, for us alone"`
	Remark    string  `json:"remark" required:"false" doc:"At most 30 characters, shown to the members"`
	FolderID  int64   `json:"folder_id" required:"false"`
	Labels    []int64 `json:"labels" required:"false" nullable:"false" doc:"ids of labels"`
	OwnerID   int64   `json:"owner_id" required:"false" doc:"The agent who looks after it"`
	Note      string  `json:"note" required:"false" doc:"At most 500 characters"`

	Type       int      `json:"type" required:"false" enum:"0,1,2" doc:"Contact ways: 1 one member, 2 several; 2 when left out"`
	Scene      int      `json:"scene" required:"false" enum:"0,1,2" doc:"1 mini-program button, 2 QR; 2 when left out"`
	Style      int      `json:"style" required:"false" doc:"Of the button: 1 to 3 for one member, 1 or 2 for several"`
	Users      []string `json:"users" required:"false" nullable:"false" doc:"userids of the members who answer"`
	Parties    []int64  `json:"parties" required:"false" nullable:"false" doc:"ids of departments that answer"`
	SkipVerify bool     `json:"skip_verify" required:"false" doc:"Customers are added without the member's confirmation"`
	Exclusive  bool     `json:"is_exclusive" required:"false" doc:"Customers of one outside company are led to the same member"`
	MarkSource bool     `json:"mark_source" required:"false" default:"true" doc:"For apps of the 营销获客 kind: whether the customer's source is marked"`

	Chats          []string `json:"chats" required:"false" nullable:"false" doc:"Join ways: chat_ids of 1 to 5 groups"`
	AutoCreateRoom bool     `json:"auto_create_room" required:"false" doc:"Join ways: a new group is made when all are full"`
	RoomBaseName   string   `json:"room_base_name" required:"false" doc:"Of new groups, at most 40 characters; a number follows it"`
	RoomBaseID     int64    `json:"room_base_id" required:"false" doc:"The number of the first new group"`
	PoolID         int64    `json:"pool_id" required:"false" doc:"Join ways: the pool its groups come from"`

	ExpiresIn     int64        `json:"expires_in" required:"false" doc:"Temporary ways: seconds the QR lives, at most 14 days"`
	ChatExpiresIn int64        `json:"chat_expires_in" required:"false" doc:"Temporary ways: seconds the chat lives, at most 14 days"`
	UnionID       string       `json:"unionid" required:"false" doc:"Temporary ways: only this customer may use it"`
	Conclusions   *Conclusions `json:"conclusions,omitempty" doc:"Temporary ways: sent when the chat ends"`

	Welcome    WelcomePlan    `json:"welcome" required:"false"`
	Tags       []string       `json:"tags" required:"false" nullable:"false" doc:"ids of the company's tags that a new customer gets"`
	Plan       *schedule.Plan `json:"plan,omitempty" doc:"Who answers when; users and parties follow it"`
	RemarkRule string         `json:"remark_rule" required:"false" doc:"The remark a new customer gets, such as {channel}-{customer}"`
}

// Kinds of ways.
const (
	KindContact = "contact" // 「联系我」: leads to members
	KindJoin    = "join"    // 「加入群聊」: leads to groups
	KindTemp    = "temp"    // a contact way for one visit of one customer
	KindTwin    = "twin"    // a contact way that is nothing but the code of a button
)

// Types and scenes of the platform.
const (
	TypeSingle  = 1
	TypeMulti   = 2
	SceneButton = 1
	SceneQR     = 2
)

// Limits of the platform (characters are Unicode code points).
const (
	maxRemark   = 30
	maxMembers  = 100
	maxChats    = 5
	maxRoomName = 40
	maxLife     = 14 * 24 * 3600 // seconds
	maxName     = 60
	maxNote     = 500
)

// normal fills in what may be left out, and gives lists an order that does not count none of its own.
func (s Settings) normal(kind string) Settings {
	s.Name = strings.TrimSpace(s.Name)
	if s.Scene == 0 {
		s.Scene = SceneQR
	}
	switch kind {
	case KindJoin:
		s.Type = 0
	case KindTemp:
		s.Type = TypeSingle
	default:
		if s.Type == 0 {
			s.Type = TypeMulti
		}
	}
	if s.Scene == SceneButton && s.Style == 0 && kind != KindJoin {
		s.Style = 1
	}
	s.Users, s.Parties, s.Chats = distinct(s.Users), distinct(s.Parties), distinct(s.Chats)
	s.Labels, s.Tags = distinct(s.Labels), distinct(s.Tags)
	return s
}

// distinct is the list without what it repeats, never nil.
func distinct[T comparable](list []T) []T {
	out := make([]T, 0, len(list))
	for _, v := range list {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// Validate says what is wrong with a way's settings before anything is stored or sent.
func (s Settings) Validate(kind string) error {
	if err := s.validateWords(); err != nil {
		return err
	}
	if s.Scene != SceneButton && s.Scene != SceneQR {
		return crm.Invalid("scene", "场景只能是 1（小程序）或 2（二维码）", "scene must be 1 (mini program) or 2 (QR code)")
	}
	switch kind {
	case KindContact:
		return s.validateContact()
	case KindJoin:
		return s.validateJoin()
	case KindTemp:
		return s.validateTemp()
	}
	return crm.Invalid("kind", "类型只能是 contact、join 或 temp", "kind must be contact, join or temp")
}

func (s Settings) validateWords() error {
	switch {
	case strings.TrimSpace(s.Name) == "" || utf8.RuneCountInString(s.Name) > maxName:
		return crm.Invalid("name", "请填写名称，最多 60 个字", "a name of 1 to 60 characters is needed")
	case utf8.RuneCountInString(s.Remark) > maxRemark:
		return crm.Invalid("remark", "备注最多 30 个字", "remark: at most 30 characters")
	case utf8.RuneCountInString(s.Note) > maxNote:
		return crm.Invalid("note", "内部备注最多 500 个字", "note: at most 500 characters")
	}
	if err := validMarks(s.Tags, s.RemarkRule); err != nil {
		return err
	}
	return s.Welcome.Validate("welcome")
}

func (s Settings) validateContact() error {
	most := 3
	if s.Type == TypeMulti {
		most = 2
	}
	switch {
	case s.Type != TypeSingle && s.Type != TypeMulti:
		return crm.Invalid("type", "联系方式只能是 1（单人）或 2（多人）", "type must be 1 (one member) or 2 (several)")
	case len(s.Users) == 0 && len(s.Parties) == 0:
		return crm.Invalid("users", "请至少选择一位成员或一个部门", "choose at least one member or department")
	case s.Type == TypeSingle && (len(s.Users) != 1 || len(s.Parties) > 0):
		return crm.Invalid("users", "单人方式只能选择一位成员，不能选部门", "a way for one member takes exactly one member and no department")
	case len(s.Users) > maxMembers:
		return crm.Invalid("users", "最多 100 位成员", "at most 100 members")
	case s.Scene == SceneButton && (s.Style < 1 || s.Style > most):
		return crm.Invalid("style", "按钮样式：单人 1–3，多人 1–2", "style of the button: 1 to 3 for one member, 1 or 2 for several")
	}
	return nil
}

func (s Settings) validateJoin() error {
	switch {
	case len(s.Chats) == 0:
		return crm.Invalid("chats", "请选择 1 到 5 个客户群", "choose 1 to 5 groups")
	case len(s.Chats) > maxChats:
		return crm.Invalid("chats", "最多 5 个客户群；更多请用群池", "at most 5 groups; use a pool for more")
	case !s.AutoCreateRoom && (s.RoomBaseName != "" || s.RoomBaseID != 0):
		return crm.Invalid("room_base_name", "群名前缀只在自动建群时有效", "the name of new groups needs auto_create_room")
	case utf8.RuneCountInString(s.RoomBaseName) > maxRoomName:
		return crm.Invalid("room_base_name", "群名前缀最多 40 个字", "room_base_name: at most 40 characters")
	case s.RoomBaseID < 0:
		return crm.Invalid("room_base_id", "群序号不能为负", "room_base_id must not be negative")
	}
	return nil
}

func (s Settings) validateTemp() error {
	switch {
	case len(s.Users) != 1 || len(s.Parties) > 0:
		return crm.Invalid("users", "临时会话只能选择一位成员", "a temporary way takes exactly one member")
	case s.ExpiresIn < 0 || s.ExpiresIn > maxLife:
		return crm.Invalid("expires_in", "二维码有效期最长 14 天", "expires_in: at most 14 days")
	case s.ChatExpiresIn < 0 || s.ChatExpiresIn > maxLife:
		return crm.Invalid("chat_expires_in", "会话有效期最长 14 天", "chat_expires_in: at most 14 days")
	case s.Conclusions != nil:
		return s.Conclusions.Validate()
	}
	return nil
}

// People are all members a way may lead to, once each and in lower case as the platform compares them.
func (s Settings) People() []string {
	all := make([]string, 0, len(s.Users))
	for _, u := range s.Users {
		all = append(all, strings.ToLower(u))
	}
	if s.Plan != nil {
		for _, u := range s.Plan.Everybody() {
			all = append(all, strings.ToLower(u))
		}
	}
	return distinct(all)
}
