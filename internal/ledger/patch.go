package ledger

import (
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/schedule"
)

// Patch changes the settings that are given and leaves all others as they are.
type Patch struct {
	ChannelID  *int64         `json:"channel_id,omitempty"`
	Name       *string        `json:"name,omitempty" doc:"1 to 60 characters, for us alone"`
	FolderID   *int64         `json:"folder_id,omitempty"`
	Labels     *[]int64       `json:"labels,omitempty"`
	OwnerID    *int64         `json:"owner_id,omitempty"`
	Note       *string        `json:"note,omitempty"`
	Welcome    *WelcomePlan   `json:"welcome,omitempty"`
	Tags       *[]string      `json:"tags,omitempty"`
	RemarkRule *string        `json:"remark_rule,omitempty"`
	Plan       *schedule.Plan `json:"plan,omitempty" doc:"Who answers when; its own operation takes it away"`
	PoolID     *int64         `json:"pool_id,omitempty"`

	Remark         *string      `json:"remark,omitempty" doc:"At most 30 characters, shown to the members"`
	SkipVerify     *bool        `json:"skip_verify,omitempty"`
	Style          *int         `json:"style,omitempty"`
	Users          *[]string    `json:"users,omitempty"`
	Parties        *[]int64     `json:"parties,omitempty"`
	MarkSource     *bool        `json:"mark_source,omitempty"`
	Chats          *[]string    `json:"chats,omitempty"`
	AutoCreateRoom *bool        `json:"auto_create_room,omitempty"`
	RoomBaseName   *string      `json:"room_base_name,omitempty"`
	RoomBaseID     *int64       `json:"room_base_id,omitempty"`
	ExpiresIn      *int64       `json:"expires_in,omitempty"`
	ChatExpiresIn  *int64       `json:"chat_expires_in,omitempty"`
	UnionID        *string      `json:"unionid,omitempty"`
	Conclusions    *Conclusions `json:"conclusions,omitempty"`

	// What the platform never changes: given as it is it does no harm, and anything else is refused.
	Kind      *string `json:"kind,omitempty" doc:"Cannot be changed"`
	State     *string `json:"state,omitempty" doc:"Cannot be changed"`
	Type      *int    `json:"type,omitempty" doc:"Cannot be changed"`
	Scene     *int    `json:"scene,omitempty" doc:"Cannot be changed"`
	Exclusive *bool   `json:"is_exclusive,omitempty" doc:"Cannot be changed"`
}

// fixed refuses what cannot be changed, with what to do instead.
func (p Patch) fixed(w Way) error {
	for _, f := range []struct {
		field string
		asked bool
	}{
		{"kind", p.Kind != nil && *p.Kind != w.Kind},
		{"state", p.State != nil && *p.State != w.State},
		{"type", p.Type != nil && *p.Type != w.Type},
		{"scene", p.Scene != nil && *p.Scene != w.Scene},
		{"is_exclusive", p.Exclusive != nil && *p.Exclusive != w.Exclusive},
	} {
		if f.asked {
			return crm.Refuse(CodeFixed, "field", f.field)
		}
	}
	return nil
}

// CodeFixed: the platform never changes this of a way.
const CodeFixed crm.Code = "way_field_fixed"

// onto is the settings with the patch made to them.
func (p Patch) onto(s Settings) (Settings, error) {
	p.Kind, p.State, p.Type, p.Scene, p.Exclusive = nil, nil, nil, nil, nil
	all := fieldsOf(s)
	for name, value := range fieldsOf(p) {
		all[name] = value
	}
	if p.AutoCreateRoom != nil && !*p.AutoCreateRoom && p.RoomBaseName == nil && p.RoomBaseID == nil { // there is nothing left to name
		delete(all, "room_base_name")
		delete(all, "room_base_id")
	}
	return all.settings()
}
