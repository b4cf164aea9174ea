package api

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// apart are the operations that agents may use and that tell nothing of the desk's customers: their own place, what is set up for
// everybody, and the ledger of ways, which rights by account do not narrow. The stream has its own test.
const apart = `
	get-session sign-out list-agents get-agent get-me-seat put-me-status put-me-take list-teams get-assignment list-accounts list-members list-channels
	list-channel-names create-channel edit-channel list-ways create-way get-way get-way-qr retry-way put-way-plan get-way-answer try-plan put-member-off
	get-me-off put-me-off get-way-svg get-way-poster export-ways-csv export-ways-xlsx get-qr-zip list-imports add-import get-import-template-csv
	get-import-template-xlsx get-import list-import-rows get-import-errors check-import start-import pause-import resume-import retry-import
	cancel-import list-posters keep-background create-poster edit-poster remove-poster list-departments check-members change-way preview-way
	list-way-versions undo-way get-way-impact delete-way restore-way replace-member list-bulk-runs try-bulk-run start-bulk-run get-bulk-run
	list-bulk-run-items pause-bulk-run resume-bulk-run cancel-bulk-run undo-bulk-run reconcile list-reconciliations get-reconcile-estimate get-reconciliation
	pause-reconciliation resume-reconciliation cancel-reconciliation get-reconcile-settings list-drifts get-drift decide-drifts get-drift-run
	cancel-drift-run get-quota list-tags list-welcomes welcome-days preview-welcome list-pools create-pool get-pool edit-pool remove-pool add-pool-chats
	order-pool-chats remove-pool-chat check-pool list-pool-turns list-pool-ways list-temp-chats create-temp-chat preview-conclusions get-temp-chat
	close-temp-chat reissue-temp-chat count-ways organise-ways list-folders create-folder edit-folder remove-folder list-labels create-label edit-label
	remove-label list-views create-view edit-view remove-view get-statistics list-rebuilds list-chats refresh-chats keep-media list-quick-replies
	create-quick-reply edit-quick-reply remove-quick-reply list-rules list-rule-acts get-business-hours read-mentions get-close-setting list-desk-tags
	create-desk-tag list-customer-fields get-official-desk get-rating list-bots get-closing get-reminders get-card-links list-quick-folders create-quick-folder
	put-quick-folder remove-quick-folder events try-rules list-figure-definitions get-figure-setting
	get-kit-settings get-way-kit put-way-kit-style
`

// abroad is a customer of an account that an agent does not see, and everything of theirs.
type abroad struct {
	*office
	customer, talk, message, material, account int64
	media                                      string
}

const unseen = "从不外传"

func newAbroad(t *testing.T, s *store.Store) *abroad {
	o := &abroad{office: newOffice(t, s, 1)}
	picture := desk.MediaRow{}
	uploader := *o.admin
	uploader.header = http.Header{"Content-Type": {"image/png"}}
	uploader.do(post, base+"/media", pictureBytes(t)).want(t, 200, &picture)
	o.media, o.talk, o.customer, o.account = picture.ID, o.talks[0].ID, o.talks[0].Customer.ID, o.weapp.ID
	o.says("openid-0", unseen)
	o.agent.do(post, o.path(0)+"/accept", nil).want(t, 200, nil)
	var m desk.MessageRow
	o.agent.do(post, o.path(0)+"/messages", desk.Reply{ClientKey: "abcdefgh", Kind: "image", MediaID: o.media}).want(t, 202, &m)
	o.message = m.ID
	o.write(func(tx *store.Tx) error {
		m, err := tx.Message(o.message)
		m.State = desk.Failed
		if err != nil {
			return err
		}
		return tx.UpdateMessage(m)
	})
	var material desk.MaterialRow
	o.admin.do(post, base+"/materials", desk.MaterialInput{AccountID: o.account, Name: unseen, Folder: unseen, Kind: "text", Text: unseen}).want(t, 200, &material)
	o.material = material.ID
	o.admin.do(post, o.path(0)+"/notes", desk.Note{Text: unseen, Mentions: []int64{o.agentID}}).want(t, 200, nil)
	o.pressed()
	o.indexed()
	o.limit()
	return o
}

// pressed has the customer press a button.
func (o *abroad) pressed() {
	o.Helper()
	const way, channel = 900, 901
	o.write(func(tx *store.Tx) error {
		added, err := true, errors.Join(
			tx.AddChannel(ledger.Channel{ID: channel, Name: "按钮"}),
			tx.AddWay(ledger.Way{
				ID: way, Kind: ledger.KindContact, CorpID: o.wecom.CorpID, AccountID: o.wecom.ID, State: "pressed", ClientKey: "pressed", Phase: ledger.PhaseConfirmed,
				Settings: ledger.Settings{Name: "按钮", ChannelID: channel, Scene: ledger.SceneQR},
			}))
		if err == nil {
			added, err = tx.AddPress(ledger.Press{
				ID: 902, WayID: way, Key: "0123456789abcdef", AccountID: o.account, Visitor: ledger.Visitor{AppID: o.weapp.PlatformID, OpenID: "openid-0"},
				CustomerID: o.customer, Place: ledger.InMiniProgram, At: 1, Day: 20261128, ChannelID: channel,
			})
		}
		if !added {
			o.Fatal("not pressed")
		}
		return err
	})
	var list Page[ledger.PressItem]
	o.admin.do(get, base+"/presses", nil).want(o, 200, &list)
	if len(list.Items) != 1 || list.Items[0].Customer == nil || list.Items[0].Customer.ID != o.customer {
		o.Fatalf("an admin is told of %+v", list.Items)
	}
}

