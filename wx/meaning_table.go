package wx

// meanings is every code this project can meet, in ascending order. The
// meanings follow https://developer.work.weixin.qq.com/document/path/90313 and
// the mini-program's message pages, in our words.
var meanings = []meaning{
	{-1, "", Explanation{
		ZH: "平台繁忙", EN: "The platform is busy",
		DoZH: "稍后再试；发消息前先确认对方是否已收到",
		DoEN: "Try again later; for a message, check first whether it arrived",
	}},
	{6000, WeCom, Explanation{
		ZH: "数据版本冲突", EN: "The record was changed at the same time",
		DoZH: "稍后再试一次",
		DoEN: "Try once more a little later",
	}},
	{40001, WeApp, Explanation{
		ZH: "AppSecret 不正确，或 access_token 已失效", EN: "The AppSecret is wrong, or the access token is no longer valid",
		DoZH: "在小程序后台核对 AppSecret；确认没有其他程序在用同一个小程序刷新 token",
		DoEN: "Check the AppSecret in the mini-program console; make sure no other program renews this mini program's token",
	}},
	{40001, WeCom, Explanation{
		ZH: "Secret 不正确", EN: "The secret is wrong",
		DoZH: "在企业微信管理后台核对该应用的 Secret，重置过就更新这里的账号设置",
		DoEN: "Compare the app's secret in the WeCom admin console; if it was reset, update the account here",
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
	{40003, WeCom, Explanation{
		ZH: "成员账号（UserID）无效", EN: "The member's userid is invalid",
		DoZH: "核对成员账号",
		DoEN: "Check the userid",
	}},
	{40004, "", Explanation{
		ZH: "媒体文件类型不支持", EN: "This kind of media file is not supported",
		DoZH: "改用 JPG 或 PNG 图片",
		DoEN: "Use a JPG or PNG picture",
	}},
	{40005, "", Explanation{
		ZH: "文件类型不正确", EN: "The file type is wrong",
		DoZH: "改用 JPG 或 PNG 图片",
		DoEN: "Use a JPG or PNG picture",
	}},
	{40006, "", Explanation{
		ZH: "文件大小不合要求", EN: "The file size is not allowed",
		DoZH: "压缩图片后重试",
		DoEN: "Make the picture smaller and try again",
	}},
	{40007, "", Explanation{
		ZH: "素材（media_id）无效或已过期", EN: "The media_id is invalid or has expired",
		DoZH: "重新上传素材，临时素材只保留 3 天",
		DoEN: "Upload the file again; temporary media lasts 3 days",
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
	{40013, WeCom, Explanation{
		ZH: "企业 ID（corpid）不正确", EN: "The corpid is wrong",
		DoZH: "在「我的企业」页面核对企业 ID",
		DoEN: "Check the corpid on the company page of the admin console",
	}},
	{40014, "", Explanation{
		ZH: "access_token 无效", EN: "The access token is invalid",
		DoZH: "会自动更换一次；仍出现时核对 Secret 与应用状态",
		DoEN: "It is renewed once by itself; if this stays, check the secret and whether the app is enabled",
	}},
	{40029, "", Explanation{
		ZH: "登录 code 无效或已过期", EN: "The sign-in code is invalid or expired",
		DoZH: "请重新登录",
		DoEN: "Sign in again",
	}},
	{40031, WeCom, Explanation{
		ZH: "成员列表不正确", EN: "The list of members is invalid",
		DoZH: "核对成员账号",
		DoEN: "Check the userids",
	}},
	{40033, WeApp, Explanation{
		ZH: "请求中有不允许的转义字符", EN: "The request holds escapes that are not allowed",
		DoZH: "请报告此问题",
		DoEN: "Report this",
	}},
	{40035, WeCom, Explanation{
		ZH: "参数不合法", EN: "A parameter is invalid",
		DoZH: "核对填写的内容",
		DoEN: "Check what was entered",
	}},
	{40058, WeCom, Explanation{
		ZH: "参数不合法", EN: "A parameter is invalid",
		DoZH: "核对长度与必填项，平台的原话里有字段名",
		DoEN: "Check lengths and required fields; the platform's words name the field",
	}},
	{40063, WeCom, Explanation{
		ZH: "参数为空", EN: "A parameter is empty",
		DoZH: "补全必填项",
		DoEN: "Fill in the required fields",
	}},
	{40068, WeCom, Explanation{
		ZH: "标签不存在", EN: "The tag does not exist",
		DoZH: "刷新标签列表后重试",
		DoEN: "Reload the tags and try again",
	}},
	{40091, WeCom, Explanation{
		ZH: "Secret 不属于这个企业", EN: "The secret belongs to another company",
		DoZH: "核对企业 ID 与 Secret 是否配对",
		DoEN: "Check that corpid and secret belong together",
	}},
	{40096, WeCom, Explanation{
		ZH: "客户 ID 无效，或不属于本应用可见范围", EN: "The external_userid is invalid or out of this app's range",
		DoZH: "确认客户属于本企业，且跟进成员在应用可见范围内",
		DoEN: "Make sure the customer is this company's and the member is in the app's visible range",
	}},
	{40098, WeCom, Explanation{
		ZH: "成员尚未实名认证", EN: "The member has not verified their real name",
		DoZH: "请该成员在企业微信里完成实名认证",
		DoEN: "Ask the member to verify their name in WeCom",
	}},
	{40101, WeApp, Explanation{
		ZH: "缺少参数", EN: "A parameter is missing",
		DoZH: "请报告此问题",
		DoEN: "Report this",
	}},
	{40123, WeCom, Explanation{
		ZH: "图片已损坏", EN: "The picture is broken",
		DoZH: "换一张图片",
		DoEN: "Use another picture",
	}},
	{40125, WeApp, Explanation{
		ZH: "AppSecret 不正确", EN: "The AppSecret is wrong",
		DoZH: "在小程序后台核对或重置 AppSecret",
		DoEN: "Check or reset the AppSecret in the mini-program console",
	}},
	{40145, WeCom, Explanation{
		ZH: "素材已过期", EN: "The media has expired",
		DoZH: "重新上传素材",
		DoEN: "Upload the file again",
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
	{41001, "", Explanation{
		ZH: "缺少 access_token", EN: "The access token is missing",
		DoZH: "请报告此问题",
		DoEN: "Report this",
	}},
	{41002, "", Explanation{
		ZH: "缺少企业 ID 或 AppID", EN: "The corpid or AppID is missing",
		DoZH: "在账号设置里补全",
		DoEN: "Fill it in in the account's settings",
	}},
	{41004, "", Explanation{
		ZH: "缺少 Secret", EN: "The secret is missing",
		DoZH: "在账号设置里补全",
		DoEN: "Fill it in in the account's settings",
	}},
	{41005, WeApp, Explanation{
		ZH: "没有收到文件", EN: "No file was received",
		DoZH: "重新选择文件",
		DoEN: "Choose the file again",
	}},
	{41006, "", Explanation{
		ZH: "缺少素材 ID", EN: "The media_id is missing",
		DoZH: "重新上传素材",
		DoEN: "Upload the file again",
	}},
	{41009, WeCom, Explanation{
		ZH: "缺少成员账号", EN: "The userid is missing",
		DoZH: "选择成员后重试",
		DoEN: "Choose a member and try again",
	}},
	{41035, WeCom, Explanation{
		ZH: "缺少客户 ID", EN: "The external_userid is missing",
		DoZH: "选择客户后重试",
		DoEN: "Choose a customer and try again",
	}},
	{41037, WeCom, Explanation{
		ZH: "缺少「联系我」类型", EN: "The type of the contact way is missing",
		DoZH: "选择单人或多人",
		DoEN: "Choose single or multi",
	}},
	{41038, WeCom, Explanation{
		ZH: "缺少使用场景", EN: "The scene is missing",
		DoZH: "选择小程序或二维码",
		DoEN: "Choose mini program or QR code",
	}},
	{41039, WeCom, Explanation{
		ZH: "「联系我」类型不正确", EN: "The type of the contact way is invalid",
		DoZH: "类型只能是单人或多人，临时会话只能是单人",
		DoEN: "Only single or multi; temporary ways must be single",
	}},
	{41040, WeCom, Explanation{
		ZH: "使用场景不正确", EN: "The scene is invalid",
		DoZH: "场景只能是小程序或二维码",
		DoEN: "Only mini program or QR code",
	}},
	{41041, WeCom, Explanation{
		ZH: "使用成员超过 100 人", EN: "More than 100 members",
		DoZH: "减少成员或部门，部门会展开成成员计算",
		DoEN: "Choose fewer members or departments; departments count as their members",
	}},
	{41042, WeCom, Explanation{
		ZH: "按钮样式不正确", EN: "The button style is invalid",
		DoZH: "单人样式为 1–3，多人样式为 1–2",
		DoEN: "1–3 for single, 1–2 for multi",
	}},
	{41043, WeCom, Explanation{
		ZH: "缺少 config_id", EN: "The config_id is missing",
		DoZH: "请报告此问题",
		DoEN: "Report this",
	}},
	{41044, WeCom, Explanation{
		ZH: "这个「联系我」或群码不存在", EN: "This way does not exist",
		DoZH: "它可能已在别处删除，请核对后停用",
		DoEN: "It may have been deleted elsewhere; check, then retire it",
	}},
	{41045, WeCom, Explanation{
		ZH: "「联系我」数量已达上限", EN: "The quota of ways is used up",
		DoZH: "删除不用的渠道码；联系我与加入群聊共用 50 万个额度",
		DoEN: "Delete ways that are not used; contact and join ways share 500,000",
	}},
	{41049, WeCom, Explanation{
		ZH: "缺少欢迎语凭证", EN: "The welcome code is missing",
		DoZH: "管理后台配置过欢迎语时平台不再下发凭证",
		DoEN: "The platform gives none when a welcome is set in the admin console",
	}},
	{41050, WeCom, Explanation{
		ZH: "欢迎语凭证无效或已超过 20 秒", EN: "The welcome code is invalid or older than 20 seconds",
		DoZH: "已错过发送时间；检查服务器到平台的网络与负载",
		DoEN: "Too late to send; check this server's network and load",
	}},
	{41051, WeCom, Explanation{
		ZH: "已经开始聊天，或已发过欢迎语", EN: "The chat has begun, or a welcome was delivered",
		DoZH: "无需处理",
		DoEN: "Nothing to do",
	}},
	{41053, WeCom, Explanation{
		ZH: "客户未同意会话存档", EN: "The customer has not agreed to chat archiving",
		DoZH: "等客户同意后再发",
		DoEN: "Wait until the customer agrees",
	}},
	{41054, WeCom, Explanation{
		ZH: "成员尚未激活企业微信", EN: "The member has not activated WeCom",
		DoZH: "请该成员登录一次企业微信",
		DoEN: "Ask the member to sign in to WeCom once",
	}},
	{41057, WeCom, Explanation{
		ZH: "企业未绑定微信开发者账号", EN: "The company has no WeChat developer account bound",
		DoZH: "先在管理后台绑定，才能限定 unionid",
		DoEN: "Bind one in the admin console before limiting a way to a unionid",
	}},
	{41064, WeCom, Explanation{
		ZH: "附件超过 9 个", EN: "More than 9 attachments",
		DoZH: "减少附件",
		DoEN: "Use fewer attachments",
	}},
	{41065, WeCom, Explanation{
		ZH: "附件内容与类型不符", EN: "An attachment does not match its type",
		DoZH: "检查附件内容",
		DoEN: "Check the attachments",
	}},
	{41088, WeCom, Explanation{
		ZH: "附件为空", EN: "An attachment is empty",
		DoZH: "检查附件内容",
		DoEN: "Check the attachments",
	}},
	{41091, WeCom, Explanation{
		ZH: "群聊超过 5 个", EN: "More than 5 group chats",
		DoZH: "最多选 5 个群",
		DoEN: "Choose at most 5 groups",
	}},
	{41096, WeCom, Explanation{
		ZH: "另一个应用正在发送欢迎语", EN: "Another app is sending its welcome",
		DoZH: "会自动再试一次；只留一个应用发送欢迎语",
		DoEN: "It is tried again by itself; let only one app send welcomes",
	}},
	{42001, "", Explanation{
		ZH: "access_token 已过期", EN: "The access token has expired",
		DoZH: "会自动更换，无需处理",
		DoEN: "It is renewed by itself, nothing to do",
	}},
	{43002, WeApp, Explanation{
		ZH: "请求方法不正确", EN: "The wrong HTTP method was used",
		DoZH: "请报告此问题",
		DoEN: "Report this",
	}},
	{44001, WeCom, Explanation{
		ZH: "文件为空", EN: "The file is empty",
		DoZH: "重新选择文件",
		DoEN: "Choose the file again",
	}},
	{44002, WeApp, Explanation{
		ZH: "请求内容为空", EN: "The request is empty",
		DoZH: "请报告此问题",
		DoEN: "Report this",
	}},
	{45001, "", Explanation{
		ZH: "文件太大", EN: "The file is too large",
		DoZH: "压缩图片后重试",
		DoEN: "Make the picture smaller and try again",
	}},
	{45002, "", Explanation{
		ZH: "消息内容太长", EN: "The message is too long",
		DoZH: "分成几条发送",
		DoEN: "Send it in several messages",
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
	{45009, "", Explanation{
		ZH: "调用次数超过限制", EN: "Too many calls",
		DoZH: "停一会儿再试：按分钟限制等 1 分钟，按小时限制等 1 小时",
		DoEN: "Wait for the next window: a minute or an hour, by the limit that was hit",
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
	{45033, WeCom, Explanation{
		ZH: "同时调用过多", EN: "Too many calls at the same time",
		DoZH: "会自动放慢；减少同时进行的批量任务",
		DoEN: "Calls slow down by themselves; run fewer bulk tasks at once",
	}},
	{45035, WeCom, Explanation{
		ZH: "同一记录正在被修改", EN: "The record is being changed by another call",
		DoZH: "稍后再试",
		DoEN: "Try again a little later",
	}},
	{45036, WeCom, Explanation{
		ZH: "数据访问过于频繁", EN: "Data is read too often",
		DoZH: "放慢批量读取",
		DoEN: "Slow down bulk reads",
	}},
	{45047, WeApp, Explanation{
		ZH: "本轮可回复的条数已用完", EN: "Every message of this reply window was sent",
		DoZH: "等客户再发消息后才能继续回复",
		DoEN: "Wait until the customer writes again",
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
	{48002, WeCom, Explanation{
		ZH: "应用没有调用这个接口的权限", EN: "The app may not use this API",
		DoZH: "把应用加入「客户联系 → 可调用接口的应用」；临时会话与结束语只对医疗行业开放",
		DoEN: "Add the app to the customer-contact API list; temporary chats and conclusions are for medical companies only",
	}},
	{48004, WeApp, Explanation{
		ZH: "接口被封禁", EN: "The API is banned for this mini program",
		DoZH: "在小程序后台查看封禁原因",
		DoEN: "See the reason in the mini-program console",
	}},
	{48006, WeCom, Explanation{
		ZH: "接口权限已被收回", EN: "The permission was withdrawn",
		DoZH: "联系服务商或重新授权",
		DoEN: "Ask the provider or authorise again",
	}},
	{49008, WeCom, Explanation{
		ZH: "群聊已解散", EN: "The group chat was dismissed",
		DoZH: "换一个群",
		DoEN: "Choose another group",
	}},
	{50003, WeCom, Explanation{
		ZH: "应用已停用", EN: "The app is disabled",
		DoZH: "在管理后台启用应用",
		DoEN: "Enable the app in the admin console",
	}},
	{50100, WeCom, Explanation{
		ZH: "分页游标无效", EN: "The paging cursor is invalid",
		DoZH: "从头重新列出",
		DoEN: "List again from the start",
	}},
	{60003, WeCom, Explanation{
		ZH: "部门不存在", EN: "The department does not exist",
		DoZH: "刷新通讯录后重试",
		DoEN: "Reload the departments and try again",
	}},
	{60011, WeCom, Explanation{
		ZH: "成员、部门或标签不在应用可见范围内", EN: "The member, department or tag is out of the app's visible range",
		DoZH: "在管理后台把他们加入应用可见范围",
		DoEN: "Add them to the app's visible range in the admin console",
	}},
	{60020, WeCom, Explanation{
		ZH: "调用来源 IP 不可信", EN: "The calling address is not trusted",
		DoZH: "把本服务器的出口 IP 加入应用的「企业可信 IP」，约 1 分钟后生效",
		DoEN: "Add this server's public address to the app's trusted IPs; it takes about a minute",
	}},
	{60021, WeCom, Explanation{
		ZH: "成员不在应用可见范围内", EN: "The member is out of the app's visible range",
		DoZH: "在管理后台把成员加入应用可见范围",
		DoEN: "Add the member to the app's visible range in the admin console",
	}},
	{60111, WeCom, Explanation{
		ZH: "成员不存在", EN: "The member does not exist",
		DoZH: "核对成员账号，可能已离职或被删除",
		DoEN: "Check the userid; the member may have left or been removed",
	}},
	{60123, WeCom, Explanation{
		ZH: "部门不存在", EN: "The department does not exist",
		DoZH: "刷新通讯录后重试",
		DoEN: "Reload the departments and try again",
	}},
	{81013, WeCom, Explanation{
		ZH: "接收人全部无效", EN: "No recipient is valid",
		DoZH: "核对接收成员是否在应用可见范围内",
		DoEN: "Check that the recipients are in the app's visible range",
	}},
	{84061, WeCom, Explanation{
		ZH: "成员与客户不是好友，或尚未确认", EN: "Member and customer are not connected (yet)",
		DoZH: "等成员通过好友申请；已被成员删除时无法再读取",
		DoEN: "Wait until the member accepts; after the member deleted the customer nothing can be read",
	}},
	{84074, WeCom, Explanation{
		ZH: "成员没有客户联系权限", EN: "The member may not serve customers",
		DoZH: "在管理后台「客户联系」的使用范围里加入该成员",
		DoEN: "Add the member to the range of customer contact in the admin console",
	}},
	{84083, WeCom, Explanation{
		ZH: "成员不是服务人员", EN: "The member is not a service member",
		DoZH: "在管理后台「客户联系」的使用范围里加入该成员",
		DoEN: "Add the member to the range of customer contact in the admin console",
	}},
	{90206, WeCom, Explanation{
		ZH: "小程序未关联到企业", EN: "The mini program is not linked to the company",
		DoZH: "先在管理后台关联小程序",
		DoEN: "Link the mini program in the admin console first",
	}},
	{90207, WeCom, Explanation{
		ZH: "小程序 AppID 无效", EN: "The mini program's AppID is invalid",
		DoZH: "核对 AppID",
		DoEN: "Check the AppID",
	}},
	{301002, WeCom, Explanation{
		ZH: "这个 token 不能操作该应用", EN: "This token may not act for that app",
		DoZH: "核对 AgentID 与 Secret 是否属于同一应用",
		DoEN: "Check that agent id and secret belong to the same app",
	}},
	{701008, WeCom, Explanation{
		ZH: "没有互通账号许可", EN: "No inter-op licence",
		DoZH: "为成员购买或激活接口许可",
		DoEN: "Buy or activate a licence for the member",
	}},
}
