package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// draft is a row while it is read.
type draft struct {
	way    RowWay
	names  Names
	create bool // missing channels are made
	people *directory
	wrong  []CellError
}

func (d *draft) fail(field, zh, en string) {
	d.wrong = append(d.wrong, CellError{Field: field, ZH: zh, EN: en})
}

// words are the values of a column as people write them; the first two are shown.
type words []struct {
	value string
	said  []string
}

var kindWords = words{
	{KindContact, []string{"联系我", "contact", "联系我二维码", "个人活码"}},
	{KindJoin, []string{"加入群聊", "join", "进群", "群活码", "入群"}},
	{KindTemp, []string{"临时会话", "temp"}},
}

var typeWords = words{
	{"1", []string{"单人", "single", "1"}},
	{"2", []string{"多人", "several", "multi", "2"}},
}

var sceneWords = words{
	{"2", []string{"二维码", "qr", "qr code", "2", "码"}},
	{"1", []string{"小程序按钮", "button", "小程序", "mini program", "1", "按钮"}},
}

var yesNo = []string{"是", "否"}

var yesWords = words{
	{"1", []string{"是", "yes", "y", "true", "1", "对", "开", "有", "真", "√", "✓", "✔"}},
	{"0", []string{"否", "no", "n", "false", "0", "不", "错", "关", "无", "假", "×", "x", "✗"}},
}

var phaseWords = map[Phase]string{
	PhaseIntent: "待创建 intent", PhaseCalling: "创建中 calling", PhaseConfirmed: "已创建 confirmed", PhaseFailed: "失败 failed",
	PhaseUnknown: "结果未知 unknown", PhaseDeleting: "删除中 deleting", PhaseDeleted: "已删除 deleted",
}

func (w words) value(said string) (string, bool) {
	said = strings.ToLower(strings.TrimSpace(said))
	for _, v := range w {
		if slices.Contains(v.said, said) {
			return v.value, true
		}
	}
	return "", false
}

func (w words) show(value string) string {
	for _, v := range w {
		if v.value == value {
			return v.said[0]
		}
	}
	return ""
}

// choice reads a column of few values.
func choice(field string, w words, set func(d *draft, value string)) func(*draft, string) {
	return func(d *draft, s string) {
		if s == "" {
			return
		}
		v, ok := w.value(s)
		if !ok {
			var zh, en []string
			for _, v := range w {
				zh, en = append(zh, v.said[0]), append(en, v.said[1])
			}
			d.fail(field, fmt.Sprintf("看不懂「%s」，请填：%s", clip(s, 20), strings.Join(zh, "、")), fmt.Sprintf("“%s” is not understood; write %s", clip(s, 20), strings.Join(en, ", ")))
			return
		}
		set(d, v)
	}
}

func yes(field string, set func(d *draft, v bool)) func(*draft, string) {
	return choice(field, yesWords, func(d *draft, v string) { set(d, v == "1") })
}

func number(field string, most int64, set func(d *draft, n int64)) func(*draft, string) {
	return func(d *draft, s string) {
		if s == "" {
			return
		}
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 0 || n > most {
			d.fail(field, fmt.Sprintf("「%s」应是 0 到 %d 的整数", clip(s, 20), most), fmt.Sprintf("“%s” should be a whole number from 0 to %d", clip(s, 20), most))
			return
		}
		set(d, n)
	}
}

