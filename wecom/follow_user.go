package wecom

import (
	"encoding/json"

	"github.com/menling/menling/wx/wire"
)

// FollowUser is the relation of one member with the customer.
type FollowUser struct {
	UserID         string          `json:"userid"`
	Remark         string          `json:"remark"`
	Description    string          `json:"description"`
	CreateTime     int64           `json:"createtime"` // unix seconds
	Tags           []FollowTag     `json:"tags"`       // Get only
	TagID          []string        `json:"tag_id"`     // Batch only: tags of types 1 and 3
	RemarkCorpName string          `json:"remark_corp_name"`
	RemarkMobiles  []string        `json:"remark_mobiles"`
	OperUserID     string          `json:"oper_userid"` // who added: a userid or the external_userid
	AddWay         AddWay          `json:"add_way"`
	State          string          `json:"state"`           // of the way, only if it was added through one
	WeChatChannels *WeChatChannels `json:"wechat_channels"` // AddedFromChannels only
	Raw            json.RawMessage `json:"-"`               // as it came
}

// UnmarshalJSON keeps the object as it came.
func (f *FollowUser) UnmarshalJSON(data []byte) error {
	type plain FollowUser
	return wire.Keep(data, (*plain)(f), &f.Raw)
}

// WeChatChannels is the 视频号 that a customer came from. Source is 0 unknown,
// 1 its home page, 2 its live room, 3 its lead form.
type WeChatChannels struct {
	Nickname string `json:"nickname"`
	Source   int    `json:"source"`
}

// AddWay says how member and customer met.
type AddWay int

// The ways that the vendor lists.
const (
	AddedUnknown       AddWay = 0
	AddedByQRCode      AddWay = 1
	AddedByPhone       AddWay = 2
	AddedByCard        AddWay = 3
	AddedFromGroup     AddWay = 4
	AddedFromPhoneBook AddWay = 5
	AddedFromWeChat    AddWay = 6 // a contact of the member's WeChat
	AddedByThirdParty  AddWay = 8
	AddedByMail        AddWay = 9
	AddedFromChannels  AddWay = 10 // 视频号
	AddedFromCalendar  AddWay = 11
	AddedFromMeeting   AddWay = 12
	AddedFromFriend    AddWay = 13 // a WeChat friend's WeCom
	AddedFromHardware  AddWay = 14
	AddedOnSite        AddWay = 15
	AddedByLink        AddWay = 16 // 获客链接
	AddedByCustom      AddWay = 17
	AddedByReply       AddWay = 18
	AddedPreSale       AddWay = 21
	AddedPartner       AddWay = 22
	AddedByRequest     AddWay = 24 // a WeChat friend request
	AddedByShare       AddWay = 201
	AddedByAssignment  AddWay = 202
)

// FollowTag is a tag that a member put on the customer. TagID is empty for a
// personal tag.
type FollowTag struct {
	GroupName string  `json:"group_name"`
	TagName   string  `json:"tag_name"`
	TagID     string  `json:"tag_id"`
	Type      TagType `json:"type"`
}

// TagType says whose a tag is.
type TagType int

// The three types.
const (
	TagOfCorp   TagType = 1
	TagPersonal TagType = 2
	TagOfRule   TagType = 3 // of a rule group
)
