package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/sandbox"
)

// Who may sign in to the demo.
const (
	demoEmail    = "demo@menling.test"
	demoPassword = "menling-demo"
)

var demoAgents = []crm.NewAgent{
	{Email: demoEmail, Name: "林晓", Role: crm.RoleAdmin, Password: demoPassword},
	{Email: "zhoumin@menling.test", Name: "周敏", Role: crm.RoleAgent, Password: demoPassword},
	{Email: "wanglei@menling.test", Name: "王磊", Role: crm.RoleAgent, Password: demoPassword},
}

var demoChannels = []struct {
	name, note string
	ways       []ledger.NewWay
}{
	{"门店", "三家门店的前台和橱窗", []ledger.NewWay{
		demoWay("demo-way-front-desk", "前台海报", "前台", "desk", "您好，欢迎来到门铃健康！我是您的健康顾问，有什么可以帮您？", "zhangsan", "lisi"),
		demoWay("demo-way-window", "3 号店橱窗", "橱窗", "shop3", "您好！感谢扫描 3 号店的二维码，到店出示本条消息可享 9 折。", "lisi"),
	}},
	{"线上推广", "朋友圈广告和公众号文章", []ledger.NewWay{
		demoWay("demo-way-moments", "朋友圈广告", "朋友圈", "moments", "您好，很高兴认识您！回复「预约」即可安排免费咨询。", "zhangsan"),
		{ClientKey: demoJoinKey, Kind: ledger.KindJoin, StatePrefix: "groups", Settings: ledger.Settings{
			Name: "社群入群码", Remark: "社群", Chats: demoChats()[:2], MarkSource: true,
		}},
		demoWay("demo-way-article", "公众号文章", "公众号", "article", "您好，谢谢您读我们的文章。想了解哪一项服务呢？", "wangwu"),
	}},
	{"包裹卡片", "随包裹寄出的售后卡", []ledger.NewWay{
		demoWay("demo-way-parcel", "售后卡", "售后", "parcel", "您好，您的售后由我负责，请告诉我订单号。", "wangwu", "zhangyisheng"),
		demoWay("demo-way-doctor", "医生名片", "张医生", "doctor", "您好，我是张医生，请描述您的情况。", "zhangyisheng"),
	}},
}

func demoWay(key, name, remark, prefix, welcome string, users ...string) ledger.NewWay {
	return ledger.NewWay{ClientKey: key, StatePrefix: prefix, Settings: ledger.Settings{
		Name: name, Remark: remark, Users: users, SkipVerify: true, MarkSource: true, Welcome: ledger.Greet(welcome),
	}}
}

var demoQuickReplies = [][2]string{
	{"您好", "您好，我是门铃健康的客服，很高兴为您服务。"},
	{"营业时间", "我们的营业时间是每天 9:00 到 21:00，节假日不休。"},
	{"地址", "3 号店地址：幸福路 88 号一层，地铁 2 号线 B 口出来步行 3 分钟。"},
	{"稍等", "请稍等，我马上为您查询。"},
}

// seed fills an empty store: accounts, people, channels with ways, quick replies. Each thing is added when it is missing,
// so that a first start that was cut off is finished by the next.
func (d *demo) seed(ctx context.Context) error {
	who := crm.Rule("demo")
	for _, n := range demoAgents {
		if _, _, err := d.app.Ground.AddAgent(ctx, who, n); err != nil && crm.CodeOf(err) != crm.CodeTaken {
			return err
		}
	}
	account, err := d.seedAccounts(ctx, who)
	if err != nil {
		return err
	}
	if err := d.seedWays(ctx, who, account); err != nil {
		return err
	}
	known, err := d.app.Store.QuickReplies(ctx)
	if err != nil || len(known) > 0 {
		return err
	}
	for _, q := range demoQuickReplies {
		if _, err := d.app.Desk.ShareQuickReply(ctx, who, q[0], q[1]); err != nil {
			return err
		}
	}
	return nil
}

// seedAccounts adds the accounts with exactly the ids, secrets and keys of the sandbox's default fixture, and points them at
// where the sandbox listens this time.
func (d *demo) seedAccounts(ctx context.Context, who crm.Actor) (wecom int64, err error) {
	f := sandbox.DefaultFixture()
	for _, a := range []crm.Account{
		{
			Kind: crm.WeCom, Slug: "demo", Name: f.Corp.Name, PlatformID: f.Corp.ID, AgentID: fmt.Sprint(f.Apps[0].AgentID), Secret: crm.Secret(f.Apps[0].Secret),
			Keys: crm.PushKeys{Token: crm.Secret(f.Callback.Token), AESKey: crm.Secret(f.Callback.AESKey)},
		},
		{
			Kind: crm.Weapp, Slug: "demo", Name: f.MiniProgram.Name, PlatformID: f.MiniProgram.AppID, OriginalID: f.MiniProgram.OriginalID, Secret: crm.Secret(f.MiniProgram.Secret),
			Keys: crm.PushKeys{Token: crm.Secret(f.MiniProgram.Push.Token), AESKey: crm.Secret(f.MiniProgram.Push.AESKey)},
		},
	} {
		a.APIBaseURL = d.sandbox.URL()
		known, err := d.app.Store.AccountBySlug(ctx, a.Kind, a.Slug)
		if err == nil && known.APIBaseURL != a.APIBaseURL {
			known, err = d.app.Ground.EditAccount(ctx, who, known.ID, func(k *crm.Account) { k.APIBaseURL = a.APIBaseURL }, false)
		}
		if errors.Is(err, crm.ErrNotFound) {
			known, err = d.app.Ground.AddAccount(ctx, who, a)
		}
		if err != nil {
			return 0, err
		}
		if a.Kind == crm.WeCom {
			wecom = known.ID
		}
	}
	return wecom, nil
}

func (d *demo) seedWays(ctx context.Context, who crm.Actor, account int64) error {
	channels, err := d.app.Store.ChannelRows(ctx, d.app.Ledger.Days())
	if err != nil {
		return err
	}
	if len(channels) > len(demoChannels)-1 {
		return nil
	}
	if _, _, err := d.app.Ledger.Members(ctx, account); err != nil { // their names, so that the ways show them from the start
		return err
	}
	shelf, err := d.seedShelf(ctx, who, account)
	if err != nil {
		return err
	}
	ids := map[string]int64{}
	for _, c := range channels {
		ids[c.Name] = c.ID
	}
	for _, c := range demoChannels {
		if ids[c.name] == 0 {
			made, err := d.app.Ledger.CreateChannel(ctx, who, ledger.ChannelEdit{Name: &c.name, Note: &c.note})
			if err != nil {
				return err
			}
			ids[c.name] = made.ID
		}
		for _, w := range c.ways {
			w.AccountID, w.ChannelID = account, ids[c.name]
			shelf.put(&w)
			if _, err := d.app.Ledger.CreateWay(ctx, who, w); err != nil {
				return err
			}
		}
	}
	return nil
}

// waysMade says whether the sandbox has made the demo's ways.
func (d *demo) waysMade(ctx context.Context) error {
	rows, err := d.app.Store.WayRows(ctx, ledger.WayQuery{Limit: 200})
	if err != nil {
		return err
	}
	waiting := 0
	for _, w := range rows {
		if w.Phase == ledger.PhaseIntent || w.Phase == ledger.PhaseCalling {
			waiting++
		}
	}
	if waiting > 0 {
		return fmt.Errorf("%d ways were not made in time", waiting)
	}
	return nil
}