// split reads a list; people separate with whatever their keyboard has.
func split(s string) (list []string) {
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",，;；、|\n\t", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

func readPrefix(d *draft, s string) {
	if utf8.RuneCountInString(s) > maxStatePrefix {
		d.fail("state_prefix", "state 前缀最多 18 个字", "state prefix: at most 18 characters")
		return
	}
	d.way.StatePrefix = s
}

func readChannel(d *draft, s string) {
	switch id := d.names.channelIDs[s]; {
	case s == "":
		d.fail("channel", "请填写渠道", "a channel is needed")
	case id != 0:
		d.way.ChannelID = id
	case !d.create:
		d.fail("channel", fmt.Sprintf("没有渠道「%s」：请先建好，或在导入时选择「自动创建渠道」", clip(s, 60)),
			fmt.Sprintf("there is no channel “%s”: make it first, or choose “create missing channels”", clip(s, 60)))
	default:
		if err := (Channel{Name: s}).Validate(); err != nil {
			d.fail("channel", "渠道名称最多 60 个字", "a channel's name has at most 60 characters")
			return
		}
		d.way.NewChannel = s
	}
}

func readUsers(d *draft, s string) {
	for _, said := range split(s) {
		id, zh, en := d.people.find(said)
		if zh != "" {
			d.fail("users", zh, en)
			continue
		}
		d.way.Users = append(d.way.Users, id)
	}
}

func readParties(d *draft, s string) {
	for _, said := range split(s) {
		id, err := strconv.ParseInt(said, 10, 64)
		if err != nil || id <= 0 {
			d.fail("parties", fmt.Sprintf("部门「%s」应是数字 id", clip(said, 20)), fmt.Sprintf("department “%s” should be a number, its id", clip(said, 20)))
			continue
		}
		d.way.Parties = append(d.way.Parties, id)
	}
}

func readFolder(d *draft, s string) {
	path := strings.Join(trimmed(strings.Split(strings.ReplaceAll(s, "／", "/"), "/")), "/")
	if path == "" {
		return
	}
	id := d.names.folderIDs[path]
	if id == 0 {
		d.fail("folder", fmt.Sprintf("没有文件夹「%s」，请先建好", clip(path, 60)), fmt.Sprintf("there is no folder “%s”: make it first", clip(path, 60)))
	}
	d.way.FolderID = id
}

func trimmed(list []string) (out []string) {
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func readLabels(d *draft, s string) {
	for _, name := range split(s) {
		id := d.names.labelIDs[name]
		if id == 0 {
			d.fail("labels", fmt.Sprintf("没有标签「%s」，请先建好", clip(name, 60)), fmt.Sprintf("there is no label “%s”: make it first", clip(name, 60)))
			continue
		}
		d.way.Labels = append(d.way.Labels, id)
	}
}

func readOwner(d *draft, s string) {
	if s == "" {
		return
	}
	id := d.names.agentIDs[strings.ToLower(s)]
	if id == 0 {
		d.fail("owner", fmt.Sprintf("没有邮箱为「%s」的客服", clip(s, 60)), fmt.Sprintf("no agent has the e-mail “%s”", clip(s, 60)))
	}
	d.way.OwnerID = id
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // of our own words
	return n
}

func showYes(b bool) string {
	if b {
		return yesNo[0]
	}
	return yesNo[1]
}

func joinOnly(r WayRow, s string) string {
	if r.Kind != KindJoin {
		return ""
	}
	return s
}

func someNumber(n int64) string {
	if n == 0 {
		return ""
	}
	return itoa(n)
}

func joinIDs(ids []int64) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = itoa(id)
	}
	return strings.Join(list, ",")
}

func prefixShown(r WayRow) string {
	if r.Origin != OriginMade {
		return ""
	}
	return prefixOf(r.State)
}

// Names are what people call the things that ways refer to by id.
type Names struct {
	Channels map[int64]string
	Folders  map[int64]NamedFolder
	Labels   map[int64]string
	Agents   map[int64]string // by e-mail

	channelIDs, folderIDs, labelIDs, agentIDs map[string]int64
	zone                                      *time.Location
}

// NamedFolder is a folder's name and the one it lies in.
type NamedFolder struct {
	Parent int64
	Name   string
}

// indexed can be asked both ways.
func (n Names) indexed() Names {
	n.channelIDs, n.folderIDs, n.labelIDs, n.agentIDs = turned(n.Channels), map[string]int64{}, turned(n.Labels), turned(n.Agents)
	for id := range n.Folders {
		n.folderIDs[n.folderPath(id)] = id
	}
	if n.zone == nil {
		n.zone = crm.Account{TimeZone: crm.DefaultTimeZone}.Location()
	}
	return n
}

// Names are what people call things, ready to be shown.
func (l *Ledger) Names(ctx context.Context) (Names, error) {
	n, err := l.Store.Names(ctx)
	return n.indexed(), err
}

// ChannelNames are the channels' names in order.
func (n Names) ChannelNames() []string { return slices.Sorted(maps.Values(n.Channels)) }

func turned(m map[int64]string) map[string]int64 {
	ids := make(map[string]int64, len(m))
	for id, name := range m {
		ids[name] = id
	}
	return ids
}

const deepest = 20 // folders within folders

func (n Names) folderPath(id int64) string {
	var path []string
	for range deepest {
		f, ok := n.Folders[id]
		if !ok {
			break
		}
		path, id = append(path, f.Name), f.Parent
	}
	slices.Reverse(path)
	return strings.Join(path, "/")
}

func (n Names) labelNames(ids []int64) string {
	list := make([]string, 0, len(ids))
	for _, id := range ids {
		if name := n.Labels[id]; name != "" {
			list = append(list, name)
		}
	}
	return strings.Join(list, ",")
}

func (n Names) time(at int64) string {
	if at == 0 {
		return ""
	}
	return time.UnixMilli(at).In(n.zone).Format(time.DateTime)
}
