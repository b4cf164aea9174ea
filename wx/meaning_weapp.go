package wx

// meaningsOfWeApp is every code of the mini-program API that this project can
// meet, in ascending order. The meanings follow the pages that the operations
// of package weapp name, in our words.
var meaningsOfWeApp = []meaning{
	{40001, WeApp, Explanation{
		ZH: "AppSecret 不正确，或 access_token 已失效", EN: "The AppSecret is wrong, or the access token is no longer valid",
		DoZH: "在小程序后台核对 AppSecret；确认没有其他程序在用同一个小程序刷新 token",
		DoEN: "Check the AppSecret in the mini-program console; make sure no other program renews this mini program's token",
	}},
	{40002, WeApp, Explanation{
		ZH: "凭证类型不正确", EN: "The grant type is wrong",
		DoZH: "请升级门铃或报告此问题",
		DoEN: "Upgrade menling or report this",
	}},
	{40003, WeApp, Explanation{
		ZH: "openid 无效，或属于另一个小程序", EN: "The openid is invalid or belongs to another mini program",
		DoZH: "确认客户来自这个小程序",
		DoEN: "Make sure the customer came from this mini program",
	}},
	{40008, WeApp, Explanation{
		ZH: "消息类型不正确", EN: "The message type is invalid",
		DoZH: "只能发送文本、图片、链接和小程序卡片",
		DoEN: "Only text, images, links and mini-program cards can be sent",
	}},
	{40009, WeApp, Explanation{
		ZH: "图片太大", EN: "The picture is too large",
		DoZH: "压缩图片后重试",
		DoEN: "Make the picture smaller and try again",
	}},
	{40013, WeApp, Explanation{
		ZH: "AppID 不正确", EN: "The AppID is wrong",
		DoZH: "在小程序后台核对 AppID",
		DoEN: "Check the AppID in the mini-program console",
	}},
	{40033, WeApp, Explanation{
		ZH: "请求中有不允许的转义字符", EN: "The request holds escapes that are not allowed",
		DoZH: "请报告此问题",
		DoEN: "Report this",
	}},
	{40066, WeApp, Explanation{
		ZH: "接口地址不正确", EN: "The path of the call is wrong",
		DoZH: "请升级门铃或报告此问题",
		DoEN: "Upgrade menling or report this",
	}},
	{40101, WeApp, Explanation{
		ZH: "缺少参数", EN: "A parameter is missing",
		DoZH: "请报告此问题",
		DoEN: "Report this",
	}},
	{40125, WeApp, Explanation{
		ZH: "AppSecret 不正确", EN: "The AppSecret is wrong",
		DoZH: "在小程序后台核对或重置 AppSecret",
		DoEN: "Check or reset the AppSecret in the mini-program console",
	}},
	{40163, WeApp, Explanation{
		ZH: "登录 code 已被使用", EN: "The sign-in code was used already",
		DoZH: "请重新登录一次",
		DoEN: "Sign in again",
	}},
	{40164, WeApp, Explanation{
		ZH: "调用来源 IP 不在白名单", EN: "The calling address is not in the allow-list",
		DoZH: "把本服务器的出口 IP 加入小程序后台的 IP 白名单",
		DoEN: "Add this server's public address to the mini program's IP allow-list",
	}},
	{40200, WeApp, Explanation{
		ZH: "账号类型不支持这个接口", EN: "This kind of account cannot use the API",
		DoZH: "确认账号是小程序",
		DoEN: "Make sure the account is a mini program",
	}},
	{40226, WeApp, Explanation{
		ZH: "该用户被平台判定为高风险，登录被拦截", EN: "The platform blocks this user as a risk",
		DoZH: "请用户联系微信客服解除限制",
		DoEN: "Ask the user to contact WeChat's support",
	}},
	{41005, WeApp, Explanation{
		ZH: "没有收到文件", EN: "No file was received",
		DoZH: "重新选择文件",
		DoEN: "Choose the file again",
	}},
	{41008, WeApp, Explanation{
		ZH: "缺少登录 code", EN: "The sign-in code is missing",
		DoZH: "请重新登录一次",
		DoEN: "Sign in again",
	}},
	{43001, WeApp, Explanation{
		ZH: "请求方式应为 GET", EN: "The call must be a GET",
		DoZH: "请升级门铃或报告此问题",
		DoEN: "Upgrade menling or report this",
	}},
	{43002, WeApp, Explanation{
		ZH: "请求方法不正确", EN: "The wrong HTTP method was used",
		DoZH: "请报告此问题",
		DoEN: "Report this",
	}},
	{44001, WeApp, Explanation{
		ZH: "上传的文件是空的", EN: "The uploaded file is empty",
		DoZH: "换一个文件重新上传",
		DoEN: "Upload another file",
	}},
	{44002, WeApp, Explanation{
		ZH: "请求内容为空", EN: "The request is empty",
		DoZH: "请报告此问题",
		DoEN: "Report this",
	}},
	{45003, WeApp, Explanation{
		ZH: "标题太长", EN: "The title is too long",
		DoZH: "缩短标题",
		DoEN: "Shorten the title",
	}},
	{45004, WeApp, Explanation{
		ZH: "描述太长", EN: "The description is too long",
		DoZH: "缩短描述",
		DoEN: "Shorten the description",
	}},
	{45005, WeApp, Explanation{
		ZH: "链接太长", EN: "The link is too long",
		DoZH: "换用较短的链接",
		DoEN: "Use a shorter link",
	}},
	{45006, WeApp, Explanation{
		ZH: "图片链接太长", EN: "The picture's link is too long",
		DoZH: "换用较短的链接",
		DoEN: "Use a shorter link",
	}},
	{45011, WeApp, Explanation{
		ZH: "调用太频繁", EN: "Calls too frequent",
		DoZH: "一分钟后再试",
		DoEN: "Try again in a minute",
	}},
	{45015, WeApp, Explanation{
		ZH: "已超过回复时限", EN: "The reply window is over",
		DoZH: "客户再发一条消息或再次进入会话后才能回复",
		DoEN: "The customer must write or enter the chat again first",
	}},
	{45047, WeApp, Explanation{
		ZH: "本轮可回复的条数已用完", EN: "Every message of this reply window was sent",
		DoZH: "等客户再发消息后才能继续回复",
		DoEN: "Wait until the customer writes again",
	}},
	{45064, WeApp, Explanation{
		ZH: "内容被平台拒绝", EN: "The platform rejected the content",
		DoZH: "修改内容后重新发送",
		DoEN: "Change the content and send again",
	}},
	{45065, WeApp, Explanation{
		ZH: "内容被平台拒绝", EN: "The platform rejected the content",
		DoZH: "修改内容后重新发送",
		DoEN: "Change the content and send again",
	}},
	{45070, WeApp, Explanation{
		ZH: "账号名已被使用", EN: "The account name is taken",
		DoZH: "换一个账号名",
		DoEN: "Choose another name",
	}},
	{45072, WeApp, Explanation{
		ZH: "输入状态命令不正确", EN: "The typing command is invalid",
		DoZH: "请报告此问题",
		DoEN: "Report this",
	}},
	{45080, WeApp, Explanation{
		ZH: "30 秒内没有往来消息，不能显示正在输入", EN: "No messages in the last 30 seconds, so typing cannot be shown",
		DoZH: "无需处理",
		DoEN: "Nothing to do",
	}},
	{45081, WeApp, Explanation{
		ZH: "已在显示正在输入", EN: "Typing is already shown",
		DoZH: "无需处理",
		DoEN: "Nothing to do",
	}},
	{45162, WeApp, Explanation{
		ZH: "消息内容格式不正确", EN: "The message's content is malformed",
		DoZH: "检查消息的各个字段",
		DoEN: "Check the fields of the message",
	}},
	{47001, WeApp, Explanation{
		ZH: "请求格式不正确", EN: "The request could not be read",
		DoZH: "请报告此问题",
		DoEN: "Report this",
	}},
	{48001, WeApp, Explanation{
		ZH: "小程序没有这个接口的权限", EN: "The mini program may not use this API",
		DoZH: "在小程序后台开通客服消息",
		DoEN: "Enable customer messages in the mini-program console",
	}},
	{48002, WeApp, Explanation{
		ZH: "客户拒收消息", EN: "The customer refuses messages",
		DoZH: "等客户重新发起会话",
		DoEN: "Wait until the customer starts a chat again",
	}},
	{48004, WeApp, Explanation{
		ZH: "接口被封禁", EN: "The API is banned for this mini program",
		DoZH: "在小程序后台查看封禁原因",
		DoEN: "See the reason in the mini-program console",
	}},
	{61451, WeApp, Explanation{
		ZH: "客服参数不正确", EN: "A parameter of the agent is wrong",
		DoZH: "核对客服账号",
		DoEN: "Check the agent's account",
	}},
	{61452, WeApp, Explanation{
		ZH: "客服账号不正确", EN: "The agent's account is invalid",
		DoZH: "核对客服账号",
		DoEN: "Check the agent's account",
	}},
	{61453, WeApp, Explanation{
		ZH: "客服账号已存在", EN: "The agent's account exists already",
		DoZH: "直接使用已有的账号",
		DoEN: "Use the one that exists",
	}},
	{61454, WeApp, Explanation{
		ZH: "客服账号名太长", EN: "The agent's account name is too long",
		DoZH: "缩短账号名，@ 之前最多 10 个字符",
		DoEN: "Shorten the name to at most 10 characters before the @",
	}},
	{61455, WeApp, Explanation{
		ZH: "客服账号名含有不允许的字符", EN: "The agent's account name holds characters that are not allowed",
		DoZH: "使用字母、数字或下划线",
		DoEN: "Use letters, digits and underscores",
	}},
	{61456, WeApp, Explanation{
		ZH: "客服人数已达上限", EN: "There are as many agents as may be",
		DoZH: "先移除不再使用的客服",
		DoEN: "Remove somebody first",
	}},
	{61457, WeApp, Explanation{
		ZH: "头像文件类型不正确", EN: "The avatar's file type is wrong",
		DoZH: "改用 JPG 图片",
		DoEN: "Use a JPG picture",
	}},
	{65400, WeApp, Explanation{
		ZH: "尚未开通客服功能", EN: "Customer service is not enabled",
		DoZH: "在小程序后台开通客服功能，稍后再试",
		DoEN: "Enable customer service in the mini-program console and try later",
	}},
	{65401, WeApp, Explanation{
		ZH: "客服账号不存在", EN: "The agent does not exist",
		DoZH: "刷新客服列表后再试",
		DoEN: "Load the list of agents again",
	}},
	{65402, WeApp, Explanation{
		ZH: "客服账号尚未绑定微信", EN: "The agent's account is not bound to a WeChat user",
		DoZH: "请先绑定微信号",
		DoEN: "Bind a WeChat user first",
	}},
	{65403, WeApp, Explanation{
		ZH: "客服昵称不合要求", EN: "The agent's nickname is not allowed",
		DoZH: "换一个昵称，最多 16 个字符",
		DoEN: "Choose another nickname of at most 16 characters",
	}},
	{65404, WeApp, Explanation{
		ZH: "客服账号名不合要求", EN: "The agent's account name is not allowed",
		DoZH: "使用字母、数字或下划线",
		DoEN: "Use letters, digits and underscores",
	}},
	{65405, WeApp, Explanation{
		ZH: "客服人数已达上限", EN: "There are as many agents as may be",
		DoZH: "先移除不再使用的客服，最多 100 位",
		DoEN: "Remove somebody first; at most 100 may answer",
	}},
	{65406, WeApp, Explanation{
		ZH: "客服账号已存在", EN: "The agent's account exists already",
		DoZH: "直接使用已有的账号",
		DoEN: "Use the one that exists",
	}},
	{65407, WeApp, Explanation{
		ZH: "对方已经是客服", EN: "This person answers already",
		DoZH: "无需重复添加",
		DoEN: "Nothing to do",
	}},
	{65408, WeApp, Explanation{
		ZH: "已邀请过对方", EN: "This person was invited already",
		DoZH: "等待对方接受邀请",
		DoEN: "Wait for their answer",
	}},
	{65409, WeApp, Explanation{
		ZH: "微信号不存在", EN: "The WeChat id does not exist",
		DoZH: "核对微信号",
		DoEN: "Check the WeChat id",
	}},
	{65410, WeApp, Explanation{
		ZH: "客服账号数量已达上限", EN: "There are too many accounts",
		DoZH: "先移除不再使用的账号",
		DoEN: "Remove some first",
	}},
	{65411, WeApp, Explanation{
		ZH: "该账号还有未处理的邀请", EN: "The account has an open invitation",
		DoZH: "等待对方处理或邀请过期",
		DoEN: "Wait for the answer or the end of the invitation",
	}},
	{65412, WeApp, Explanation{
		ZH: "该账号已绑定微信", EN: "The account is bound already",
		DoZH: "无需重复绑定",
		DoEN: "Nothing to do",
	}},
	{65413, WeApp, Explanation{
		ZH: "没有这个客服会话", EN: "There is no such conversation",
		DoZH: "刷新会话列表后再试",
		DoEN: "Load the conversations again",
	}},
	{65414, WeApp, Explanation{
		ZH: "客户正由其他客服接待", EN: "Another agent serves the customer",
		DoZH: "请联系当前客服",
		DoEN: "Ask that agent",
	}},
	{65415, WeApp, Explanation{
		ZH: "客服不在线", EN: "The agent is offline",
		DoZH: "换一位在线的客服",
		DoEN: "Choose an agent who is online",
	}},
	{87014, WeApp, Explanation{
		ZH: "内容含有违法违规信息", EN: "The content breaks the platform's rules",
		DoZH: "修改内容后重新发送",
		DoEN: "Change the content and send again",
	}},
	{89503, WeApp, Explanation{
		ZH: "调用地址需要管理员确认", EN: "An administrator has to confirm the calling address",
		DoZH: "请管理员在微信中确认",
		DoEN: "Have the administrator confirm it in WeChat",
	}},
	{89506, WeApp, Explanation{
		ZH: "调用地址被管理员拒绝，24 小时内不能再试", EN: "The administrator refused the calling address; not again within 24 hours",
		DoZH: "联系管理员",
		DoEN: "Ask the administrator",
	}},
	{89507, WeApp, Explanation{
		ZH: "调用地址被管理员拒绝，1 小时内不能再试", EN: "The administrator refused the calling address; not again within 1 hour",
		DoZH: "联系管理员",
		DoEN: "Ask the administrator",
	}},
	{10130002, WeApp, Explanation{
		ZH: "参数不正确", EN: "A parameter is wrong",
		DoZH: "核对企业 ID",
		DoEN: "Check the company's id",
	}},
	{10130030, WeApp, Explanation{
		ZH: "没有权限", EN: "This is not permitted",
		DoZH: "确认小程序不是个人主体",
		DoEN: "Make sure that the mini program belongs to a company",
	}},
	{10130600, WeApp, Explanation{
		ZH: "企业 ID 不存在", EN: "The company does not exist",
		DoZH: "核对企业 ID",
		DoEN: "Check the company's id",
	}},
	{10130601, WeApp, Explanation{
		ZH: "企业 ID 不正确", EN: "The company's id is wrong",
		DoZH: "核对企业 ID",
		DoEN: "Check the company's id",
	}},
	{10130602, WeApp, Explanation{
		ZH: "企业与小程序主体不一致", EN: "Company and mini program belong to different entities",
		DoZH: "只能绑定同一主体的企业",
		DoEN: "Only a company of the same legal entity can be bound",
	}},
	{10130603, WeApp, Explanation{
		ZH: "已经绑定过企业", EN: "A company is bound already",
		DoZH: "先解除现有绑定",
		DoEN: "Unbind that one first",
	}},
	{10130604, WeApp, Explanation{
		ZH: "尚未绑定企业", EN: "No company is bound",
		DoZH: "先绑定企业",
		DoEN: "Bind one first",
	}},
}
