package callback

import (
	"strings"

	"github.com/menling/menling/wx/flat"
)

// Kinds of the events that have a type of their own. Other kinds are
// "{Event}/{ChangeType}", "event/{Event}", "suite/{InfoType}" or the MsgType.
const (
	KindAddExternalContact     = "change_external_contact/add_external_contact"
	KindAddHalfExternalContact = "change_external_contact/add_half_external_contact"
	KindEditExternalContact    = "change_external_contact/edit_external_contact"
	KindDelExternalContact     = "change_external_contact/del_external_contact"
	KindDelFollowUser          = "change_external_contact/del_follow_user"
	KindTransferFail           = "change_external_contact/transfer_fail"
	KindMsgAuditApproved       = "change_external_contact/msg_audit_approved"
)

// Event is what a push says: one of the types of this file, chat.go, tag.go and
// suite.go.
type Event interface {
	head() Head
}

// Head is what every event carries.
type Head struct {
	ToUser     string
	From       string
	CreateTime int64 // unix seconds
	Kind       string
}

func (h Head) head() Head { return h }

// HeadOf returns the head of any event.
func HeadOf(e Event) Head { return e.head() }

// AddExternalContact: member and customer are connected. State is the way's,
// empty without one; WelcomeCode may be empty and lives for 20 s.
//
// Vendor page of this and the next events:
// https://developer.work.weixin.qq.com/document/path/92130
type AddExternalContact struct {
	Head
	UserID         string
	ExternalUserID string
	State          string
	WelcomeCode    string
}

// AddHalfExternalContact: the customer added the member, who has not confirmed.
type AddHalfExternalContact struct {
	Head
	UserID         string
	ExternalUserID string
	State          string
	WelcomeCode    string
}

// EditExternalContact: the member edited remark, phone or tags.
type EditExternalContact struct {
	Head
	UserID         string
	ExternalUserID string
}

// DelExternalContact: the member deleted the customer. Source is
// DELETE_BY_TRANSFER when a hand-over did it, else empty.
type DelExternalContact struct {
	Head
	UserID         string
	ExternalUserID string
	Source         string
}

// DelFollowUser: the customer deleted the member.
type DelFollowUser struct {
	Head
	UserID         string
	ExternalUserID string
}

// TransferFail: handing the customer over to UserID failed. FailReason is
// customer_refused or customer_limit_exceed.
type TransferFail struct {
	Head
	UserID         string
	ExternalUserID string
	FailReason     string
}

// MsgAuditApproved: the customer consents to chat archiving.
type MsgAuditApproved struct {
	Head
	UserID         string
	ExternalUserID string
	WelcomeCode    string
}

// Unknown is any other push. Fields holds its values by path, such as
// "MemChangeList/Item"; of several with the same path the last.
type Unknown struct {
	Head
	Name   string // same as Kind
	Fields map[string]string
}

func event(h Head, d *flat.Doc) Event {
	userID, externalUserID := d.Get("UserID"), d.Get("ExternalUserID")
	switch h.Kind {
	case KindAddExternalContact:
		return AddExternalContact{h, userID, externalUserID, d.Get("State"), d.Get("WelcomeCode")}
	case KindAddHalfExternalContact:
		return AddHalfExternalContact{h, userID, externalUserID, d.Get("State"), d.Get("WelcomeCode")}
	case KindEditExternalContact:
		return EditExternalContact{h, userID, externalUserID}
	case KindDelExternalContact:
		return DelExternalContact{h, userID, externalUserID, d.Get("Source")}
	case KindDelFollowUser:
		return DelFollowUser{h, userID, externalUserID}
	case KindTransferFail:
		return TransferFail{h, userID, externalUserID, d.Get("FailReason")}
	case KindMsgAuditApproved:
		return MsgAuditApproved{h, userID, externalUserID, d.Get("WelcomeCode")}
	}
	return other(h, d)
}

// other are the events that come less often.
func other(h Head, d *flat.Doc) Event {
	switch h.Kind {
	case KindChatCreate:
		return ChatCreate{h, d.Get("ChatId")}
	case KindChatUpdate:
		return chatUpdate(h, d)
	case KindChatDismiss:
		return ChatDismiss{h, d.Get("ChatId")}
	case KindTagCreate:
		return TagCreate{h, d.Get("Id"), d.Get("TagType"), d.Get("StrategyId")}
	case KindTagUpdate:
		return TagUpdate{h, d.Get("Id"), d.Get("TagType"), d.Get("StrategyId")}
	case KindTagDelete:
		return TagDelete{h, d.Get("Id"), d.Get("TagType"), d.Get("StrategyId")}
	case KindTagShuffle:
		return TagShuffle{h, d.Get("Id"), d.Get("StrategyId")}
	case KindSuiteTicket:
		return SuiteTicket{h, d.Get("SuiteTicket")}
	case KindCreateAuth:
		return CreateAuth{h, d.Get("AuthCode")}
	case KindChangeAuth:
		return ChangeAuth{h, h.From}
	case KindCancelAuth:
		return CancelAuth{h, h.From}
	case KindPermitChange:
		return PermitChange{h, h.From}
	}
	return Unknown{Head: h, Name: h.Kind, Fields: d.Map()}
}

// kind joins the names of an event without making a new string for the ones
// that are known.
func kind(name, change, alone string) string {
	if name == "" {
		return ""
	}
	if change == "" {
		return alone + name
	}
	if name == "change_external_contact" {
		switch change {
		case "add_external_contact":
			return KindAddExternalContact
		case "add_half_external_contact":
			return KindAddHalfExternalContact
		case "edit_external_contact":
			return KindEditExternalContact
		case "del_external_contact":
			return KindDelExternalContact
		case "del_follow_user":
			return KindDelFollowUser
		}
	}
	return strings.Join([]string{name, change}, "/")
}
