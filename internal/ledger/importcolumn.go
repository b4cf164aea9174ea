package ledger

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Column is a column that files of ways may have. Import and export share them, so that what was exported can be imported again.
type Column struct {
	Field    string
	ZH, EN   string // its title
	Required bool
	Number   bool
	Note     string   // both languages, for the template
	Choices  []string // for the template
	Export   bool     // said by us alone: an import passes over it
	also     []string // other titles it goes by

	read func(d *draft, cell string)
	Show func(r WayRow, n Names) string
}

// Title is the column's heading.
func (c *Column) Title() string { return c.ZH + " " + c.EN }

// Columns are all of them, in the order of the template.
func Columns() []*Column { return columns }

var columns = []*Column{
	{Field: "name", ZH: "名称", EN: "Name", Required: true, Note: "1–60 个字，仅自己可见；同一渠道内不要重名 · 1 to 60 characters, for us alone",
		also: []string{"活码名称"}, read: func(d *draft, s string) { d.way.Name = s }, Show: func(r WayRow, _ Names) string { return r.Name }},
	{Field: "channel", ZH: "渠道", EN: "Channel", Required: true, Note: "渠道名称 · name of a channel",
		also: []string{"渠道名称", "channel_name"}, read: readChannel, Show: func(r WayRow, _ Names) string { return r.ChannelName }},
	{Field: "kind", ZH: "类型", EN: "Kind", Note: "不填为「联系我」 · contact when left empty", Choices: []string{"联系我", "加入群聊"},
		read: choice("kind", kindWords, func(d *draft, v string) { d.way.Kind = v }), Show: func(r WayRow, _ Names) string { return kindWords.show(r.Kind) }},
	{Field: "users", ZH: "成员", EN: "Members", Note: "成员的 userid，多个用逗号分隔；姓名不重复时也可写姓名 · userids, separated by commas; a name that only one member has will do",
		also: []string{"成员账号", "userid", "user"}, read: readUsers, Show: func(r WayRow, _ Names) string { return strings.Join(r.Users, ",") }},
	{Field: "parties", ZH: "部门", EN: "Departments", Note: "部门 id，多个用逗号分隔；展开后连同成员不超过 100 人 · ids, separated by commas; at most 100 people with all below them",
		also: []string{"部门id", "party"}, read: readParties, Show: func(r WayRow, _ Names) string { return joinIDs(r.Parties) }},
	{Field: "type", ZH: "联系方式", EN: "Type", Note: "单人只能有一位成员、不能有部门；不填为多人 · single takes exactly one member and no department; several when left empty", Choices: []string{"单人", "多人"},
		read: choice("type", typeWords, func(d *draft, v string) { d.way.Type = atoi(v) }), Show: func(r WayRow, _ Names) string { return typeWords.show(itoa(int64(r.Type))) }},
	{Field: "scene", ZH: "场景", EN: "Scene", Note: "不填为二维码 · QR code when left empty", Choices: []string{"二维码", "小程序按钮"},
		read: choice("scene", sceneWords, func(d *draft, v string) { d.way.Scene = atoi(v) }), Show: func(r WayRow, _ Names) string { return sceneWords.show(itoa(int64(r.Scene))) }},
	{Field: "style", ZH: "按钮样式", EN: "Style", Number: true, Note: "仅小程序按钮：单人 1–3，多人 1–2 · of a button: 1 to 3 for one member, 1 or 2 for several",
		read: number("style", 3, func(d *draft, n int64) { d.way.Style = int(n) }), Show: func(r WayRow, _ Names) string { return someNumber(int64(r.Style)) }},
	{Field: "skip_verify", ZH: "免验证", EN: "Skip verify", Note: "是：客户添加时无需成员确认；不填为是 · yes: no confirmation by the member; yes when left empty", Choices: yesNo,
		read: yes("skip_verify", func(d *draft, v bool) { d.way.SkipVerify = v }), Show: func(r WayRow, _ Names) string { return showYes(r.SkipVerify) }},
	{Field: "remark", ZH: "备注", EN: "Remark", Note: "最多 30 个字，成员可见 · at most 30 characters, shown to the members",
		read: func(d *draft, s string) { d.way.Remark = s }, Show: func(r WayRow, _ Names) string { return r.Remark }},
	{Field: "state_prefix", ZH: "state 前缀", EN: "State prefix", Note: "最多 18 个字，后面接我们的唯一后缀 · at most 18 characters before our unique suffix",
		read: readPrefix, Show: func(r WayRow, _ Names) string { return prefixShown(r) }},
	{Field: "folder", ZH: "文件夹", EN: "Folder", Note: "用 / 写出层级，须已存在 · a path with /, which exists already", read: readFolder, Show: func(r WayRow, n Names) string { return n.folderPath(r.FolderID) }},
	{Field: "labels", ZH: "标签", EN: "Labels", Note: "多个用逗号分隔，须已存在 · separated by commas, which exist already", read: readLabels, Show: func(r WayRow, n Names) string { return n.labelNames(r.Labels) }},
	{Field: "owner", ZH: "负责人", EN: "Owner", Note: "客服的邮箱 · e-mail of an agent", read: readOwner, Show: func(r WayRow, n Names) string { return n.Agents[r.OwnerID] }},
	{Field: "note", ZH: "内部备注", EN: "Note", Note: "最多 500 个字 · at most 500 characters", read: func(d *draft, s string) { d.way.Note = s }, Show: func(r WayRow, _ Names) string { return r.Note }},
	{Field: "welcome", ZH: "欢迎语", EN: "Welcome", Note: "文字，最多 4000 字节；可用 {customer} {member} {channel} {way} · a text of at most 4000 bytes",
		read: func(d *draft, s string) { d.way.Welcome = Greet(s) }, Show: func(r WayRow, _ Names) string { return r.Welcome.Text }},
	{Field: "tags", ZH: "客户标签", EN: "Customer tags", Note: "企业标签 id，多个用逗号分隔 · ids of the company's tags", read: func(d *draft, s string) { d.way.Tags = split(s) },
		Show: func(r WayRow, _ Names) string { return strings.Join(r.Tags, ",") }},
	{Field: "remark_rule", ZH: "客户备注规则", EN: "Customer remark", Note: "如 {channel}-{customer} · such as {channel}-{customer}",
		read: func(d *draft, s string) { d.way.RemarkRule = s }, Show: func(r WayRow, _ Names) string { return r.RemarkRule }},
	{Field: "chats", ZH: "客户群", EN: "Groups", Note: "仅加入群聊：1–5 个 chat_id · of join ways: 1 to 5 chat_ids", also: []string{"chat_id", "chat_id_list"},
		read: func(d *draft, s string) { d.way.Chats = split(s) }, Show: func(r WayRow, _ Names) string { return strings.Join(r.Chats, ",") }},
	{Field: "auto_create_room", ZH: "自动建群", EN: "Auto-create", Note: "仅加入群聊：群满后自动建新群 · of join ways: a new group when all are full", Choices: yesNo,
		read: yes("auto_create_room", func(d *draft, v bool) { d.way.AutoCreateRoom = v }), Show: func(r WayRow, _ Names) string { return joinOnly(r, showYes(r.AutoCreateRoom)) }},
	{Field: "room_base_name", ZH: "群名前缀", EN: "Room name", Note: "自动建群的群名前缀，最多 40 个字 · of new groups, at most 40 characters",
		read: func(d *draft, s string) { d.way.RoomBaseName = s }, Show: func(r WayRow, _ Names) string { return r.RoomBaseName }},
	{Field: "room_base_id", ZH: "群起始序号", EN: "Room number", Number: true, Note: "自动建群的起始序号 · number of the first new group",
		read: number("room_base_id", 1<<31, func(d *draft, n int64) { d.way.RoomBaseID = n }), Show: func(r WayRow, _ Names) string { return someNumber(r.RoomBaseID) }},
	{Field: "is_exclusive", ZH: "同企业归同一成员", EN: "Exclusive", Note: "同一外部企业的客户只能添加同一成员 · customers of one outside company are led to the same member", Choices: yesNo,
		read: yes("is_exclusive", func(d *draft, v bool) { d.way.Exclusive = v }), Show: func(r WayRow, _ Names) string { return showYes(r.Exclusive) }},
	{Field: "mark_source", ZH: "标记来源", EN: "Mark source", Note: "仅营销获客应用；不填为是 · for apps of the 营销获客 kind; yes when left empty", Choices: yesNo,
		read: yes("mark_source", func(d *draft, v bool) { d.way.MarkSource = v }), Show: func(r WayRow, _ Names) string { return showYes(r.MarkSource) }},

	{Field: "id", ZH: "编号", EN: "ID", Export: true, Show: func(r WayRow, _ Names) string { return itoa(r.ID) }},
	{Field: "state", ZH: "state 参数", EN: "State", Export: true, also: []string{"state"}, Show: func(r WayRow, _ Names) string { return r.State }},
	{Field: "config_id", ZH: "配置 ID", EN: "Config ID", Export: true, Show: func(r WayRow, _ Names) string { return r.ConfigID }},
	{Field: "phase", ZH: "进度", EN: "Phase", Export: true, Show: func(r WayRow, _ Names) string { return phaseWords[r.Phase] }},
	{Field: "customers", ZH: "客户数", EN: "Customers", Number: true, Export: true, Show: func(r WayRow, _ Names) string { return strconv.Itoa(r.Customers) }},
	{Field: "customers_today", ZH: "今日客户", EN: "Customers today", Number: true, Export: true, Show: func(r WayRow, _ Names) string { return strconv.Itoa(r.CustomersToday) }},
	{Field: "created_at", ZH: "创建时间", EN: "Created", Export: true, Show: func(r WayRow, n Names) string { return n.time(r.CreatedAt) }},
}

