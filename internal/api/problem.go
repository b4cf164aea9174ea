package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/wx"
)

// Codes of the API itself, beside those of the rules.
const (
	codeInternal    crm.Code = "internal"
	codeTooLarge    crm.Code = "too_large"
	codeUnreadable  crm.Code = "unreadable"
	codeTimeout     crm.Code = "timeout"
	codeMethod      crm.Code = "method_not_allowed"
	codeCrossOrigin crm.Code = "cross_origin"
	codeNotReady    crm.Code = "not_ready"
	codeKitOrigin   crm.Code = "kit_origin"
	codeAway        crm.Code = "database_away"
)

// sentence is a code's HTTP status and its words; {name} stands for a parameter.
type sentence struct {
	status int
	zh, en string
}

// sentences is the one table from codes to HTTP and to words.
var sentences = map[crm.Code]sentence{
	crm.CodeInvalid:     {422, "{zh}", "{en}"},
	crm.CodeNotFound:    {404, "没有找到，可能已被删除", "it was not found: it may have been removed"},
	crm.CodeNotAllowed:  {403, "你没有权限做这件事，请联系管理员", "you may not do this: ask an admin"},
	crm.CodeNotSignedIn: {401, "请先登录", "please sign in"},
	crm.CodeTaken:       {409, "「{name}」已被使用，请换一个", "“{name}” is taken already: choose another"},
	crm.CodeBusy:        {503, "系统正忙，请稍后再试", "the system is busy: try again in a moment"},
	crm.CodeWeak:        {422, "密码须为 {min} 到 {max} 个字符", "a password takes {min} to {max} characters"},
	crm.CodeBadSignIn:   {401, "邮箱或密码不对", "e-mail or password is wrong"},
	crm.CodeTooMany:     {429, "尝试次数太多，请 {seconds} 秒后再试", "too many attempts: try again in {seconds} seconds"},
	crm.CodePlatform:    {422, "平台拒绝了请求：{zh}", "the platform refused: {en}"},
	crm.CodeUnreachable: {502, "连不上平台接口，请检查网络和接口地址", "the platform could not be reached: check the network and the API address"},

	crm.CodeLastAdmin: {409, "这是最后一位管理员：请先让另一个人成为管理员", "this is the last admin: make somebody else one first"},

	ledger.CodeNoPlan:   {404, "这个活码没有排班，任何时间都由同样的成员接待", "this way has no plan: the same people answer at all times"},
	ledger.CodeNoMember: {409, "您的账号还没有关联企业微信成员，请联系管理员", "you are not linked to a WeCom member yet: ask an admin"},
	crm.CodeKeyReused:   {409, "这个 Idempotency-Key 已用于另一个请求，请换一个", "this Idempotency-Key was used for another request: take a new one"},
	crm.CodeKeyBusy:     {409, "同一个 Idempotency-Key 的请求还在处理，请稍后再试", "the first request with this Idempotency-Key is still being worked on: try again in a moment"},

	crm.CodeNothingToSplit: {409, "这位客户没有可以撤销的合并", "no join of this customer is left to undo"},

	ledger.CodeTwin:      {409, "这是小程序按钮的码，随活码 {way} 一起变化：请操作那个活码", "this is the code of a button and does as its way {way} does: change that one"},
	ledger.CodeNotFailed: {409, "只有创建失败的活码可以重试", "only a way that failed can be asked for again"},

	ledger.CodeReconciling:    {409, "这个账号正在核对，请等它结束，或先取消", "this account is being compared already: wait until that ends, or cancel it"},
	ledger.CodeReconcileState: {409, "核对现在的状态是 {state}，不能这样操作；请刷新后再看", "the comparison is {state} now, so this is not possible: look again"},
	ledger.CodeDriftSettled:   {409, "这条差异已经处理过了", "this drift is settled already"},
	ledger.CodeDriftUnfit:     {422, "这类差异（{kind}）不能这样处理（{action}）", "drifts of kind {kind} cannot be settled by {action}"},

	ledger.CodeImportState:   {409, "导入现在的状态是 {state}，不能这样操作；请刷新后再看", "the import is {state} now, so this is not possible: look again"},
	ledger.CodeImportWrong:   {409, "有 {wrong} 行有错误：请改好后重新上传，或选择「跳过有错误的行」", "{wrong} rows have errors: put them right and upload the file again, or choose to pass them over"},
	ledger.CodeImportEmpty:   {409, "没有可以创建的行", "there is nothing to make"},
	ledger.CodeImportColumns: {422, "文件缺少必填的列：{columns}。第一行应是列名，可下载模板对照", "the file lacks the columns {columns}: its first row should hold the titles; compare it with the template"},
	ledger.CodeImportRows:    {422, "一个文件最多 {limit} 行，请拆成几个文件", "a file may have {limit} rows at most: split it"},
	ledger.CodeNoQR:          {409, "这是小程序按钮，没有二维码", "this is a mini-program button and has no QR code"},
	ledger.CodeNoQRYet:       {404, "二维码还没有：活码尚未创建成功，或图片暂时取不到，请稍后再试", "there is no QR code yet: the way is not made, or its picture cannot be fetched now; try again later"},
	codeQRUnread:             {409, "这张二维码图片无法识别内容，不能重画：只能下载平台的原图（可改大小），不支持 SVG、LOGO 和海报", "what this code says could not be read from its picture, so it cannot be drawn anew: take the platform's own picture, in any size; no SVG, logo or poster"},

	"sheet_empty":             {422, "文件是空的", "the file is empty"},
	"sheet_not_a_table":       {422, "这不是表格文件（看起来是 {kind}），请上传 CSV 或 XLSX", "this is no table (it looks like {kind}): upload CSV or XLSX"},
	"sheet_old_xls":           {422, "这是旧版 Excel（.xls）文件，请另存为 .xlsx 或 CSV 再上传", "this is a file of old Excel (.xls): save it as .xlsx or CSV first"},
	"sheet_encrypted":         {422, "文件有密码保护，请去掉密码再上传", "the file is protected by a password: remove it first"},
	"sheet_no_visible_sheet":  {422, "工作簿里所有工作表都被隐藏了，请取消隐藏再上传", "all sheets of the workbook are hidden: show one first"},
	"sheet_broken":            {422, "文件损坏，读不完整；请用 Excel 或 WPS 打开后另存一份再上传", "the file is damaged: open it in a spreadsheet, save it anew and upload that"},
	"sheet_broken_quote":      {422, "第 {line} 行的引号不成对，请检查（文件第 {text_line} 行文字）", "the quotes of row {line} do not match: look at line {text_line} of the file"},
	"sheet_row_too_long":      {422, "第 {line} 行超过 {limit_mb} MB，多半是前面少了一个引号", "row {line} is longer than {limit_mb} MB: most likely a quote is missing before it"},
	"sheet_too_large":         {413, "文件最大 {limit_mb} MB，请拆成几个文件", "a file may have {limit_mb} MB at most: split it"},
	"sheet_unpacks_too_large": {422, "工作簿解开后太大，请拆成几个文件或用 CSV", "the workbook unpacks to too much: split it, or use CSV"},
	"sheet_too_many_rows":     {422, "最多 {limit} 行，请拆成几个文件", "at most {limit} rows: split the file"},
	"sheet_too_many_columns":  {422, "第 {line} 行超过 {limit} 列", "row {line} has more than {limit} columns"},
	"sheet_cell_too_long":     {422, "第 {line} 行第 {column} 列超过 {limit} 个字", "row {line}, column {column}: more than {limit} characters"},

	"qr_empty":              {422, "没有可以编码的内容", "there is nothing to encode"},
	"qr_content_too_long":   {422, "内容太长，这个容错级别最多 {limit} 字节，请选低一级", "the content is too long, this level holds {limit} bytes: choose a lower one"},
	"qr_bad_option":         {422, "{option} 的值不对", "{option} is not right"},
	"qr_too_small":          {422, "尺寸太小，至少要 {min} 像素", "too small: at least {min} pixels are needed"},
	"qr_low_contrast":       {422, "前景色要明显比背景色深，否则扫不出来", "the foreground must be clearly darker than the background, or nobody can scan it"},
	"qr_no_font":            {409, "服务器上没有能写「{missing}」的字体，请安装 {install}", "no font on the server has “{missing}”: install {install}"},
	"qr_bad_font":           {409, "字体文件 {path} 无法使用", "{path} is no font"},
	"qr_picture_format":     {422, "图片只支持 PNG、JPEG", "only PNG and JPEG pictures are taken"},
	"qr_picture_broken":     {422, "图片损坏，请重新上传", "the picture is damaged: upload it again"},
	"qr_picture_too_large":  {422, "图片太大", "the picture is too large"},
	"qr_poster_invalid":     {422, "海报的 {field} 不对", "{field} of the poster is not right"},
	"qr_not_found":          {422, "图片里没有可识别的二维码", "no code was found in the picture"},
	ledger.CodeConflict:     {409, "有人刚刚改过：{fields}。请看双方的值后再决定", "somebody has just changed {fields}: look at both values and decide"},
	ledger.CodeFixed:        {422, "{field} 创建后不能修改：平台不支持。需要不同的设置时，请新建一个", "{field} cannot be changed: the platform does not allow it. Make a new way when you need another"},
	ledger.CodeNotConfirmed: {409, "平台上还没有这个活码，或已删除，不能修改（当前：{phase}）", "the platform does not have this way (now: {phase}), so it cannot be changed"},
	ledger.CodeNotDeletable: {409, "正在创建，请等几秒再删除", "it is being created just now: delete it in a few seconds"},
	ledger.CodeNotDeleted:   {409, "只有已删除的活码可以恢复", "only a deleted way can be restored"},
	ledger.CodeBulkEmpty:    {409, "有 {ways} 个活码会没有人接待：请选择替换的成员，或先把它们排除", "{ways} ways would be left without anybody: choose who comes instead, or leave them out"},
	ledger.CodeBulkState:    {409, "这次批量修改的状态（{state}）不允许这样做", "this cannot be done with a run that is {state}"},
	ledger.CodePlanned:      {409, "成员由排班决定：请改排班，或先取消排班", "its plan says who answers: change the plan, or take it away first"},
	ledger.CodePooled:       {409, "群由群池决定：请改群池，或先取消群池", "its pool says which groups: change the pool, or take it away first"},

	ledger.CodePoolUsed:  {409, "还有 {ways} 个活码在使用这个群池：请先让它们改用别的群池或固定的群", "{ways} ways follow this pool: give them another pool or fixed groups first"},
	ledger.CodePoolEmpty: {409, "群池里还没有可展示的群：正在读取，或都不可用。请看群池里每个群的说明", "no group of the pool can be shown yet: they are being read, or none is healthy. See what the pool says of each"},

	ledger.CodeTempRefused: {409, "平台拒绝了这家企业的临时会话（48002）：只有医疗行业的企业可以使用。认证为医疗行业后，请以 retry=true 再建一次", "the platform refuses temporary chats to this company (48002): only the medical industry has them. Once the company is verified as such, make one with retry=true"},
	ledger.CodeTempDaily:   {409, "今天的临时会话已用完（每天 {limit} 个），请明天再建", "today's temporary chats are used up ({limit} a day): make more tomorrow"},
	ledger.CodeTempOpen:    {409, "客户正在会话中，不能重新发码；请先结束会话", "the customer is in the chat: close it before you make another"},
	ledger.CodeTempNotOpen: {409, "没有正在进行的会话可以结束：客户还没有来，或会话已经结束。还没有人用的码请直接删除", "there is no running chat to close: the customer has not come yet, or it is over. A code nobody used can be deleted"},
	ledger.CodeTempOver:    {409, "码已被使用或已过期，平台不再允许修改；可以重新发码", "its code was used or has run out, so the platform changes it no more: make another in its place"},
	ledger.CodeNotTemp:     {409, "只有临时会话可以这样做；普通活码加的客户不能结束会话", "only a temporary chat can: customers of ordinary ways cannot be closed"},
	ledger.CodeFolderDeep:  {422, "文件夹最多 {most} 层", "folders lie in each other {most} deep at most"},
	ledger.CodeFolderLoop:  {422, "不能把文件夹放进它自己里面", "a folder cannot be put into itself"},

	desk.CodeAgentFull:         {409, "同时接待数已满（{limit} 个）：请先结束或转出会话", "{limit} open conversations are the limit: close or transfer some first"},
	desk.CodeConversationTaken: {409, "{agent} 已接入这个会话", "{agent} has taken this conversation already"},
	desk.CodeNotYours:          {409, "这个会话不是由你接待的，请先接入", "this conversation is not yours: accept it first"},
	desk.CodeWindowClosed:      {409, "回复窗口已关闭：客户再次发来消息后才能回复", "the reply window is closed: it opens again when the customer writes"},
	desk.CodeWindowLast:        {409, "最后一条回复留给客服", "the last reply is kept for a person"},
	desk.CodeWindowUsedUp:      {409, "{limit} 条回复已用完：客户再次发来消息后才能继续", "all {limit} replies are used up: there are more when the customer writes"},
	desk.CodeClosed:            {409, "会话已结束，客户再发消息时会开启新的会话", "the conversation is closed: the customer's next message opens a new one"},
	desk.CodeOfficialFull:      {409, "官方工具最多 {limit} 位客服人员，请先移除不用的", "the official tool takes at most {limit} people: remove one first"},
	desk.CodeOfficialStays:     {409, "平台答复已移除，但名单里仍有此人：请稍后再看，或在小程序后台移除", "the platform said they were removed, and still lists them: look again later, or remove them in its admin console"},
	desk.CodeNotFailed:         {409, "只有发送失败的消息可以重发；结果未知的不会重发，以免对方收到两次", "only a message that failed can be sent again; one of unknown outcome could arrive twice"},

	codeInternal:    {500, "系统出错了，编号 {id}，请告诉管理员", "something went wrong on our side: tell an admin the number {id}"},
	codeTooLarge:    {413, "内容太大了", "this is too large"},
	codeUnreadable:  {400, "请求的内容无法读取", "the request's content could not be read"},
	codeTimeout:     {408, "等待请求内容超时，请重试", "the request's content did not arrive in time: try again"},
	codeMethod:      {405, "这个地址不支持 {method}", "{method} is not possible at this address"},
	codeCrossOrigin: {403, "拒绝了来自其他网站的请求", "a request from another site was refused"},
	codeNoKit:       {404, "没有这个按钮的配置：请检查 plugid，或活码已删除、尚未创建成功", "there is no such button: look at the plugid; its way may be deleted, or not made yet"},
	codeKitOrigin:   {403, "这个网站不在允许的来源里：请管理员在设置里添加", "pages of this site may not use the buttons: an admin can add its origin in the settings"},
	codeAway:        {503, "数据库暂时没有响应：新消息已安全收下，恢复后自动补上；请稍后再试", "the database does not answer just now: new messages are kept safe and will follow; try again in a moment"},
	codeNotReady:    {503, "服务还没有准备好", "the service is not ready"},
}

