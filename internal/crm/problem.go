package crm

import "github.com/menling/menling/wx"

// Problem is why something did not work, in words for people: what it means and what to do.
type Problem struct {
	Code int    `json:"code" doc:"The platform's errcode, or one of ours from 1000001 on"`
	ZH   string `json:"zh"`
	EN   string `json:"en"`
	DoZH string `json:"do_zh"`
	DoEN string `json:"do_en"`
}

// Our own codes, beside the platforms'.
const (
	ProblemUnreachable = 1000001 + iota // nothing was sent
	ProblemUnknown                      // sent, and not answered
	ProblemLate                         // its time had passed before it could be sent
	ProblemNoCode                       // the platform gave no welcome code
	ProblemAbsent                       // twice not found on the platform
	ProblemPicture                      // the picture could not be fetched or read
	ProblemOther
	ProblemSeen    // its creation was not answered, but somebody came through it
	ProblemLapsed  // a temporary way of unknown outcome whose time is over
	ProblemDiffers // a change was accepted, and something else was read back
	ProblemMerged  // a change does not fit to what the platform holds by now
)

// Why a welcome, tags or a remark did not reach the customer, beside the platform's own codes.
const (
	ProblemRivalSent  = 1000201 + iota // another app's welcome was quicker
	ProblemRivalSends                  // another app was sending all the time that there was
	ProblemChatBegan                   // the chat had begun
	ProblemCodeDead                    // the code was refused within its time
	ProblemAttachment                  // something could not be uploaded in time and was left out
)

// Of temporary chats, and of groups and their pools.
const (
	ProblemNoTempChat   = 1000301 + iota // the platform had none to close
	ProblemPoolDry                       // no group is left to turn to
	ProblemPoolLow                       // it will be full soon
	ProblemGroupFull                     // so nearly that it is shown no more
	ProblemGroupResting                  // it was, and has not enough room again
	ProblemGroupDismissed
	ProblemGroupNoRight   // the app may not read it
	ProblemGroupOwnerLeft // its owner left the company
	ProblemGroupUnread    // it was not read yet
)

// ProblemCancelled: an import was cancelled before the platform would make it.
const ProblemCancelled = 1000101

