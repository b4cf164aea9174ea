package callback

import (
	"strconv"

	"github.com/menling/menling/wx/flat"
)

// Kinds of the events of group chats.
const (
	KindChatCreate  = "change_external_chat/create"
	KindChatUpdate  = "change_external_chat/update"
	KindChatDismiss = "change_external_chat/dismiss"
)

// What changed in a group, the UpdateDetail of ChatUpdate.
const (
	ChatAddMember    = "add_member"
	ChatDelMember    = "del_member"
	ChatChangeOwner  = "change_owner"
	ChatChangeName   = "change_name"
	ChatChangeNotice = "change_notice"
)

// ChatCreate: a member founded a group with customers.
//
// Vendor page of this and the next events:
// https://developer.work.weixin.qq.com/document/path/92130
type ChatCreate struct {
	Head
	ChatID string
}

// ChatUpdate: a group changed. It does not say through which way somebody came:
// read the group for its members' state.
//
// JoinScene belongs to ChatAddMember (0 invited, 3 by QR code), QuitScene to
// ChatDelMember (0 left, 1 removed); other numbers have been seen. MemChangeList
// holds userids and external_userids; trust it only if LastMemVer is the
// MemberVersion that you hold, else read the group. Older events do not have it.
type ChatUpdate struct {
	Head
	ChatID        string
	UpdateDetail  string
	JoinScene     int
	QuitScene     int
	MemChangeCnt  int
	MemChangeList []string
	LastMemVer    string
	CurMemVer     string
}

// ChatDismiss: a group was dissolved.
type ChatDismiss struct {
	Head
	ChatID string
}

func chatUpdate(h Head, d *flat.Doc) ChatUpdate {
	return ChatUpdate{
		Head: h, ChatID: d.Get("ChatId"), UpdateDetail: d.Get("UpdateDetail"),
		JoinScene: number(d, "JoinScene"), QuitScene: number(d, "QuitScene"), MemChangeCnt: number(d, "MemChangeCnt"),
		MemChangeList: d.Items("MemChangeList"), LastMemVer: d.Get("LastMemVer"), CurMemVer: d.Get("CurMemVer"),
	}
}

// number is a field that holds a number, 0 when it does not.
func number(d *flat.Doc, name string) int {
	n, err := strconv.Atoi(d.Get(name))
	if err != nil {
		return 0
	}
	return n
}
