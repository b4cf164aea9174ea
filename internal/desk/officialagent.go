package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/weapp"
)

// mostOfficialAgents is how many people a mini program may have in the platform's own tool.
const mostOfficialAgents = 100

// OfficialAgent is a person who answers in the platform's own tool.
type OfficialAgent struct {
	OpenID      string `json:"openid" doc:"By which they are removed"`
	Name        string `json:"name"`
	Avatar      string `json:"avatar"`
	WX          string `json:"wx" doc:"WeChat id; of an invitation while that is pending"`
	Invitation  string `json:"invitation,omitempty" enum:"waiting,rejected,expired"`
	InviteUntil int64  `json:"invite_until,omitempty"`
	Online      bool   `json:"online"`
	Serving     int    `json:"serving" doc:"Customers they have now"`
}

// OfficialAgents are the people in the platform's tool.
type OfficialAgents struct {
	Items []OfficialAgent `json:"items"`
	Most  int             `json:"most" doc:"How many there may be"`
}

// OfficialAgents asks the platform who answers in its tool. Who is online is shown where the platform says it.
func (k *Desk) OfficialAgents(ctx context.Context, account int64) (OfficialAgents, error) {
	client, err := k.officialClient(ctx, account)
	if err != nil {
		return OfficialAgents{}, err
	}
	list, err := client.Kf.List(ctx)
	if err != nil {
		return OfficialAgents{}, err
	}
	online, err := client.Kf.Online(ctx)
	if err != nil {
		k.Log.Debug("who is online in the official tool is not known", "account", account, "err", err)
	}
	out := OfficialAgents{Items: []OfficialAgent{}, Most: mostOfficialAgents}
	for _, a := range list {
		out.Items = append(out.Items, officialAgent(a, online))
	}
	return out, nil
}

func officialAgent(a weapp.Kf, online []weapp.OnlineKf) OfficialAgent {
	row := OfficialAgent{OpenID: a.OpenID, Name: a.Nick, Avatar: a.HeadImgURL, WX: a.WX, Invitation: string(a.InviteStatus), InviteUntil: a.InviteExpire * 1000}
	if row.WX == "" {
		row.WX = a.InviteWX
	}
	for _, o := range online {
		if o.OpenID != "" && o.OpenID == a.OpenID || o.OpenID == "" && o.ID != 0 && o.ID == a.ID {
			row.Online, row.Serving = o.Status != 0, o.AcceptedCase
		}
	}
	return row
}

// AddOfficialAgent lets a person answer in the platform's tool, by their WeChat id.
func (k *Desk) AddOfficialAgent(ctx context.Context, who crm.Actor, account int64, wx string) (OfficialAgents, error) {
	wx = strings.TrimSpace(wx)
	if wx == "" || len(wx) > 64 {
		return OfficialAgents{}, crm.Invalid("wx", "请填写微信号", "a WeChat id is needed")
	}
	before, err := k.OfficialAgents(ctx, account)
	if err != nil {
		return before, err
	}
	if len(before.Items) >= mostOfficialAgents {
		return before, crm.Refuse(CodeOfficialFull, "limit", mostOfficialAgents)
	}
	client, err := k.officialClient(ctx, account)
	if err != nil {
		return before, err
	}
	if err := client.Kf.Add(ctx, weapp.KfAdd{WX: wx}); err != nil {
		return before, err
	}
	return k.officialChanged(ctx, who, account, "official_agent.add", wx)
}

// RemoveOfficialAgent takes a person off. The platform sometimes says so without doing it: they are looked for again.
func (k *Desk) RemoveOfficialAgent(ctx context.Context, who crm.Actor, account int64, openID string) (OfficialAgents, error) {
	client, err := k.officialClient(ctx, account)
	if err != nil {
		return OfficialAgents{}, err
	}
	if err := client.Kf.Delete(ctx, openID); err != nil {
		return OfficialAgents{}, err
	}
	after, err := k.officialChanged(ctx, who, account, "official_agent.remove", openID)
	if err == nil && slices.ContainsFunc(after.Items, func(a OfficialAgent) bool { return a.OpenID == openID }) {
		err = crm.Refuse(CodeOfficialStays)
	}
	return after, err
}

// officialChanged notes what was done on the platform, and reads what came of it.
func (k *Desk) officialChanged(ctx context.Context, who crm.Actor, account int64, operation, whom string) (OfficialAgents, error) {
	now := k.Clock.Ms()
	audit := crm.Audit{At: now, Actor: who, Operation: operation, Subject: "account", SubjectID: account, After: map[string]string{"whom": whom}}
	err := k.Store.Write(context.WithoutCancel(ctx), nil, func(tx Tx) error {
		if err := tx.AddAudit(audit); err != nil {
			return err
		}
		change := crm.Stale("official_agent", account, now)
		change.AccountID = account
		return tx.AddChange(change)
	})
	if err != nil {
		return OfficialAgents{}, err
	}
	return k.OfficialAgents(ctx, account)
}

func (k *Desk) officialClient(ctx context.Context, account int64) (*weapp.Client, error) {
	a, err := k.Store.Account(ctx, account)
	if err != nil {
		return nil, err
	}
	if a.Kind != crm.Weapp {
		return nil, crm.Invalid("account_id", "请选择小程序", "choose a mini program")
	}
	return k.Clients.Weapp(ctx, account)
}
