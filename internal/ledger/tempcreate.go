package ledger

import (
	"cmp"
	"context"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// What a temporary way gets where nothing else is asked for: the platform's own defaults, said aloud. In seconds.
const (
	tempLife = 7 * 24 * 3600
	chatLife = 24 * 3600
)

// lives are how long a temporary way's code and its chat live, in seconds.
func (s Settings) lives() (qr, chat int64) {
	return cmp.Or(s.ExpiresIn, tempLife), cmp.Or(s.ChatExpiresIn, chatLife)
}

// Why there is no new visit.
const (
	CodeTempRefused crm.Code = "temp_chats_refused" // the platform does not give them to this company
	CodeTempOpen    crm.Code = "temp_chat_running"
)

// NewTempChat is a visit that a person asks for.
type NewTempChat struct {
	ClientKey     string       `json:"client_key" minLength:"8" maxLength:"64" doc:"A random string of the form: the same key gives the same visit"`
	AccountID     int64        `json:"account_id"`
	ChannelID     int64        `json:"channel_id"`
	UserID        string       `json:"userid" minLength:"1" maxLength:"64" doc:"The member who sees the customer"`
	Name          string       `json:"name" doc:"What the visit is called, 1 to 60 characters, for us alone"`
	Note          string       `json:"note,omitempty"`
	Remark        string       `json:"remark,omitempty" doc:"At most 30 characters, shown to the member"`
	ExpiresIn     int64        `json:"expires_in,omitempty" doc:"Seconds the code lives, at most 14 days; 7 days when left out"`
	ChatExpiresIn int64        `json:"chat_expires_in,omitempty" doc:"Seconds the chat lives from when the customer comes, at most 14 days; a day when left out"`
	UnionID       string       `json:"unionid,omitempty" doc:"Only this customer may come"`
	CustomerID    int64        `json:"customer_id,omitempty" doc:"The same by our number: their unionid must be known"`
	SkipVerify    bool         `json:"skip_verify,omitempty" default:"true" doc:"The customer is there at once, without the member's confirmation"`
	Conclusions   *Conclusions `json:"conclusions,omitempty" doc:"Sent when the chat ends"`
	Welcome       WelcomePlan  `json:"welcome,omitempty"`
	Tags          []string     `json:"tags,omitempty" nullable:"false"`
	StatePrefix   string       `json:"state_prefix,omitempty" doc:"At most 18 characters before our unique suffix"`
	Retry         bool         `json:"retry,omitempty" doc:"Ask the platform although it refused temporary chats to this company before"`
}

func (n NewTempChat) way() NewWay {
	return NewWay{
		ClientKey: n.ClientKey, AccountID: n.AccountID, Kind: KindTemp, StatePrefix: n.StatePrefix, again: n.Retry,
		Settings: Settings{
			ChannelID: n.ChannelID, Name: n.Name, Note: n.Note, Remark: n.Remark, Users: []string{n.UserID}, SkipVerify: n.SkipVerify, MarkSource: true,
			ExpiresIn: n.ExpiresIn, ChatExpiresIn: n.ChatExpiresIn, UnionID: n.UnionID, Conclusions: n.Conclusions, Welcome: n.Welcome, Tags: n.Tags,
		},
	}
}

// CreateTempChat makes a visit: a temporary way, which the platform is asked for afterwards. The same client key gives the same visit.
func (l *Ledger) CreateTempChat(ctx context.Context, who crm.Actor, n NewTempChat) (TempChatRow, error) {
	if n.CustomerID != 0 {
		id, err := l.unionIDOf(ctx, n.CustomerID)
		if err != nil {
			return TempChatRow{}, err
		}
		if n.UnionID != "" && n.UnionID != id {
			return TempChatRow{}, crm.Invalid("unionid", "unionid 与所选客户不一致，只填其中一个即可", "the unionid is not this customer's: give one of the two")
		}
		n.UnionID = id
	}
	w, err := l.CreateWay(ctx, who, n.way())
	if err != nil {
		return TempChatRow{}, err
	}
	return l.TempChatRow(ctx, w.ID)
}

// unionIDOf is a customer's unionid.
func (l *Ledger) unionIDOf(ctx context.Context, customer int64) (string, error) {
	c, err := l.Store.CustomerRow(ctx, customer)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(c.Identities, func(id IdentityRow) bool { return id.Kind == crm.UnionID })
	if i < 0 {
		return "", crm.Invalid("customer_id", "还不知道这位客户的 unionid：请客户先打开小程序登录，或先不限定客户", "the customer's unionid is not known: have them sign in to the mini program first, or do not bind the visit")
	}
	return c.Identities[i].Value, nil
}

// mayTemp refuses a temporary way that the platform would refuse.
func (n NewWay) mayTemp(a crm.Account) error {
	if n.Kind == KindTemp && a.TempRefusedAt != 0 && !n.again {
		return crm.Refuse(CodeTempRefused, "at", a.TempRefusedAt)
	}
	return nil
}

// ReissueTempChat makes a visit with the settings of one that is over, or that nobody came to.
func (l *Ledger) ReissueTempChat(ctx context.Context, who crm.Actor, id int64, clientKey string) (TempChatRow, error) {
	w, err := l.tempWay(ctx, id)
	if err != nil {
		return TempChatRow{}, err
	}
	c, err := l.Store.TempChat(ctx, id)
	if err != nil {
		return TempChatRow{}, err
	}
	if c = c.at(l.Clock.Ms()); c.State == TempChatting {
		return TempChatRow{}, crm.Refuse(CodeTempOpen)
	}
	row, err := l.CreateWay(ctx, who, NewWay{ClientKey: clientKey, AccountID: w.AccountID, Kind: KindTemp, StatePrefix: prefixOf(w.State), Settings: w.Settings, restores: id})
	if err != nil {
		return TempChatRow{}, err
	}
	return l.TempChatRow(ctx, row.ID)
}

// CodeNotTemp: it is no temporary way.
const CodeNotTemp crm.Code = "not_a_temp_chat"

func (l *Ledger) tempWay(ctx context.Context, id int64) (Way, error) {
	w, err := l.Store.Way(ctx, id)
	if err == nil && w.Kind != KindTemp {
		err = crm.Refuse(CodeNotTemp)
	}
	return w, err
}

// CodeTempOver: a code that was used or ran out cannot be changed.
const CodeTempOver crm.Code = "temp_chat_over"

// tempOpen refuses to change what the platform changes no more.
func tempOpen(tx TempTx, w Way, at int64) error {
	if w.Kind != KindTemp {
		return nil
	}
	c, err := tempChatOf(tx, w)
	if c = c.at(at); err == nil && c.State != "" && c.State != TempWaiting && w.Phase == PhaseConfirmed {
		err = crm.Refuse(CodeTempOver, "state", c.State)
	}
	return err
}