// ErrorColumn is the title of the column that errors.csv adds; an import passes over it.
const ErrorColumn = "错误 Errors"

// titles finds a column by any of its names.
var titles = func() map[string]*Column {
	m := map[string]*Column{}
	for _, c := range append(slices.Clip(columns), &Column{Field: "errors", ZH: "错误", EN: "Errors"}) {
		for _, t := range append([]string{c.Field, c.ZH, c.EN, c.Title()}, c.also...) {
			m[foldTitle(t)] = c
		}
	}
	return m
}()

// foldTitle is a title without what people add to it: case, blanks, stars, remarks in brackets.
func foldTitle(s string) string {
	if at := strings.IndexAny(s, "(（[【"); at > 0 {
		s = s[:at]
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("*＊_-:：", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// columnsOf recognises a file's columns; nil where one says nothing to us or is there twice, and then its title is unknown.
func columnsOf(header []string) (found []*Column, unknown []string) {
	unknown = []string{}
	for _, title := range header {
		c := titles[foldTitle(title)]
		if c != nil && slices.Contains(found, c) {
			c = nil
		}
		if c == nil && strings.TrimSpace(title) != "" {
			unknown = append(unknown, title)
		}
		found = append(found, c)
	}
	return found, unknown
}

func missingColumns(found []*Column) (titles []string) {
	for _, c := range columns {
		if c.Required && !slices.Contains(found, c) {
			titles = append(titles, c.Title())
		}
	}
	return titles
}

func cellOf(cells []string, i int) string {
	if i < 0 || i >= len(cells) {
		return ""
	}
	return strings.TrimSpace(cells[i])
}
