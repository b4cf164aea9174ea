package wx

// meaningsOfWeCom is every code of WeCom that this project can meet, in
// ascending order. The meanings follow
// https://developer.work.weixin.qq.com/document/path/90313, in our words.
var meaningsOfWeCom = []meaning{
	{6000, WeCom, Explanation{
		ZH: "数据版本冲突", EN: "The record was changed at the same time",
		DoZH: "稍后再试一次",
		DoEN: "Try once more a little later",
	}},
	{40001, WeCom, Explanation{
		ZH: "Secret 不正确", EN: "The secret is wrong",
		DoZH: "在企业微信管理后台核对该应用的 Secret，重置过就更新这里的账号设置",
		DoEN: "Compare the app's secret in the WeCom admin console; if it was reset, update the account here",
	}},
	{40003, WeCom, Explanation{
		ZH: "成员账号（UserID）无效", EN: "The member's userid is invalid",
		DoZH: "核对成员账号",
		DoEN: "Check the userid",
	}},
	{40013, WeCom, Explanation{
		ZH: "企业 ID（corpid）不正确", EN: "The corpid is wrong",
		DoZH: "在「我的企业」页面核对企业 ID",
		DoEN: "Check the corpid on the company page of the admin console",
	}},
	{40031, WeCom, Explanation{
		ZH: "成员列表不正确", EN: "The list of members is invalid",
		DoZH: "核对成员账号",
		DoEN: "Check the userids",
	}},
	{40032, WeCom, Explanation{
		ZH: "成员列表长度不合要求", EN: "The list of members is too long or empty",
		DoZH: "减少一次查询的成员数量",
		DoEN: "Ask for fewer members at a time",
	}},
	{40035, WeCom, Explanation{
		ZH: "参数不合法", EN: "A parameter is invalid",
		DoZH: "核对填写的内容",
		DoEN: "Check what was entered",
	}},
	{40050, WeCom, Explanation{
		ZH: "客户群不存在", EN: "The group chat does not exist",
		DoZH: "核对群 ID，或从群列表重新选择",
		DoEN: "Check the chat_id, or choose the group from the list again",
	}},
	{40056, WeCom, Explanation{
		ZH: "应用 AgentID 不正确", EN: "The agent id is wrong",
		DoZH: "在企业微信管理后台核对应用的 AgentID",
		DoEN: "Compare the AgentID in the WeCom admin console",
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
	{40066, WeCom, Explanation{
		ZH: "部门列表不正确", EN: "The list of departments is wrong",
		DoZH: "核对部门是否存在、是否在应用可见范围内",
		DoEN: "Check that the departments exist and lie in the app's range",
	}},
	{40068, WeCom, Explanation{
		ZH: "标签不存在", EN: "The tag does not exist",
		DoZH: "刷新标签列表后重试",
		DoEN: "Reload the tags and try again",
	}},
	{40080, WeCom, Explanation{
		ZH: "第三方应用的 Secret 不正确", EN: "The suite's secret is wrong",
		DoZH: "在服务商后台核对第三方应用的 Secret",
		DoEN: "Compare the suite's secret in the provider console",
	}},
	{40082, WeCom, Explanation{
		ZH: "suite_access_token 无效", EN: "The suite's access token is invalid",
		DoZH: "稍后重试；反复出现时核对第三方应用的 ID 与 Secret",
		DoEN: "Try again; if it persists, check the suite's id and secret",
	}},
	{40083, WeCom, Explanation{
		ZH: "第三方应用 ID 不正确", EN: "The suite id is wrong",
		DoZH: "在服务商后台核对 suite_id",
		DoEN: "Compare the suite_id in the provider console",
	}},
	{40084, WeCom, Explanation{
		ZH: "永久授权码不正确", EN: "The permanent code is wrong",
		DoZH: "请企业重新授权，取得新的永久授权码",
		DoEN: "Have the company authorise again to get a new permanent code",
	}},
	{40085, WeCom, Explanation{
		ZH: "suite_ticket 无效或已过期", EN: "The suite ticket is invalid or has expired",
		DoZH: "等待下一次推送（每 10 分钟一次），并确认它属于这个第三方应用",
		DoEN: "Wait for the next one (every 10 minutes), and make sure it belongs to this suite",
	}},
	{40086, WeCom, Explanation{
		ZH: "第三方应用的 AppID 不正确", EN: "The third-party app's appid is wrong",
		DoZH: "在服务商后台核对第三方应用的信息",
		DoEN: "Compare the app's details in the provider console",
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
	{40099, WeCom, Explanation{
		ZH: "成员的客户数量已达上限", EN: "The member has as many customers as may be",
		DoZH: "换一位客户较少的成员",
		DoEN: "Choose a member with fewer customers",
	}},
	{40100, WeCom, Explanation{
		ZH: "客户正在转接中", EN: "The customer is being handed over already",
		DoZH: "等待当前转接结束",
		DoEN: "Wait for the hand-over to end",
	}},
	{40123, WeCom, Explanation{
		ZH: "图片已损坏", EN: "The picture is broken",
		DoZH: "换一张图片",
		DoEN: "Use another picture",
	}},
	{40128, WeCom, Explanation{
		ZH: "客户转接过于频繁", EN: "This customer was handed over too often",
		DoZH: "每位客户在 90 天内最多转接两次，请稍后再转接",
		DoEN: "A customer can be handed over twice within 90 days; try later",
	}},
	{40129, WeCom, Explanation{
		ZH: "客户正在转接中", EN: "The customer is being handed over already",
		DoZH: "等待当前转接结束",
		DoEN: "Wait for the hand-over to end",
	}},
	{40130, WeCom, Explanation{
		ZH: "接手成员就是原来的成员", EN: "The new member is the one who serves the customer now",
		DoZH: "换一位接手成员",
		DoEN: "Choose another member to take over",
	}},
	{40131, WeCom, Explanation{
		ZH: "原成员并未跟进这位客户", EN: "The old member does not serve this customer",
		DoZH: "核对客户现在的跟进成员",
		DoEN: "Check who serves the customer now",
	}},
	{40144, WeCom, Explanation{
		ZH: "客户身上的标签过多", EN: "The customer has too many tags",
		DoZH: "先移除一些标签，每位客户最多 3000 个",
		DoEN: "Remove some tags first; a customer takes at most 3000",
	}},
	{40145, WeCom, Explanation{
		ZH: "素材已过期", EN: "The media has expired",
		DoZH: "重新上传素材",
		DoEN: "Upload the file again",
	}},
	{40146, WeCom, Explanation{
		ZH: "下载范围（Range）不合要求", EN: "The range of the download is not allowed",
		DoZH: "按 16 字节的倍数分段下载",
		DoEN: "Download in parts of a multiple of 16 bytes",
	}},
	{40206, WeCom, Explanation{
		ZH: "请求内容过大", EN: "The request is too large",
		DoZH: "减少一次提交的内容",
		DoEN: "Send less at a time",
	}},
	{41009, WeCom, Explanation{
		ZH: "缺少成员账号", EN: "The userid is missing",
		DoZH: "选择成员后重试",
		DoEN: "Choose a member and try again",
	}},
	{41021, WeCom, Explanation{
		ZH: "缺少第三方应用 ID（suite_id）", EN: "The suite id is missing",
		DoZH: "补全第三方应用的设置",
		DoEN: "Complete the suite's settings",
	}},
	{41022, WeCom, Explanation{
		ZH: "缺少 suite_access_token", EN: "The suite's access token is missing",
		DoZH: "请报告此问题",
		DoEN: "Report this",
	}},
	{41023, WeCom, Explanation{
		ZH: "缺少 suite_ticket", EN: "The suite ticket is missing",
		DoZH: "等待平台推送（每 10 分钟一次），并确认回调地址可用",
		DoEN: "Wait until the platform pushes one (every 10 minutes), and make sure its callback arrives",
	}},
	{41024, WeCom, Explanation{
		ZH: "缺少第三方应用的 Secret", EN: "The suite's secret is missing",
		DoZH: "补全第三方应用的设置",
		DoEN: "Complete the suite's settings",
	}},
	{41025, WeCom, Explanation{
		ZH: "缺少永久授权码", EN: "The permanent code is missing",
		DoZH: "请企业重新授权，取得永久授权码",
		DoEN: "Have the company authorise the app to get one",
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
	{41200, WeCom, Explanation{
		ZH: "仅部分行业的企业可以使用", EN: "Only companies of some industries may use this",
		DoZH: "确认企业认证的行业类别",
		DoEN: "Check the industry that the company is verified for",
	}},
	{42007, WeCom, Explanation{
		ZH: "预授权码已过期", EN: "The pre-authorisation code has expired",
		DoZH: "重新发起授权",
		DoEN: "Begin the authorisation again",
	}},
	{42009, WeCom, Explanation{
		ZH: "suite_access_token 已过期", EN: "The suite's access token has expired",
		DoZH: "会自动更新；反复出现时检查系统时间",
		DoEN: "It is renewed by itself; if this persists, check the clock",
	}},
	{44001, WeCom, Explanation{
		ZH: "文件为空", EN: "The file is empty",
		DoZH: "重新选择文件",
		DoEN: "Choose the file again",
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
	{48002, WeCom, Explanation{
		ZH: "应用没有调用这个接口的权限", EN: "The app may not use this API",
		DoZH: "把应用加入「客户联系 → 可调用接口的应用」；临时会话与结束语只对医疗行业开放",
		DoEN: "Add the app to the customer-contact API list; temporary chats and conclusions are for medical companies only",
	}},
	{48006, WeCom, Explanation{
		ZH: "接口权限已被收回", EN: "The permission was withdrawn",
		DoZH: "企业长时间未使用应用，请企业管理员重新启用",
		DoEN: "The company has not used the app for long; ask its administrator to enable it again",
	}},
	{48011, WeCom, Explanation{
		ZH: "授权企业活跃度不足，数据暂不可用", EN: "The company is inactive, its data is not available",
		DoZH: "请企业使用该应用后再试",
		DoEN: "Try again once the company uses the app",
	}},
	{49008, WeCom, Explanation{
		ZH: "群聊已解散", EN: "The group chat was dismissed",
		DoZH: "换一个群",
		DoEN: "Choose another group",
	}},
	{50001, WeCom, Explanation{
		ZH: "回调域名不是应用的可信域名", EN: "The redirect's domain is not trusted by the app",
		DoZH: "在企业微信管理后台设置应用的可信域名",
		DoEN: "Set the app's trusted domain in the WeCom admin console",
	}},
	{50002, WeCom, Explanation{
		ZH: "成员不在权限范围内", EN: "The member is out of the permitted range",
		DoZH: "检查应用的可见范围",
		DoEN: "Check the app's visible range",
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
	{60030, WeCom, Explanation{
		ZH: "超出应用可见范围", EN: "This is out of the app's visible range",
		DoZH: "在管理后台调整应用的可见范围",
		DoEN: "Widen the app's visible range in the admin console",
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
	{81017, WeCom, Explanation{
		ZH: "一次查询的人数过多", EN: "Too many people were asked for at once",
		DoZH: "按群主筛选后再查询，或减少数量",
		DoEN: "Name the owners to ask for, or ask for fewer",
	}},
	{82001, WeCom, Explanation{
		ZH: "没有指定接收人", EN: "No recipient was given",
		DoZH: "至少选择一位成员、部门或标签",
		DoEN: "Choose at least one member, department or tag",
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
	{84084, WeCom, Explanation{
		ZH: "成员与客户没有联系", EN: "The member does not serve this customer",
		DoZH: "确认双方是好友关系",
		DoEN: "Make sure that they are connected",
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
	{90500, WeCom, Explanation{
		ZH: "群主并未离职", EN: "The group's owner has not left",
		DoZH: "只有离职成员的群可以继承",
		DoEN: "Only groups of members who left can be handed over",
	}},
	{90501, WeCom, Explanation{
		ZH: "这不是客户群", EN: "This is no group with customers",
		DoZH: "从客户群列表中选择",
		DoEN: "Choose from the list of customer groups",
	}},
	{90502, WeCom, Explanation{
		ZH: "群主已经离职", EN: "The group's owner has left",
		DoZH: "按离职成员的群继承",
		DoEN: "Hand the group over as one of a member who left",
	}},
	{90503, WeCom, Explanation{
		ZH: "群已满，无法直接继承", EN: "The group is full and cannot be handed over by itself",
		DoZH: "请群主在企业微信里确认",
		DoEN: "Have the owner confirm it in WeCom",
	}},
	{90504, WeCom, Explanation{
		ZH: "新群主就是现在的群主", EN: "The new owner is the present one",
		DoZH: "换一位新群主",
		DoEN: "Choose another owner",
	}},
	{90507, WeCom, Explanation{
		ZH: "群正在继承中", EN: "The group is being handed over already",
		DoZH: "等待当前继承结束",
		DoEN: "Wait for the hand-over to end",
	}},
	{90508, WeCom, Explanation{
		ZH: "群已经继承", EN: "The group was handed over already",
		DoZH: "无需处理",
		DoEN: "Nothing to do",
	}},
	{90509, WeCom, Explanation{
		ZH: "这不是企业微信客户群", EN: "This is no group with customers on WeCom",
		DoZH: "从客户群列表中选择",
		DoEN: "Choose from the list of customer groups",
	}},
	{90510, WeCom, Explanation{
		ZH: "企业一年内没有活跃成员", EN: "Nobody of the company was active for a year",
		DoZH: "请成员登录企业微信后再试",
		DoEN: "Have members sign in to WeCom, then try again",
	}},
	{90511, WeCom, Explanation{
		ZH: "opengid 无效，或不属于本企业的客户群", EN: "The opengid is invalid or no customer group of this company",
		DoZH: "确认小程序是从本企业的客户群中打开的",
		DoEN: "Make sure that the mini program was opened from a customer group of this company",
	}},
	{301002, WeCom, Explanation{
		ZH: "这个 token 不能操作该应用", EN: "This token may not act for that app",
		DoZH: "核对 AgentID 与 Secret 是否属于同一应用",
		DoEN: "Check that agent id and secret belong to the same app",
	}},
	{301007, WeCom, Explanation{
		ZH: "企业不可用，可能已解散或被封禁", EN: "The company cannot be used; it may be dissolved or banned",
		DoZH: "联系企业微信客服",
		DoEN: "Contact WeCom's support",
	}},
	{610004, WeCom, Explanation{
		ZH: "对方不是企业的客户", EN: "This is no customer of the company",
		DoZH: "确认客户关系后再试",
		DoEN: "Check that they are connected",
	}},
	{610014, WeCom, Explanation{
		ZH: "unionid 无效", EN: "The unionid is invalid",
		DoZH: "核对客户的 unionid",
		DoEN: "Check the customer's unionid",
	}},
	{660003, WeCom, Explanation{
		ZH: "成员不在应用可见范围内", EN: "The member is out of the app's range",
		DoZH: "在管理后台把该成员加入应用可见范围",
		DoEN: "Add the member to the app's visible range in the admin console",
	}},
	{660004, WeCom, Explanation{
		ZH: "部门不在应用可见范围内", EN: "The department is out of the app's range",
		DoZH: "在管理后台把该部门加入应用可见范围",
		DoEN: "Add the department to the app's visible range in the admin console",
	}},
	{701008, WeCom, Explanation{
		ZH: "没有互通账号许可", EN: "No inter-op licence",
		DoZH: "为成员购买或激活接口许可",
		DoEN: "Buy or activate a licence for the member",
	}},
	{701099, WeCom, Explanation{
		ZH: "成员没有有效的接口许可", EN: "The member has no valid licence",
		DoZH: "为成员购买或激活接口许可",
		DoEN: "Buy or activate a licence for the member",
	}},
	{830001, WeCom, Explanation{
		ZH: "文件的网址不合要求", EN: "The file's web address is invalid",
		DoZH: "换一个可公开访问的网址",
		DoEN: "Use an address that anybody can open",
	}},
	{830002, WeCom, Explanation{
		ZH: "一次下载的内容过大", EN: "Too much was asked for at once",
		DoZH: "分段下载，每段不超过 20 MB",
		DoEN: "Download in parts of at most 20 MB",
	}},
	{830003, WeCom, Explanation{
		ZH: "平台无法下载该网址的文件", EN: "The platform could not download the file from its address",
		DoZH: "确认网址可以访问后重试",
		DoEN: "Make sure that the address can be opened, then try again",
	}},
}
