package sandbox

import (
	"maps"
	"time"
)

// world is everything that changes. Its exported fields are what the state file keeps; the
// others are indexes made from them. Times are Unix milliseconds unless a name says otherwise.
type world struct {
	Version        int                   `json:"version"`
	CorpID         string                `json:"corpid"`
	AppID          string                `json:"appid"`
	OffsetNS       time.Duration         `json:"clock_offset_ns"`
	Switches       *Switches             `json:"switches"` // never changed, only replaced
	Callbacks      map[string]*callback  `json:"callbacks"`
	Customers      []*Customer           `json:"customers"`
	Ways           []*way                `json:"ways,omitempty"` // only while restoring
	DeadWays       map[string]bool       `json:"dead_ways"`
	Relations      []*relation           `json:"relations"`
	Groups         []*groupChat          `json:"groups"`
	TagGroups      []*tagGroup           `json:"tag_groups"`
	Welcomes       map[string]*welcome   `json:"welcomes"`
	Phones         map[string]*phone     `json:"phones"`
	Desk           map[string]*deskChat  `json:"desk"` // by customer
	Media          map[string]*media     `json:"media"`
	Tokens         map[string]*token     `json:"tokens"`
	Current        map[string]string     `json:"current_tokens"`
	Forced         int64                 `json:"forced"` // last force_refresh
	Forces         daily                 `json:"forces"`
	TempWays       daily                 `json:"temp_ways"`
	Freeing        []int64               `json:"freeing,omitempty"` // when deleted ways give their place back
	Codes          map[string]*loginCode `json:"codes"`
	SignIns        map[string]*signIn    `json:"sign_ins"`
	AppMessages    []*appMessage         `json:"app_messages"`
	KfAccounts     []*kfAccount          `json:"kf_accounts"`
	LastKf         int                   `json:"last_kf"`
	WorkBound      int64                 `json:"work_bound"` // Unix seconds
	KeptImages     monthly               `json:"kept_images_by_day"`
	KeptUntil      int64                 `json:"kept_images_blocked_until"`
	SuiteTickets   []suiteTicket         `json:"suite_tickets"`   // newest first
	SuiteCancelled bool                  `json:"suite_cancelled"` // the company took its permission back
	LastMsgID      int64                 `json:"last_msgid"`
	NextPush       int64                 `json:"next_push"`
	Waiting        []*push               `json:"waiting"` // filled when saving

	customers map[string]*Customer // by sandbox id
	openids   map[string]*Customer
	externals map[string]*Customer
	ways      *wayIndex
	pairs     map[pair]*relation
	byMember  map[string][]*relation // by lower-case userid
	byPerson  map[string][]*relation // by sandbox id
	groups    map[string]*groupChat

	tokenMark, codeMark, welcomeMark, signInMark int // sizes at which old ones are forgotten
}

const worldVersion = 1

// newWorld is the fixture before anything happened.
func newWorld(c *corp, now time.Time) *world {
	f := c.Fixture
	sw := f.Switches
	w := &world{
		Version: worldVersion, CorpID: f.Corp.ID, AppID: f.MiniProgram.AppID, Switches: &sw,
		Callbacks: map[string]*callback{wecom: {PushConfig: f.Callback}, weapp: {PushConfig: f.MiniProgram.Push}},
		DeadWays:  map[string]bool{}, Welcomes: map[string]*welcome{}, Phones: map[string]*phone{}, Desk: map[string]*deskChat{},
		Media: map[string]*media{}, Tokens: map[string]*token{}, Current: map[string]string{},
		Codes: map[string]*loginCode{}, SignIns: map[string]*signIn{}, KeptImages: monthly{}, LastMsgID: firstMsgID,
	}
	for i := range f.Customers {
		person := f.Customers[i]
		w.Customers = append(w.Customers, &person)
	}
	if app := c.firstSuite(); app != nil && app.SuiteCallback != nil {
		w.Callbacks[suite] = &callback{PushConfig: *app.SuiteCallback}
	}
	w.Groups, w.TagGroups = fixtureGroups(c, now), fixtureTags(f, now)
	w.index()
	return w
}

// index rebuilds what the state file does not hold.
func (w *world) index() {
	w.customers, w.openids, w.externals = map[string]*Customer{}, map[string]*Customer{}, map[string]*Customer{}
	for _, c := range w.Customers {
		w.indexCustomer(c)
	}
	w.ways, w.Ways = newWayIndex(w.Ways), nil
	w.pairs, w.byMember, w.byPerson = map[pair]*relation{}, map[string][]*relation{}, map[string][]*relation{}
	for _, rel := range w.Relations {
		w.indexRelation(rel)
	}
	w.groups = map[string]*groupChat{}
	for _, g := range w.Groups {
		w.groups[g.ChatID] = g
	}
}

func (w *world) indexCustomer(c *Customer) {
	w.customers[c.ID], w.openids[c.OpenID], w.externals[c.ExternalUserID] = c, c, c
}

// nextMsgID makes the next 64-bit message id; they are above 2^53, as real ones are.
func (w *world) nextMsgID() int64 {
	w.LastMsgID++
	return w.LastMsgID
}

const firstMsgID = 24_500_000_000_000_000

// daily counts within one day of Asia/Shanghai.
type daily struct {
	Day   string `json:"day"`
	Count int    `json:"count"`
}

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// on returns the count of now's day.
func (d daily) on(now time.Time) int {
	if d.Day != now.In(shanghai).Format(time.DateOnly) {
		return 0
	}
	return d.Count
}

// add counts one more and returns the day's count.
func (d *daily) add(now time.Time) int { return d.addMany(now, 1) }

func (d *daily) addMany(now time.Time, n int) int {
	d.Count = d.on(now) + n
	d.Day = now.In(shanghai).Format(time.DateOnly)
	return d.Count
}

// prune forgets the dead entries of a map, each time it has doubled since it last did.
func prune[V any](m map[string]V, mark *int, dead func(V) bool) {
	if len(m) < *mark {
		return
	}
	maps.DeleteFunc(m, func(_ string, v V) bool { return dead(v) })
	*mark = max(256, 2*len(m))
}