const problemType = "application/problem+json"

// Problem is how every error is answered: RFC 9457 with a stable code and a sentence in both languages.
type Problem struct {
	Type   string         `json:"type" doc:"Where the code is explained"`
	Title  string         `json:"title"`
	Status int            `json:"status"`
	Code   string         `json:"code" doc:"Stable; branch on this"`
	Detail string         `json:"detail"`
	Params map[string]any `json:"params,omitempty" doc:"What the sentence is about, such as field or agent"`
	ZH     string         `json:"zh" doc:"The sentence for people, in Chinese"`
	EN     string         `json:"en" doc:"The sentence for people, in English"`
	wait   int            // seconds, for Retry-After

	Errcode int `json:"errcode,omitempty" doc:"Of the kit alone: the number of the platform's own plugins"`
}

// Error and the next three make huma answer a Problem as it is.
func (p *Problem) Error() string { return p.Code + ": " + p.EN }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of every Problem.
func (p *Problem) ContentType(string) string { return problemType }

// GetHeaders says when to try again, where that is known.
func (p *Problem) GetHeaders() http.Header {
	if p.wait == 0 {
		return nil
	}
	return http.Header{"Retry-After": {strconv.Itoa(p.wait)}}
}

func (p *Problem) encode() []byte {
	b, err := json.Marshal(p)
	if err != nil { // a parameter that JSON cannot hold
		p.Params = nil
		b, _ = json.Marshal(p)
	}
	return append(b, '\n')
}

