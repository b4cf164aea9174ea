package desk

import (
	"encoding/json"
	"time"
)

// Names of what a figure counts, by which its conversations are opened.
const (
	figureStarted     = "started"
	figureTaken       = "taken"
	figureClosed      = "closed"
	figureWaiting     = "waiting"
	figureFirstAnswer = "first_answer"
	figureInTarget    = "in_target"
	figureHandling    = "handling"
	figureIn          = "in"
	figureOutAgent    = "out_agent"
	figureOutRule     = "out_rule"
	figureOutBot      = "out_bot"
	figureMissed      = "missed"
	figureTransferIn  = "transfer_in"
	figureTransferOut = "transfer_out"
	figureReturned    = "returned"
	figureRatings     = "ratings"
	figureGood        = "rated_good"
)

// sample is one thing that a figure counts, or n messages.
type sample struct {
	figure       string
	conversation int64
	mark         FigureMark
	agent, team  int64
	value        int64 // a duration in milliseconds, a rating, a number of messages
}

// counter makes samples of what is read.
type counter struct {
	target int64
	take   func(sample)
}

func (c counter) started(s StartedConversation) {
	x := sample{figure: figureStarted, conversation: s.ID, mark: FigureMark{s.OpenedAt, s.ID}, agent: s.AgentID, team: s.TeamID}
	c.take(x)
	if s.FirstAnswerAt == 0 {
		return
	}
	x.figure, x.agent, x.value = figureFirstAnswer, s.FirstAnswerBy, max(0, s.FirstAnswerAt-s.OpenedAt)
	c.take(x)
	if x.value <= c.target {
		x.figure = figureInTarget
		c.take(x)
	}
}

func (c counter) done(a DoneAction) {
	s := sample{conversation: a.ConversationID, mark: FigureMark{a.At, a.ID}, agent: a.AgentID, team: a.TeamID}
	as := func(figure string, value int64) {
		s.figure, s.value = figure, value
		c.take(s)
	}
	switch a.Kind {
	case ActionAccepted, ActionAssigned, ActionTookOver:
		as(figureTaken, 0)
		a.waited(as)
	case ActionTransferred:
		c.transferred(a, s)
	case ActionReturned:
		as(figureReturned, 0)
	case ActionClosed:
		if a.At != a.ClosedAt {
			return // taken back: it went on, and ends later
		}
		as(figureClosed, 0)
		if a.FirstAcceptedAt != 0 {
			as(figureHandling, max(0, a.At-a.FirstAcceptedAt))
		}
	case ActionMissed:
		as(figureMissed, 0)
	case ActionRated:
		a.rated(as)
	}
}

// waited counts the wait that ended when a conversation was taken for the first time.
func (a DoneAction) waited(as func(string, int64)) {
	if a.At == a.FirstAcceptedAt {
		as(figureWaiting, max(0, a.At-a.OpenedAt))
	}
}

// transferred counts for whom it came to, and for whom it came from; who was handed one that nobody had ended its wait.
func (c counter) transferred(a DoneAction, s sample) {
	as := func(figure string, value int64) {
		s.figure, s.value = figure, value
		c.take(s)
	}
	as(figureTransferIn, 0)
	var from handed
	_ = json.Unmarshal([]byte(a.Details), &from) // what does not say from whom came from nobody
	if from.From == 0 {
		if a.AgentID != 0 {
			a.waited(as)
		}
		return
	}
	s.agent, s.team = from.From, from.Team
	as(figureTransferOut, 0)
}

func (a DoneAction) rated(as func(string, int64)) {
	var said struct {
		Rating int64 `json:"rating"`
	}
	if json.Unmarshal([]byte(a.Details), &said) != nil || said.Rating == 0 {
		return
	}
	as(figureRatings, said.Rating)
	if said.Rating >= 4 {
		as(figureGood, said.Rating)
	}
}

func (c counter) written(w WrittenMessages) {
	s := sample{figure: figureOutAgent, mark: FigureMark{At: w.At}, agent: w.AgentID, team: w.TeamID, value: int64(w.N)}
	switch {
	case w.Direction == In:
		s.figure = figureIn
	case w.Source == ByRule:
		s.figure = figureOutRule
	case w.Source == ByBot:
		s.figure = figureOutBot
	}
	c.take(s)
}

// line is where something is counted: a day and hour of an account, for somebody.
type line struct {
	day, hour            int
	account, agent, team int64
}

func lineOf(s sample, account int64, zone *time.Location) line {
	t := time.UnixMilli(s.mark.At).In(zone)
	y, m, d := t.Date()
	return line{day: y*10000 + int(m)*100 + d, hour: t.Hour(), account: account, agent: s.agent, team: s.team}
}

// key is the line's place among figures.
func (l line) key(by string) int64 {
	switch by {
	case FiguresByAgent:
		return l.agent
	case FiguresByTeam:
		return l.team
	case FiguresByHour:
		return int64(l.hour)
	case FiguresByAccount:
		return l.account
	}
	return int64(l.day)
}
