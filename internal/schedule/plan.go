package schedule

// Plan is who answers when. Days and times are those of the zone that goes with it.
type Plan struct {
	Shifts  []Shift        `json:"shifts" nullable:"false" doc:"Every week"`
	Special []Special      `json:"special,omitempty" nullable:"false" doc:"Dates with hours of their own, or none"`
	Backup  []string       `json:"backup,omitempty" nullable:"false" doc:"They answer when nobody of the shifts may"`
	Cap     int            `json:"cap,omitempty" doc:"How many each person gets a day; 0: no limit"`
	Caps    map[string]int `json:"caps,omitempty" doc:"The same for single people"`
	Mode    Mode           `json:"mode,omitempty" enum:"all,in_turn,least_added" doc:"Who of several is shown; all when left out"`
}

// Mode is who of several is shown.
type Mode string

// The modes.
const (
	All        Mode = "all"
	InTurn     Mode = "in_turn"
	LeastAdded Mode = "least_added"
)

// Shift is a part of certain days, and who is there.
type Shift struct {
	Days    []int    `json:"days,omitempty" nullable:"false" doc:"1 Monday to 7 Sunday; not for special dates"`
	From    string   `json:"from" doc:"HH:MM"`
	To      string   `json:"to" doc:"HH:MM, 24:00 at most; at or before from: on the next day"`
	People  []string `json:"people,omitempty" nullable:"false"`
	Parties []int64  `json:"parties,omitempty" nullable:"false" doc:"Departments; only where all are shown"`
}

// Special is one date or several in a row, with shifts of their own; without any, nobody is on shift.
type Special struct {
	From   string  `json:"from" doc:"YYYY-MM-DD"`
	To     string  `json:"to,omitempty" doc:"The last day; from when left out"`
	Note   string  `json:"note,omitempty"`
	Shifts []Shift `json:"shifts,omitempty" nullable:"false"`
}

// Everybody is everyone a plan may show, once each, in the order of the plan.
func (p Plan) Everybody() []string {
	var all people
	for _, s := range p.Shifts {
		all.add(s.People)
	}
	for _, d := range p.Special {
		for _, s := range d.Shifts {
			all.add(s.People)
		}
	}
	all.add(p.Backup)
	return all.list
}

// Counts says whether the answer depends on what people got today, so that it is to be asked for again when somebody got one.
func (p Plan) Counts() bool {
	return p.Cap > 0 || len(p.Caps) > 0 || p.single()
}

// single says whether one person is shown at a time.
func (p Plan) single() bool {
	return p.Mode == InTurn || p.Mode == LeastAdded
}

// cap is a person's share of a day; 0: no limit.
func (p Plan) cap(person string) int {
	if n, ok := p.Caps[person]; ok {
		return n
	}
	return p.Cap
}

// people is a list without repetitions.
type people struct {
	list []string
	seen map[string]bool
}

func (p *people) add(more []string) {
	if p.seen == nil {
		p.seen = make(map[string]bool, len(more))
	}
	for _, who := range more {
		if !p.seen[who] {
			p.seen[who] = true
			p.list = append(p.list, who)
		}
	}
}