// problem turns any error into what the caller is told. What we did not expect is logged under an id; its text stays here.
func (a *API) problem(ctx context.Context, err error) *Problem {
	var p *Problem
	var e *crm.Error
	var refused *wx.Error
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &e) && sentences[e.Code].status != 0:
		return problemOf(e)
	case errors.Is(err, wx.ErrBusy), errors.Is(err, wx.ErrRateLimited), errors.Is(err, wx.ErrConcurrency):
		return problemOf(crm.Refuse(crm.CodeBusy, "retry", 5))
	case errors.As(err, &refused):
		return problemOf(platformRefused(refused))
	case a.Away != nil && a.Away(err):
		return problemOf(crm.Refuse(codeAway, "retry", 5))
	case wx.IsUnknown(err), isNetwork(err):
		return problemOf(crm.Refuse(crm.CodeUnreachable))
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return problemOf(crm.Refuse(crm.CodeBusy))
	}
	id := strconv.FormatInt(a.Ground.IDs.Next(), 36)
	a.Log.LogAttrs(ctx, slog.LevelError, "request failed", slog.String("id", id), slog.String("err", err.Error()))
	return problemOf(crm.Refuse(codeInternal, "id", id))
}

func platformRefused(e *wx.Error) *crm.Error {
	p := crm.ProblemOf(e.Platform, e.Code)
	if m, ok := e.Explain(); ok {
		p = &crm.Problem{Code: e.Code, ZH: m.ZH, EN: m.EN, DoZH: m.DoZH, DoEN: m.DoEN}
	}
	return crm.Refuse(crm.CodePlatform, "errcode", e.Code, "zh", p.ZH, "en", p.EN, "do_zh", p.DoZH, "do_en", p.DoEN)
}

