package desk

import "slices"

// sum is a line while it is counted, and as a day that is over keeps it.
type sum struct {
	Started     int    `json:"s,omitempty"`
	Taken       int    `json:"t,omitempty"`
	Closed      int    `json:"c,omitempty"`
	InTarget    int    `json:"it,omitempty"`
	In          int    `json:"i,omitempty"`
	OutAgent    int    `json:"oa,omitempty"`
	OutRule     int    `json:"or,omitempty"`
	OutBot      int    `json:"ob,omitempty"`
	Missed      int    `json:"m,omitempty"`
	TransferIn  int    `json:"ti,omitempty"`
	TransferOut int    `json:"to,omitempty"`
	Returned    int    `json:"r,omitempty"`
	Ratings     int    `json:"n,omitempty"`
	Stars       [5]int `json:"st,omitzero"`
	RatedGood   int    `json:"g,omitempty"`
	Waiting     packed `json:"w,omitempty"`
	FirstAnswer packed `json:"f,omitempty"`
	Handling    packed `json:"h,omitempty"`
}

// counts are the figures that only count.
func (s *sum) counts(figure string) *int {
	switch figure {
	case figureStarted:
		return &s.Started
	case figureTaken:
		return &s.Taken
	case figureClosed:
		return &s.Closed
	case figureInTarget:
		return &s.InTarget
	case figureMissed:
		return &s.Missed
	case figureTransferIn:
		return &s.TransferIn
	case figureTransferOut:
		return &s.TransferOut
	case figureReturned:
		return &s.Returned
	case figureGood:
		return &s.RatedGood
	}
	return nil
}

// messages are the figures that count messages.
func (s *sum) messages(figure string) *int {
	switch figure {
	case figureIn:
		return &s.In
	case figureOutAgent:
		return &s.OutAgent
	case figureOutRule:
		return &s.OutRule
	case figureOutBot:
		return &s.OutBot
	}
	return nil
}

func (s *sum) take(x sample) {
	switch x.figure {
	case figureWaiting:
		s.Waiting = append(s.Waiting, x.value)
	case figureFirstAnswer:
		s.FirstAnswer = append(s.FirstAnswer, x.value)
	case figureHandling:
		s.Handling = append(s.Handling, x.value)
	case figureRatings:
		s.Ratings++
		s.Stars[min(max(x.value, 1), 5)-1]++
	default:
		if n := s.counts(x.figure); n != nil {
			*n++
		} else if n := s.messages(x.figure); n != nil {
			*n += int(x.value)
		}
	}
}

func (s *sum) add(o *sum) {
	for _, figure := range []string{figureStarted, figureTaken, figureClosed, figureInTarget, figureMissed, figureTransferIn, figureTransferOut, figureReturned, figureGood} {
		*s.counts(figure) += *o.counts(figure)
	}
	for _, figure := range []string{figureIn, figureOutAgent, figureOutRule, figureOutBot} {
		*s.messages(figure) += *o.messages(figure)
	}
	s.Ratings += o.Ratings
	for i := range s.Stars {
		s.Stars[i] += o.Stars[i]
	}
	s.Waiting, s.FirstAnswer, s.Handling = append(s.Waiting, o.Waiting...), append(s.FirstAnswer, o.FirstAnswer...), append(s.Handling, o.Handling...)
}

func (s *sum) counted() Counted {
	c := Counted{
		Started: s.Started, Taken: s.Taken, Closed: s.Closed, InTarget: s.InTarget, In: s.In, OutAgent: s.OutAgent, OutRule: s.OutRule, OutBot: s.OutBot,
		Missed: s.Missed, TransferIn: s.TransferIn, TransferOut: s.TransferOut, Returned: s.Returned, Ratings: s.Ratings, RatedGood: s.RatedGood, Stars: s.Stars,
		Waiting: durations(s.Waiting), FirstAnswer: durations(s.FirstAnswer), Handling: durations(s.Handling),
	}
	if s.Ratings > 0 {
		c.RatingMean = float64(s.Stars[0]+2*s.Stars[1]+3*s.Stars[2]+4*s.Stars[3]+5*s.Stars[4]) / float64(s.Ratings)
	}
	return c
}

// durations sums up; percentiles are of the nearest rank.
func durations(list []int64) Duration {
	n := len(list)
	if n == 0 {
		return Duration{}
	}
	slices.Sort(list)
	return Duration{Count: n, Median: list[(n+1)/2-1], P90: list[(n*9+9)/10-1], Most: list[n-1]}
}
