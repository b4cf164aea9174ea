package api

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

// Presses: many phones share an address, nobody shares an openid.
const (
	pressBytes      = 8 << 10
	pressBurst      = 120
	pressInterval   = 200 * time.Millisecond
	visitorBurst    = 20
	visitorInterval = 3 * time.Second
)

// pressAnswer is what a press is answered with, by the names of the platform's own plugins.
type pressAnswer struct {
	Errcode    int    `json:"errcode"`
	Errmsg     string `json:"errmsg"`
	Name       string `json:"name"`
	HeadURL    string `json:"headurl"`
	NotifyType int    `json:"notifytype"`
	QRCode     string `json:"qr_code"`
}

// press takes a press of a button. All that can become of one is HTTP 200.
func (a *API) press(w http.ResponseWriter, r *http.Request) error {
	if err := a.attempt(r.Context(), pressInterval, pressBurst, "press "+address(r)); err != nil {
		return err
	}
	var in ledger.Pressing
	if err := readKit(w, r, &in); err != nil {
		return err
	}
	if len(in.PlugID) > longestPlugID {
		return writeKit(w, pressWords(r, pressAnswer{Errcode: ledger.KitUnknown}, ""))
	}
	p, err := a.Ledger.Press(r.Context(), in, func(v ledger.Visitor) error {
		return a.attempt(r.Context(), visitorInterval, visitorBurst, "presser "+v.AppID+" "+v.OpenID)
	})
	if errors.Is(err, crm.ErrNotFound) {
		return writeKit(w, pressWords(r, pressAnswer{Errcode: ledger.KitUnknown}, ""))
	}
	if err != nil {
		return err
	}
	out := pressAnswer{Errcode: p.Errcode, NotifyType: p.NotifyType}
	if p.Errcode == ledger.KitDone || p.Errcode == ledger.KitFriends {
		out.Name = p.Name
	}
	if p.NotifyType == ledger.NotifyCode {
		out.QRCode = a.PublicURL() + kitBase + "/ways/" + strconv.FormatInt(p.WayID, 10) + "/qr.png?" + url.Values{"v": {kitVersion(p.Code)}}.Encode()
	}
	return writeKit(w, pressWords(r, out, p.Why))
}

// readKit reads a small JSON body.
func readKit(w http.ResponseWriter, r *http.Request, v any) error {
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, pressBytes))
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		return crm.Refuse(codeTooLarge)
	}
	if err != nil || json.Unmarshal(b, v) != nil {
		return crm.Refuse(codeUnreadable)
	}
	return nil
}

// pressReasons are what a developer should do, by code and reason.
var pressReasons = map[string]ledger.Words{
	"-3002":      {ZH: "读不到按钮配置：请检查 plugid，或活码已删除、尚未创建成功", EN: "no configuration: look at the plugid; its way may be deleted, or not made yet"},
	"app":        {ZH: "这个小程序还没有接入门铃：请在设置里添加账号", EN: "menling does not know this mini program: add its account in the settings"},
	"code":       {ZH: "登录凭证无效：wx.login 的 code 只能用一次，五分钟内有效", EN: "the sign-in failed: a code of wx.login serves once, within five minutes"},
	"blocked":    {ZH: "微信拒绝了这位用户的登录（高风险用户）", EN: "the platform signs this user in nowhere: they are taken for a risk"},
	"secret":     {ZH: "微信不接受这个小程序的 AppSecret：请在设置里检查账号", EN: "the platform refuses the mini program's secret: look at its account in the settings"},
	"platform":   {ZH: "登录时没有得到微信的回答，请再试", EN: "the platform did not answer the sign-in: press again"},
	"no_code":    {ZH: "没有登录凭证：请先调用 wx.login", EN: "no code was given: call wx.login first"},
	"not_yet":    {ZH: "二维码正在创建，请几秒后再试", EN: "the code is being made: press again in a few seconds"},
	"not_made":   {ZH: "二维码创建失败：原因见活码详情", EN: "the code could not be made: the way's details say why"},
	"old_client": {ZH: "微信版本太旧，不能识别二维码；也没有可用的客服消息回复窗口", EN: "the client cannot read a code, and no reply window is open"},
	"-3006":      {ZH: "已经是好友，或已在群里", EN: "friends already, or in the group already"},
	"-3008":      {ZH: "现在没有可以展示的成员", EN: "nobody answers now"},
	"-3009":      {ZH: "群都满了", EN: "all groups are full"},
	"-3010":      {ZH: "群都解散了", EN: "all groups are dismissed"},
	"-3012":      {ZH: "已在群里，且群已满", EN: "in the group already, and it is full"},

	"no_code_at_all": {ZH: "这是官方插件用的入群按钮，没有二维码：请改用场景为二维码的入群方式", EN: "this join way is a button of the platform's own plugin and has no code: use one of the QR scene"},
}

// pressReason is what a developer should do about an answer; nil: nothing.
func pressReason(errcode int, why string) *ledger.Words {
	words, ok := pressReasons[why]
	if !ok {
		words, ok = pressReasons[strconv.Itoa(errcode)]
	}
	if !ok {
		return nil
	}
	return &words
}

func pressWords(r *http.Request, p pressAnswer, why string) pressAnswer {
	words := pressReason(p.Errcode, why)
	if words == nil {
		return p
	}
	if p.Errmsg = words.EN; strings.HasPrefix(strings.ToLower(r.Header.Get("Accept-Language")), "zh") {
		p.Errmsg = words.ZH
	}
	return p
}
