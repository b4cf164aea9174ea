package desk

import "strings"

// occasion is what a rule looks at.
type occasion struct {
	events      []RuleEvent
	text        string
	sessionFrom string
	sessionAt   int64 // when it came
	sessionMark SessionMark
	status      Status
	open        bool // within business hours
	message     int64
	queue       queue // of a waiting conversation
}

// Why a rule does not fit.
const (
	MissEvent       = "event"
	MissText        = "text"
	MissSessionFrom = "session_from"
	MissUnsigned    = "unsigned"
	MissHours       = "hours"
	MissWhile       = "while"
	MissAhead       = "ahead"
)

// fits says whether the rule is meant, and otherwise why not. found is what of the text it found.
func (r readyRule) fits(o occasion) (found, miss string) {
	switch {
	case !in(r.Event, o.events):
		return "", MissEvent
	case r.SessionFrom != "" && !strings.Contains(o.sessionFrom, r.SessionFrom):
		return "", MissSessionFrom
	case r.Signed && o.sessionMark != SessionSigned:
		return "", MissUnsigned
	case r.While != "" && r.While != o.status:
		return "", MissWhile
	case r.shutOut(o.open):
		return "", MissHours
	case r.Event == OnBusy && (o.status != Waiting || !o.queue.busy(r.Ahead)):
		return "", MissAhead
	}
	found, ok := r.match.Find(o.text)
	if !ok {
		return "", MissText
	}
	return found, ""
}

func (r readyRule) shutOut(open bool) bool {
	switch {
	case r.Event == OnOutside, r.Hours == "outside":
		return open
	case r.Event == OnBusy, r.Hours == "inside":
		return !open
	}
	return false
}

// asksHours and asksAhead say what must be looked up before rules are asked.
func asksHours(rules []readyRule) bool {
	for _, r := range rules {
		if r.Event == OnOutside || r.Event == OnBusy || r.Hours != "" || strings.Contains(r.Say, "{"+placeHours+"}") {
			return true
		}
	}
	return false
}

func asksAhead(rules []readyRule) bool {
	for _, r := range rules {
		if r.Event == OnBusy || strings.Contains(r.Say, "{"+placeAhead+"}") {
			return true
		}
	}
	return false
}
