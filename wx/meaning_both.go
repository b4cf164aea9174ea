package wx

// meaningsOfBoth is every code that this project can meet and that means the
// same on both platforms, in ascending order.
var meaningsOfBoth = []meaning{
	{-1, "", Explanation{
		ZH: "平台繁忙", EN: "The platform is busy",
		DoZH: "稍后再试；发消息前先确认对方是否已收到",
		DoEN: "Try again later; for a message, check first whether it arrived",
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
	{41006, "", Explanation{
		ZH: "缺少素材 ID", EN: "The media_id is missing",
		DoZH: "重新上传素材",
		DoEN: "Upload the file again",
	}},
	{42001, "", Explanation{
		ZH: "access_token 已过期", EN: "The access token has expired",
		DoZH: "会自动更换，无需处理",
		DoEN: "It is renewed by itself, nothing to do",
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
	{45009, "", Explanation{
		ZH: "调用次数超过限制", EN: "Too many calls",
		DoZH: "停一会儿再试：按分钟限制等 1 分钟，按小时限制等 1 小时",
		DoEN: "Wait for the next window: a minute or an hour, by the limit that was hit",
	}},
}
