package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// ChatRow is a group as lists and pickers show it.
type ChatRow struct {
	ChatID    string       `json:"chat_id"`
	Name      string       `json:"name"`
	Owner     string       `json:"owner"`
	OwnerName string       `json:"owner_name"`
	Members   int          `json:"members" doc:"Everybody in it"`
	Externals int          `json:"externals" doc:"Of those, not of the company"`
	State     string       `json:"state" enum:"ok,dismissed,no_right"`
	Problem   *crm.Problem `json:"problem"`
	SeenAt    int64        `json:"seen_at" doc:"When it was read last; 0: not yet"`
}

// ChatList is the groups of an account.
type ChatList struct {
	Items    []ChatRow `json:"items"`
	ListedAt int64     `json:"listed_at"`
	Unread   int       `json:"unread" doc:"Groups whose name and size are still being read"`
}

const (
	chatsFresh     = 10 * time.Minute // how long a list of groups is shown without asking again
	chatsReadAtJob = 40               // groups that one job reads
	chatsAtOnce    = 200              // groups that one transaction adds
)

// ChatList gives the groups of the account's company, listing them anew when the list is old or a refresh is asked for. Names and
// sizes are read one by one, afterwards.
func (l *Ledger) ChatList(ctx context.Context, account int64, refresh bool) (ChatList, error) {
	a, err := l.Store.Account(ctx, account)
	if err != nil {
		return ChatList{}, err
	}
	if a.Kind != crm.WeCom {
		return ChatList{}, crm.Invalid("account_id", "只有企业微信账号才有客户群", "only WeCom accounts have groups")
	}
	var out ChatList
	if out.ListedAt, err = l.Store.ChatsListedAt(ctx, account); err != nil {
		return out, err
	}
	var asked error
	if refresh || l.Clock.Ms()-out.ListedAt > chatsFresh.Milliseconds() {
		if asked = l.listChats(ctx, a, refresh); asked == nil {
			out.ListedAt = l.Clock.Ms()
		}
	}
	chats, err := l.Store.Chats(ctx, a.CorpID)
	if err != nil {
		return out, err
	}
	if len(chats) == 0 && asked != nil {
		return out, asked
	}
	out.Items, out.Unread, err = l.chatRows(ctx, a, chats)
	return out, err
}

func (l *Ledger) chatRows(ctx context.Context, a crm.Account, chats []Chat) (rows []ChatRow, unread int, err error) {
	members, err := l.Store.Members(ctx, a.CorpID)
	names := map[string]string{}
	for _, m := range members {
		names[m.UserID] = m.Name
	}
	rows = make([]ChatRow, len(chats))
	for i, c := range chats {
		if c.SeenAt == 0 {
			unread++
		}
		owner := names[c.Owner]
		if owner == "" {
			owner = c.Owner
		}
		rows[i] = ChatRow{c.ChatID, c.Name, c.Owner, owner, c.Members, c.Externals, c.State, crm.ProblemOf(wx.WeCom, c.Problem), c.SeenAt}
	}
	return rows, unread, err
}

// listChats asks for the ids of all groups, and has those read that were not read for a while.
func (l *Ledger) listChats(ctx context.Context, a crm.Account, refresh bool) error {
	app, err := l.Clients.WeCom(ctx, a.ID)
	if err != nil {
		return err
	}
	age := chatsFresh.Milliseconds()
	if refresh { // all of them, but for those read this very moment
		age = 0
	}
	var ids []string
	for c, err := range app.GroupChats.All(ctx, wecom.GroupChatList{}) {
		if err != nil {
			return err
		}
		ids = append(ids, c.ChatID)
	}
	stamp := l.stamp()
	for some := range slices.Chunk(ids, chatsAtOnce) {
		err := l.Store.Write(ctx, []string{"chats:" + itoa(a.CorpID)}, func(tx Tx) error { return addChats(tx, a, some) })
		if err != nil {
			return err
		}
	}
	err = l.Store.Write(ctx, []string{"chats:" + itoa(a.CorpID)}, func(tx Tx) error {
		return errors.Join(tx.ListedChats(a.ID, stamp.At), l.readChats(tx, a, stamp.At-age, stamp.At))
	})
	l.Waker.Wake(QueueAsk)
	return err
}

// addChats keeps groups that are new to us; their names are read later.
func addChats(tx Tx, a crm.Account, ids []string) error {
	for _, id := range ids {
		if _, err := tx.Chat(a.CorpID, id); !errors.Is(err, crm.ErrNotFound) {
			if err != nil {
				return err
			}
			continue
		}
		if err := tx.PutChat(Chat{CorpID: a.CorpID, ChatID: id, State: ChatOK}); err != nil {
			return err
		}
	}
	return nil
}

// JobChats reads groups whose name and size are old.
const JobChats = "chats.read"

type chatsJob struct {
	Before int64 `json:"before"`
}

func (l *Ledger) readChats(tx Tx, a crm.Account, before, at int64) error {
	payload, err := json.Marshal(chatsJob{before})
	if err != nil {
		return err
	}
	return tx.AddJob(crm.Job{
		Queue: QueueAsk, Kind: JobChats, AccountID: a.ID, OnceKey: fmt.Sprint(JobChats, ":", a.ID, ":", before, ":", at), Payload: payload, RunAt: at, CreatedAt: at,
	})
}

// ReadChats is the job that reads a few groups, and has the others read afterwards. Their people are none of its business.
func (l *Ledger) ReadChats(ctx context.Context, job crm.Job) error {
	var p chatsJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	a, err := l.Store.Account(ctx, job.AccountID)
	if err != nil {
		return err
	}
	app, err := l.Clients.WeCom(ctx, a.ID)
	if err != nil {
		return err
	}
	list, err := l.Store.ChatsUnread(ctx, a.CorpID, p.Before, chatsReadAtJob)
	if err != nil || len(list) == 0 {
		return err
	}
	until := time.Now().Add(rebuildTime)
	for i := range list {
		if time.Now().After(until) {
			list = list[:i]
			break
		}
		if err := l.readSize(ctx, app, &list[i]); err != nil {
			return err
		}
	}
	at := l.Clock.Ms()
	return l.Store.Write(ctx, []string{"chats:" + itoa(a.CorpID)}, func(tx Tx) error {
		for _, c := range list {
			now, err := chatOf(tx, a.CorpID, c.ChatID)
			if err != nil {
				return err
			}
			if now.SeenAt > c.SeenAt {
				continue
			}
			c.Version = now.Version // its people were not looked at
			if err := l.putChat(tx, c, at); err != nil {
				return err
			}
		}
		return l.readChats(tx, a, p.Before, at)
	})
}

// readSize reads one group's name, owner and size.
func (l *Ledger) readSize(ctx context.Context, app *wecom.App, c *Chat) error {
	got, err := app.GroupChats.Get(ctx, c.ChatID, false)
	c.SeenAt = l.Clock.Ms()
	if state, problem, ok := chatRefused(err); ok {
		c.State, c.Problem = state, problem
		return nil
	}
	if err != nil {
		return err
	}
	c.Name, c.Owner, c.Members, c.State, c.Problem, c.Externals = got.Name, strings.ToLower(got.Owner), len(got.MemberList), ChatOK, 0, 0
	for _, m := range got.MemberList {
		if m.Type == wecom.MemberExternal {
			c.Externals++
		}
	}
	return nil
}