var ownProblems = map[int]Problem{
	ProblemUnreachable: {ZH: "连不上平台接口", EN: "the platform could not be reached", DoZH: "检查网络和接口地址后重试", DoEN: "check the network and the API address, then try again"},
	ProblemUnknown:     {ZH: "请求已发出，但没有收到答复，结果未知", EN: "it was sent but not answered: the outcome is unknown", DoZH: "先核对对方是否已收到，不要直接重发", DoEN: "check whether it arrived before sending again"},
	ProblemLate:        {ZH: "超过了平台允许的时间", EN: "the platform's time for it had passed", DoZH: "无需处理，下次会更快", DoEN: "nothing to do now"},
	ProblemNoCode:      {ZH: "平台没有给出欢迎语凭证", EN: "the platform gave no welcome code", DoZH: "管理后台可能已设置欢迎语，或客户已在聊天", DoEN: "the admin console may have its own welcome, or the chat has already begun"},
	ProblemAbsent:      {ZH: "平台上没有这个活码，当时没有创建成功", EN: "the platform does not have it: it was not created then", DoZH: "可以重试，会使用新的 state", DoEN: "try again: a new state will be used"},
	ProblemPicture:     {ZH: "图片无法取得或无法识别", EN: "the picture could not be fetched or read", DoZH: "请客户重新发送", DoEN: "ask the customer to send it again"},
	ProblemSeen:        {ZH: "创建时没有收到答复，但已有客户通过它进来：平台上有这个活码", EN: "its creation was not answered, but customers come through it: the platform has it", DoZH: "编号（config_id）无法查回，不能修改或删除；需要可改的，请以相同设置新建", DoEN: "its config_id cannot be found again, so it cannot be changed: make a new one with the same settings if you need that"},
	ProblemLapsed:      {ZH: "创建结果未知，且已超过最长有效期", EN: "the outcome of its creation was never known, and its longest life is over", DoZH: "需要时重新创建", DoEN: "create another when you need one"},
	ProblemCancelled:   {ZH: "导入已取消，平台上没有创建", EN: "its import was cancelled before the platform made it", DoZH: "需要时可单独重试", DoEN: "try it again by itself if you need it"},
	ProblemDiffers:     {ZH: "平台接受了修改，但读回的内容与要求不一致", EN: "the change was accepted, but something else was read back", DoZH: "可能有别的应用同时在改：核对后再试", DoEN: "another app may be changing it too: compare, then try again"},
	ProblemMerged:      {ZH: "与平台上现有的内容合并后不符合规则", EN: "together with what the platform holds by now it breaks a rule", DoZH: "打开预览，核对平台上的成员数和设置后再改", DoEN: "open the preview and compare with the platform's copy, then change it again"},
	ProblemRivalSent:   {ZH: "另一个应用抢先发送了欢迎语", EN: "another app's welcome was quicker", DoZH: "只保留一个应用发送欢迎语", DoEN: "let only one app send welcomes"},
	ProblemRivalSends:  {ZH: "20 秒内另一个应用一直在发送它的欢迎语", EN: "another app was sending its welcome for all of the 20 seconds", DoZH: "只保留一个应用发送欢迎语", DoEN: "let only one app send welcomes"},
	ProblemChatBegan:   {ZH: "客户已经开始聊天，或欢迎语已由别处发出", EN: "the chat had begun already, or a welcome had come from elsewhere", DoZH: "无需处理；若经常出现，检查是否有其他应用也在发送欢迎语", DoEN: "nothing to do; if this is frequent, see whether another app sends welcomes too"},
	ProblemCodeDead:    {ZH: "凭证在 20 秒内就已失效：成员可能长期没有登录企业微信", EN: "the code was refused within its 20 seconds: the member may not have used WeCom for long", DoZH: "请该成员登录企业微信；也检查服务器时间是否准确", DoEN: "ask the member to open WeCom; check this server's clock too"},
	ProblemAttachment:  {ZH: "有附件没能及时上传到平台，已略去", EN: "an attachment could not be uploaded in time and was left out", DoZH: "检查附件的格式和大小，以及到平台的网络", DoEN: "check the attachment's type and size, and the network to the platform"},
	ProblemNoTempChat:  {ZH: "平台上没有正在进行的临时会话：它已经结束，或客户不是通过临时会话码来的", EN: "the platform had no running temporary chat: it was over, or the customer did not come by a temporary code", DoZH: "无需处理；普通活码加的客户不能这样结束", DoEN: "nothing to do; customers of ordinary ways cannot be closed so"},

	ProblemPoolDry:        {ZH: "群池里没有可用的群了，活码暂时保持原来的群", EN: "no healthy group is left in the pool: its ways keep the groups they have", DoZH: "请新建客户群并加入群池，或打开活码的自动建群", DoEN: "make new groups and add them to the pool, or let its ways make groups by themselves"},
	ProblemPoolLow:        {ZH: "群池快满了：按最近的进群速度，三天内会用完", EN: "the pool will be full within three days at the present rate", DoZH: "请尽快把新的客户群加入群池", DoEN: "add new groups to the pool soon"},
	ProblemGroupFull:      {ZH: "群快满或已满，已不再展示", EN: "the group is full or nearly so, and is no longer shown", DoZH: "有人退群、空出位置后会自动排到最后再展示", DoEN: "it comes back at the end of the order by itself when there is room"},
	ProblemGroupResting:   {ZH: "群曾满员，空位还不多，暂不展示", EN: "the group was full and has little room again: it is not shown yet", DoZH: "无需处理，空位再多一些会自动恢复", DoEN: "nothing to do: it comes back when there is more room"},
	ProblemGroupDismissed: {ZH: "群已解散", EN: "the group was dissolved", DoZH: "请从群池移除，并补充新的群", DoEN: "take it out of the pool, and add another"},
	ProblemGroupNoRight:   {ZH: "应用读不到这个群：群主不在可见范围内、群不是客户群，或权限不足", EN: "the app cannot read the group: its owner is outside the app's range, it is no customer group, or a right is missing", DoZH: "请在企业微信后台把群主加入应用可见范围，或换一个群", DoEN: "put the owner into the app's range in the admin console, or use another group"},
	ProblemGroupOwnerLeft: {ZH: "群主已离职，群待继承", EN: "the owner left the company, and the group waits for a new one", DoZH: "请在企业微信后台分配新的群主", DoEN: "give the group a new owner in the admin console"},
	ProblemGroupUnread:    {ZH: "还没有读取到群的信息", EN: "the group was not read yet", DoZH: "正在读取，稍等片刻", DoEN: "it is being read: wait a moment"},

	ProblemOther: {ZH: "平台拒绝了请求", EN: "the platform refused", DoZH: "请按错误码查询官方说明", DoEN: "look the code up in the platform's documentation"},
}

// OwnProblem puts one of our own codes into words; nil for 0.
func OwnProblem(code int) *Problem { return ProblemOf(wx.WeCom, code) }

// ProblemOf puts a code into words; nil for 0. The platforms give some codes different meanings.
func ProblemOf(platform wx.Platform, code int) *Problem {
	if code == 0 {
		return nil
	}
	p, ok := ownProblems[code]
	if !ok {
		p = ownProblems[ProblemOther]
		if m, known := (&wx.Error{Platform: platform, Code: code}).Explain(); known {
			p = Problem{ZH: m.ZH, EN: m.EN, DoZH: m.DoZH, DoEN: m.DoEN}
		}
	}
	p.Code = code
	return &p
}
