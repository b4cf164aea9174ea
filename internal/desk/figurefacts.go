package desk

import "context"

// FigureSpan is a piece of time in an account.
type FigureSpan struct {
	AccountID int64
	From, To  int64 // UTC milliseconds; To is not in it
}

// FigureMark is where one thing that is counted stands among those of its kind.
type FigureMark struct{ At, ID int64 }

func (m FigureMark) after(o FigureMark) bool { return m.At > o.At || m.At == o.At && m.ID > o.ID }

// FigurePage asks for the newest things in a span, before a mark.
type FigurePage struct {
	FigureSpan
	Before FigureMark
	Kinds  []ActionKind
	Agent  int64 // 0: any
	Limit  int

	AnsweredBy int64 // of conversations, who answered first; 0: any
}

// FigureReader reads what figures are made of.
type FigureReader interface {
	// Started gives the conversations that began in a span.
	Started(ctx context.Context, span FigureSpan, each func(StartedConversation)) error
	// Done gives what was done in a span, as far as figures count it.
	Done(ctx context.Context, span FigureSpan, each func(DoneAction)) error
	// Written gives how many messages there were, by quarters of an hour.
	Written(ctx context.Context, span FigureSpan, each func(WrittenMessages)) error
	// StartedByID gives some of them.
	StartedByID(ctx context.Context, ids []int64, each func(StartedConversation)) error
	// StartedBefore and DoneBefore are pages of the same, newest first.
	StartedBefore(ctx context.Context, p FigurePage) ([]StartedConversation, error)
	DoneBefore(ctx context.Context, p FigurePage) ([]DoneAction, error)
	// DoneWith is what was done in a span with some conversations.
	DoneWith(ctx context.Context, span FigureSpan, conversations []int64) ([]DoneAction, error)
	// KeptFigures gives the days that were kept, KeptSpans which they are.
	KeptFigures(ctx context.Context, account int64, from, to int, each func(KeptFigures) error) error
	KeptSpans(ctx context.Context, account int64) (map[int]FigureSpan, error)
	// FirstStarted is when the first conversation of an account began; 0: there is none.
	FirstStarted(ctx context.Context, account int64) (int64, error)
	// Live gives all conversations that are not closed, counted. Windows that end in a time are counted too.
	Live(ctx context.Context, from, to int64, each func(LiveConversations)) error
	ConversationsByID(ctx context.Context, ids []int64, grant Grant, now int64) ([]ConversationRow, error)
	FormerTeams(ctx context.Context) (map[int64]string, error)
}

// FigureTx keeps days.
type FigureTx interface {
	KeepFigures(KeptFigures) error
}

// StartedConversation is a conversation as figures see it.
type StartedConversation struct {
	ID, AgentID, TeamID, OpenedAt, FirstAnswerAt int64
	FirstAnswerBy                                int64 // 0: a bot
	ClosedAt                                     int64 // 0: it is not
}

// DoneAction is an action with what its conversation says. The team is that of the conversation where the action names none.
type DoneAction struct {
	ID, ConversationID, AgentID, TeamID, At int64
	Kind                                    ActionKind
	Details                                 string
	OpenedAt, FirstAcceptedAt, ClosedAt     int64
}

// WrittenMessages are messages of one quarter of an hour; inbound ones count for who has the conversation.
type WrittenMessages struct {
	At, AgentID, TeamID int64
	Direction           Direction
	Source              Source
	N                   int
}

// KeptFigures are the figures of a day that is over.
type KeptFigures struct {
	FigureSpan
	Day  int
	Body string
}
