package ledger

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
)

// Chat is a customer group (客户群), as far as we have seen it.
type Chat struct {
	CorpID    int64
	ChatID    string
	Name      string
	Owner     string // userid, lower case
	Members   int    // everybody in it
	Externals int    // of those, not of the company
	Version   string // the platform's, of its list of members
	State     string
	Problem   int // why it cannot be read
	SeenAt    int64
}

// States of a group.
const (
	ChatOK        = "ok"
	ChatDismissed = "dismissed"
	ChatNoRight   = "no_right" // the app may not read it, or the platform does not know it
)

// ChatPush is what a change_external_chat push says, as far as the ledger reads it.
type ChatPush struct {
	ChatID  string
	Kind    ContactKind
	People  []string // who came or left: customers and members alike
	Scene   int
	LastVer string
	CurVer  string
}

// ChatTx changes what is known of groups.
type ChatTx interface {
	Chat(corp int64, chatID string) (Chat, error)
	PutChat(Chat) error
	// ListedChats notes that the groups of an account were listed.
	ListedChats(account, at int64) error
	// AddChatEvent keeps a fact; a source leaves it once.
	AddChatEvent(ChatEvent) error
	// ChatEvents are those of one person in a group, and those of the group itself.
	ChatEvents(corp int64, chatID, value string) ([]ChatEvent, error)
	// PeopleOfChat are the external_userids of those who were in a group at a time or later, as far as we know.
	PeopleOfChat(corp int64, chatID string, since int64) ([]string, error)
	// Lock takes further keys, sorted: after the transaction's own, and only those of customers after those of a group.
	Lock(keys []string) error
}

// ApplyChat takes one push about a group into the facts. It does not say by which way somebody came: the group is read for that.
func (l *Ledger) ApplyChat(tx Tx, d *crm.Draw, a crm.Account, p crm.Push, c ChatPush) error {
	for _, e := range c.events(a, p) {
		if err := tx.AddChatEvent(e); err != nil {
			return err
		}
	}
	people := c.People
	chat, err := chatOf(tx, a.CorpID, c.ChatID)
	if err != nil {
		return err
	}
	switch {
	case c.Kind == Dismissed:
		chat.State, chat.SeenAt = ChatDismissed, max(chat.SeenAt, d.At)
		if people, err = tx.PeopleOfChat(a.CorpID, c.ChatID, p.CreateTime*1000); err != nil {
			return err
		}
	case (c.Kind == Quit || c.Kind == Removed) && len(c.People) > 0 && chat.Version != "" && c.LastVer == chat.Version:
		chat.Version, chat.Members = c.CurVer, max(0, chat.Members-len(c.People))
		chat.Externals = max(0, chat.Externals-external(c.People))
	default:
		if err := l.askChat(tx, a, p.Lane, c.ChatID, d.At); err != nil {
			return err
		}
	}
	if c.Kind == Joined && p.CreateTime*1000 > chat.SeenAt && chat.SeenAt != 0 { // until it is read: many may come at once
		chat.Members += len(c.People)
	}
	if err := l.putChat(tx, chat, d.At); err != nil {
		return err
	}
	return l.foldPeople(tx, d, a, c.ChatID, guestsOf(people))
}

// events are the facts of the push, one for each person; of none, one of the group.
func (c ChatPush) events(a crm.Account, p crm.Push) []ChatEvent {
	people := c.People
	if len(people) == 0 {
		people = []string{""}
	}
	events := make([]ChatEvent, len(people))
	for i, value := range people {
		events[i] = ChatEvent{Source: p.ID, Value: value, Kind: c.Kind, CorpID: a.CorpID, ChatID: c.ChatID, At: p.CreateTime * 1000, Scene: c.Scene}
	}
	return events
}

func chatOf(tx ChatTx, corp int64, chatID string) (Chat, error) {
	c, err := tx.Chat(corp, chatID)
	if errors.Is(err, crm.ErrNotFound) {
		return Chat{CorpID: corp, ChatID: chatID, State: ChatOK}, nil
	}
	return c, err
}

// external counts the external_userids of a list, which begin with wm or wo.
func external(people []string) int {
	n := 0
	for _, p := range people {
		if strings.HasPrefix(p, "wm") || strings.HasPrefix(p, "wo") {
			n++
		}
	}
	return n
}

// burst is how long changes of a group are gathered before it is read, and how long the platform takes until a reading shows them.
const burst = 2 * time.Second

// JobChat reads a group.
const JobChat = "chat.ask"

type chatJob struct {
	ChatID string `json:"chat_id"`
}

// askChat has a group read once for all that happens to it within a burst, and not before the platform shows it.
func (l *Ledger) askChat(tx Tx, a crm.Account, lane, chatID string, at int64) error {
	payload, err := json.Marshal(chatJob{chatID})
	if err != nil {
		return err
	}
	n := at/burst.Milliseconds() + 1
	return tx.AddJob(crm.Job{
		Queue: QueueAsk, Kind: JobChat, AccountID: a.ID, Lane: lane, OnceKey: fmt.Sprint(JobChat, ":", a.CorpID, ":", chatID, ":", n),
		Payload: payload, RunAt: (n + 1) * burst.Milliseconds(), CreatedAt: at,
	})
}

func chatLane(a crm.Account, chatID string) string {
	return crm.CustomerLane(crm.ExternalUserID, a.PlatformID, chatID)
}
