package desk

import "strconv"

// InWords is a text in both languages.
type InWords struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// FigureDays says when and for whom figures count.
var FigureDays = InWords{
	"日期和时段按各小程序的时区；按团队时，会话计入转接到的团队，否则计入它所属的团队；显示现在的名称，停用的客服和已删除的团队显示最后的名称",
	"Days and hours are those of each account's time zone; by team, what was handed to a team counts for it, the rest for the team of the conversation; names are today's, of disabled agents and removed teams the last ones",
}

// FigureColumn is a figure with what it means: the one source of the definitions.
type FigureColumn struct {
	Figure  string
	Title   InWords
	Meaning InWords
	Show    func(Counted) string
}

func countOf(get func(Counted) int) func(Counted) string {
	return func(c Counted) string { return strconv.Itoa(get(c)) }
}

// secondsOf shows milliseconds in seconds, and nothing where nothing was measured.
func secondsOf(get func(Counted) (Duration, int64)) func(Counted) string {
	return func(c Counted) string {
		d, ms := get(c)
		if d.Count == 0 {
			return ""
		}
		return strconv.FormatInt((ms+500)/1000, 10)
	}
}

func shareOf(get func(Counted) (part, whole int)) func(Counted) string {
	return func(c Counted) string {
		part, whole := get(c)
		if whole == 0 {
			return ""
		}
		return strconv.FormatFloat(float64(part)*100/float64(whole), 'f', 1, 64)
	}
}

// FigureColumns are all figures in the order they are shown.
func FigureColumns() []FigureColumn {
	return append(append(volumeColumns(), timeColumns()...), qualityColumns()...)
}

func volumeColumns() []FigureColumn {
	return []FigureColumn{
		{"started", InWords{"新会话", "Started"}, InWords{"首条客户消息在此期间的会话，含交给官方客服工具的；按客服时计入现在或最后接待的人", "Conversations whose first message came in this time, those handed to the platform's own tool included; by agent: of who holds or last held them"}, countOf(func(c Counted) int { return c.Started })},
		{"taken", InWords{"接入", "Taken"}, InWords{"客服接入、规则分配或接管的次数；转接另计", "How often an agent accepted, was assigned or took over; transfers are counted apart"}, countOf(func(c Counted) int { return c.Taken })},
		{"closed", InWords{"结束", "Closed"}, InWords{"在此期间结束的会话，计入结束时接待的客服；结束后因更早发出的消息而恢复的不算", "Conversations that ended in this time, for who had them then; not those that went on because of a message written before the end"}, countOf(func(c Counted) int { return c.Closed })},
		{"in", InWords{"收到消息", "Messages in"}, InWords{"客户发来的消息，计入会话现在或最后的客服；一天结束满 24 小时后不再变", "Messages of customers, for who holds or last held the conversation; settled 24 hours after the day"}, countOf(func(c Counted) int { return c.In })},
		{"out_agent", InWords{"人工消息", "By people"}, InWords{"客服发出的消息，不含发送失败的", "Messages that people sent, without failed ones"}, countOf(func(c Counted) int { return c.OutAgent })},
		{"out_rule", InWords{"规则消息", "By rules"}, InWords{"规则自动发出的消息，含欢迎语和评价邀请", "Messages that rules sent by themselves, greetings and questions for a rating included"}, countOf(func(c Counted) int { return c.OutRule })},
		{"out_bot", InWords{"机器人消息", "By bots"}, InWords{"机器人发出的消息", "Messages that bots sent"}, countOf(func(c Counted) int { return c.OutBot })},
	}
}