// isNetwork is a call to a platform that did not get there.
func isNetwork(err error) bool {
	var n interface{ Timeout() bool }
	var s *wx.StatusError
	return errors.As(err, &s) || errors.As(err, &n) && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, context.Canceled)
}

// problemOf puts a refusal into words.
func problemOf(e *crm.Error) *Problem {
	s := sentences[e.Code]
	p := &Problem{
		Type: "/docs#error-" + string(e.Code), Title: http.StatusText(s.status), Status: s.status, Code: string(e.Code),
		ZH: fill(s.zh, e.Params), EN: fill(s.en, e.Params),
	}
	p.Detail = p.EN
	for name, v := range e.Params {
		switch name {
		case "zh", "en": // they are in the sentence
		case "seconds", "retry":
			p.wait, _ = v.(int)
			fallthrough
		default:
			if p.Params == nil {
				p.Params = map[string]any{}
			}
			p.Params[name] = v
		}
	}
	return p
}

func fill(template string, params crm.Params) string {
	for name, v := range params {
		template = strings.ReplaceAll(template, "{"+name+"}", fmt.Sprint(v))
	}
	return template
}

// write answers outside huma.
func (p *Problem) write(w http.ResponseWriter) {
	for name, values := range p.GetHeaders() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", problemType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	w.Write(p.encode())
}

// ownWords is a transformer: it turns what huma found wrong with a request into a Problem.
func ownWords(_ huma.Context, _ string, body any) (any, error) {
	m, ok := body.(*huma.ErrorModel)
	if !ok {
		return body, nil
	}
	return fromHuma(m), nil
}

var humaCodes = map[int]crm.Code{
	http.StatusRequestEntityTooLarge: codeTooLarge,
	http.StatusRequestTimeout:        codeTimeout,
	http.StatusBadRequest:            codeUnreadable,
	http.StatusUnprocessableEntity:   crm.CodeInvalid,
}

func fromHuma(m *huma.ErrorModel) *Problem {
	code, ok := humaCodes[m.Status]
	if !ok {
		code = codeUnreadable
	}
	e := crm.Refuse(code)
	if code != codeTooLarge && code != codeTimeout {
		e = wrongField(append(m.Errors, &huma.ErrorDetail{Message: m.Detail, Location: "body"})[0])
	}
	p := problemOf(e)
	p.Status, p.Title = m.Status, http.StatusText(m.Status)
	return p
}