// limit takes the account from the agent, who keeps another.
func (o *abroad) limit() {
	o.Helper()
	other, err := o.ground.AddAccount(o.Context(), crm.Operator(), crm.Account{Kind: crm.Weapp, Slug: "own", PlatformID: "wx00000000000000aa", Secret: "s"})
	if err != nil {
		o.Fatal(err)
	}
	o.admin.do(patch, fmt.Sprintf("%s/agents/%d", base, o.agentID), desk.AgentEdit{Accounts: &[]int64{other.ID}}).want(o, 200, nil)
}

// hidden are the operations that name something of a customer: with what the agent is told that it is not there.
func (o *abroad) hidden() map[string]any {
	reply := desk.Reply{ClientKey: "12345678", Kind: "text", Text: "x"}
	return map[string]any{
		"get-customer": nil, "split-customer": SplitInput{}, "put-customer-tags": TagsInput{[]int64{}}, "put-customer-fields": FieldsInput{[]desk.FieldValue{}},
		"list-customer-messages": nil,
		"get-conversation":       nil, "list-messages": nil, "accept-conversation": nil, "send-message": reply, "show-typing": TypingInput{true},
		"read-conversation": nil, "close-conversation": nil, "transfer-conversation": desk.Transfer{AgentID: o.adminID}, "return-conversation": nil,
		"list-actions": nil, "add-note": desk.Note{Text: "x"}, "put-conversation-tags": TagsInput{[]int64{}}, "put-presence": PresenceInput{State: "viewing"},
		"take-over-conversation": nil, "get-transcript-txt": nil, "get-transcript-csv": nil, "get-transcript-xlsx": nil,
		"retry-message": nil, "get-media": nil, "list-official-agents": nil,
		"create-material": desk.MaterialInput{AccountID: o.account, Name: "x", Kind: "text", Text: "x"},
		"edit-material":   desk.MaterialInput{Name: "x", Kind: "text", Text: "x"}, "remove-material": nil,
		"use-quick-reply": QuickReplyUse{o.talk},
		"get-figures":     nil, "export-figures-csv": nil, "export-figures-xlsx": nil, "list-figure-conversations": nil, "get-wall": nil,
	}
}

// absent are the lists that leave others' customers out, with how they are asked for them.
func (o *abroad) absent() map[string]string {
	word := "q=" + url.QueryEscape(unseen)
	return map[string]string{
		"list-conversations": fmt.Sprintf("account=%d&list=all", o.account), "find-messages": word, "list-customers": "",
		"list-materials": fmt.Sprintf("account_id=%d&%s", o.account, word), "list-mentions": "", "list-presses": "",
	}
}

// at is an operation's address, with the ids of what the agent does not see.
func (o *abroad) at(id, path string) string {
	var quick desk.QuickReply
	ids := map[string]any{"/conversations/": o.talk, "/customers/": o.customer, "/messages/": o.message, "/materials/": o.material, "/accounts/": o.account, "/media/": o.media}
	if id == "use-quick-reply" {
		o.admin.do(post, base+"/quick-replies", QuickReplyInput{Shortcut: "x", Text: "x"}).want(o, 200, &quick)
		ids["/quick-replies/"] = quick.ID
	}
	if strings.Contains(path, "/desk/figures") {
		path += fmt.Sprintf("?from=20200101&to=20200131&figure=taken&account=%d", o.account)
	}
	for part, n := range ids {
		path = strings.Replace(path, part+"{id}", fmt.Sprint(part, n), 1)
	}
	return path
}

// TestNothingOfOtherAccountsIsToldOrChanged walks every operation as an agent who does not see an account.
func TestNothingOfOtherAccountsIsToldOrChanged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newAbroad(t, s)
		hidden, absent, others := o.hidden(), o.absent(), " "+strings.Join(strings.Fields(apart), " ")+" "
		for id, op := range documented(o.api) {
			if needed := access[id]; needed == public || needed == admin {
				continue
			}
			body, isHidden := hidden[id]
			query, isAbsent := absent[id]
			switch {
			case isHidden:
				r := o.agent.do(op[0], o.at(id, op[1]), body)
				if r.StatusCode != 404 && r.StatusCode != 403 || strings.Contains(string(r.body), unseen) {
					t.Errorf("%s: an agent who does not see the account gets %d: %s", id, r.StatusCode, r.body)
				}
			case isAbsent:
				r := o.agent.do(op[0], op[1]+"?"+query, nil).want(t, 200, nil)
				for _, mine := range []string{unseen, fmt.Sprint(o.talk), fmt.Sprint(o.customer), "openid-0"} {
					if strings.Contains(string(r.body), mine) {
						t.Errorf("%s tells %s of an account that is not theirs: %s", id, mine, r.body)
					}
				}
			case !strings.Contains(others, " "+id+" "):
				t.Errorf("%s: nobody decided what it tells agents of accounts that are not theirs", id)
			}
		}
		o.unchanged(t)
	})
}

// unchanged checks that everything refused was not done either.
func (o *abroad) unchanged(t *testing.T) {
	var c desk.ConversationRow
	o.admin.do(get, o.path(0), nil).want(t, 200, &c)
	if c.Status != desk.Open || c.Agent == nil || c.Agent.ID != o.agentID {
		t.Errorf("the conversation was changed: %s", jsonOf(c))
	}
	o.admin.do(get, base+"/media/"+o.media, nil).want(t, 200, nil)
	var p MaterialPage
	o.admin.do(get, base+"/materials", nil).want(t, 200, &p)
	if len(p.Items) != 1 || p.Items[0].Name != unseen {
		t.Errorf("materials were changed: %s", jsonOf(p))
	}
}