func timeColumns() []FigureColumn {
	waiting, answer := InWords{"从客户首条消息到首次有人接入（或直接转接给某人）；按接入的时间和客服计", "From the customer's first message until it was first taken, or handed to somebody; by when and by whom it was taken"},
		InWords{"从客户首条消息到首次人工或机器人回复，按首条消息的时间计；规则自动回复和官方客服工具里的回复不算", "From the customer's first message to the first answer of a person or bot, by when that message came; what rules say is no answer, nor what is said at the platform's own tool"}
	handling := InWords{"从首次接入到结束，含转接之间的等待；按结束的时间和客服计", "From when it was first taken to its end, waits between transfers included; by when and with whom it ended"}
	return []FigureColumn{
		{"waiting", InWords{"等待中位数（秒）", "Waiting, median (s)"}, waiting, secondsOf(func(c Counted) (Duration, int64) { return c.Waiting, c.Waiting.Median })},
		{"waiting_p90", InWords{"等待 P90（秒）", "Waiting, p90 (s)"}, waiting, secondsOf(func(c Counted) (Duration, int64) { return c.Waiting, c.Waiting.P90 })},
		{"waiting_longest", InWords{"最长等待（秒）", "Longest wait (s)"}, waiting, secondsOf(func(c Counted) (Duration, int64) { return c.Waiting, c.Waiting.Most })},
		{"first_answer", InWords{"首次回复中位数（秒）", "First answer, median (s)"}, answer, secondsOf(func(c Counted) (Duration, int64) { return c.FirstAnswer, c.FirstAnswer.Median })},
		{"first_answer_p90", InWords{"首次回复 P90（秒）", "First answer, p90 (s)"}, answer, secondsOf(func(c Counted) (Duration, int64) { return c.FirstAnswer, c.FirstAnswer.P90 })},
		{"in_target", InWords{"及时回复率（%）", "In time (%)"}, InWords{"首次回复在目标时间内的会话，占有首次回复的会话", "Of conversations with a first answer: those where it came within the target"}, shareOf(func(c Counted) (int, int) { return c.InTarget, c.FirstAnswer.Count })},
		{"handling", InWords{"处理中位数（秒）", "Handling, median (s)"}, handling, secondsOf(func(c Counted) (Duration, int64) { return c.Handling, c.Handling.Median })},
		{"handling_p90", InWords{"处理 P90（秒）", "Handling, p90 (s)"}, handling, secondsOf(func(c Counted) (Duration, int64) { return c.Handling, c.Handling.P90 })},
	}
}

func qualityColumns() []FigureColumn {
	return []FigureColumn{
		{"missed", InWords{"错过窗口", "Windows missed"}, InWords{"48 小时回复窗口结束时客户仍未得到回复；正在官方客服工具中的不算", "The reply window ended while the customer still waited for an answer; not while they are with the platform's own tool"}, countOf(func(c Counted) int { return c.Missed })},
		{"transfer_in", InWords{"转入", "Transfers in"}, InWords{"转接给客服或团队的次数", "Transfers to agents and teams, for whom they came to"}, countOf(func(c Counted) int { return c.TransferIn })},
		{"transfer_out", InWords{"转出", "Transfers out"}, InWords{"从客服转接出去的次数，团队按转接前会话所属的计；无人接待时的转接不算", "Transfers from an agent, and from the team it was in then; not those while nobody had it"}, countOf(func(c Counted) int { return c.TransferOut })},
		{"returned", InWords{"退回", "Returned"}, InWords{"客服把会话放回待接入的次数", "How often an agent put a conversation back to those that wait"}, countOf(func(c Counted) int { return c.Returned })},
		{"ratings", InWords{"评价", "Ratings"}, InWords{"收到的评价，计入被评价的客服", "Ratings given, for the agent who is rated"}, countOf(func(c Counted) int { return c.Ratings })},
		{"rating_mean", InWords{"平均分", "Mean rating"}, InWords{"评价的平均分，1 到 5", "The mean of the ratings, 1 to 5"}, func(c Counted) string {
			if c.Ratings == 0 {
				return ""
			}
			return strconv.FormatFloat(c.RatingMean, 'f', 2, 64)
		}},
		{"rated_good", InWords{"好评率（%）", "Good (%)"}, InWords{"4 分和 5 分占全部评价", "4 and 5 of all ratings"}, shareOf(func(c Counted) (int, int) { return c.RatedGood, c.Ratings })},
	}
}
