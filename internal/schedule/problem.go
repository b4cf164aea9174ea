package schedule

// Problem is one thing that is wrong with a plan. Path names the place, such as shifts[2].from or special[0].shifts[1].people[3];
// words are the caller's.
type Problem struct {
	Path  string
	Code  string
	Value string // what is written there, where it is a word
	Limit int    // how many there may be at most, where there are too many
	Other string // the path of what it is at odds with
}

// Error names the place and the code; it is no sentence for users.
func (p Problem) Error() string { return p.Path + ": " + p.Code }

// Codes of problems.
const (
	BadTime       = "time"             // not HH:MM
	BadDate       = "date"             // not YYYY-MM-DD
	NoDays        = "days"             // no weekday, or one that is none
	NoPeople      = "people"           // a shift of nobody, or a name that is empty
	Twice         = "twice"            // somebody, a department or a weekday is there already; Other says where
	TooMany       = "too_many"         // more than Limit
	TooManyAtOnce = "too_many_at_once" // more than Limit people are on shift together; Other is a shift that is on too
	NoTurns       = "no_turns"         // departments on a shift where people take turns
	Backwards     = "backwards"
	Overlap       = "overlap" // a date in two special ranges; Other is the first
	BadCap        = "cap"
	BadMode       = "mode"
	Empty         = "empty" // nobody ever answers
)

const (
	maxPeople    = 100 // in one answer
	maxShifts    = 100
	maxSpecial   = 400
	maxRangeDays = 400
)
