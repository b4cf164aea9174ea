package ledger

import "github.com/menling/menling/internal/crm"

// WayRow is a way as lists show it.
type WayRow struct {
	ID          int64  `json:"id"`
	Kind        string `json:"kind" enum:"contact,join,temp,twin"`
	AccountID   int64  `json:"account_id"`
	ChannelName string `json:"channel_name"`
	State       string `json:"state"`
	Settings
	Members        []MemberRow  `json:"members" doc:"The users by name"`
	ConfigID       string       `json:"config_id"`
	Phase          Phase        `json:"phase" enum:"intent,calling,confirmed,failed,unknown,deleting,deleted"`
	Problem        *crm.Problem `json:"problem"`
	QR             bool         `json:"qr" doc:"Its picture is kept"`
	Drift          string       `json:"drift" doc:"differs: the platform holds something else; gone: it no longer has it"`
	Version        int64        `json:"version" doc:"Number of the version that holds; 0: it was never changed. Send it along with a change"`
	Changing       bool         `json:"changing" doc:"A change is asked for and not settled"`
	ChangeProblem  *crm.Problem `json:"change_problem" doc:"Why the newest change does not hold"`
	Origin         string       `json:"origin" enum:"made,adopted"`
	Customers      int          `json:"customers"`
	CustomersToday int          `json:"customers_today"`
	Days           []int        `json:"days" doc:"Who came on each of the last 14 days, oldest first: added, asked or joined"`
	CreatedAt      int64        `json:"created_at"`
	ConfirmedAt    int64        `json:"confirmed_at"`
	DeletedAt      int64        `json:"deleted_at"`
	CreatedBy      int64        `json:"created_by"`
}

// MemberRow is a member by name.
type MemberRow struct {
	UserID string `json:"userid"`
	Name   string `json:"name"`
}

// ChannelName is a channel to choose.
type ChannelName struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// ChannelRow is a channel with its numbers. A customer counts once, however many periods they had by the channel; lost are those
// of whose periods none lasts.
type ChannelRow struct {
	ID             int64       `json:"id"`
	Name           string      `json:"name"`
	Note           string      `json:"note"`
	Welcome        WelcomePlan `json:"welcome" doc:"For ways that have none"`
	Tags           []string    `json:"tags" doc:"What new customers get beside the tags of the way"`
	RemarkRule     string      `json:"remark_rule" doc:"For ways that have none"`
	Ways           int         `json:"ways"`
	Customers      int         `json:"customers"`
	CustomersToday int         `json:"customers_today"`
	Lost           int         `json:"lost"`
	Days           []int       `json:"days" doc:"Who came on each of the last 14 days, oldest first: added, asked or joined"`
	CreatedAt      int64       `json:"created_at"`
}

// CustomerRow is a customer as lists show them.
type CustomerRow struct {
	ID          int64           `json:"id"`
	Name        string          `json:"name"`
	Avatar      string          `json:"avatar"`
	Type        int             `json:"type"`
	Gender      int             `json:"gender"`
	FirstSeenAt int64           `json:"first_seen_at"`
	Attribution *AttributionRow `json:"attribution"`
	Identities  []IdentityRow   `json:"identities"`
	Confirmed   bool            `json:"confirmed"`
}

// AttributionRow says by which way and channel a customer came.
type AttributionRow struct {
	WayID       int64     `json:"way_id"`
	WayName     string    `json:"way_name"`
	ChannelID   int64     `json:"channel_id"`
	ChannelName string    `json:"channel_name"`
	UserID      string    `json:"userid"`
	MemberName  string    `json:"member_name"`
	At          int64     `json:"at"`
	ChatID      string    `json:"chat_id,omitempty" doc:"The group, where they came into one"`
	ChatName    string    `json:"chat_name,omitempty"`
	Status      string    `json:"status" enum:"following,lost,half" doc:"lost: it is over, see ended_by"`
	EndedBy     string    `json:"ended_by,omitempty" enum:"lost,deleted,transferred,quit,removed,gone,dismissed" doc:"lost: the customer deleted the member; deleted: the member the customer; gone: not in the group any more when it was read"`
	Press       *PressRow `json:"press,omitempty" doc:"The press of the way's button that it followed"`
}

// IdentityRow is one id of a customer.
type IdentityRow struct {
	Kind  crm.IdentityKind `json:"kind"`
	Scope string           `json:"scope"`
	Value string           `json:"value"`
}

// HistoryRow is one thing that happened to a customer.
type HistoryRow struct {
	At          int64        `json:"at"`
	Kind        string       `json:"kind" enum:"added,half_added,edited,transfer_failed,lost,deleted,transferred,joined,quit,removed,gone,dismissed,entered,welcome_sending,welcome_sent,welcome_failed,welcome_unknown,welcome_skipped,tagged,tag_failed,remarked,remark_kept,remark_failed"`
	UserID      string       `json:"userid,omitempty"`
	MemberName  string       `json:"member_name,omitempty" doc:"Or the group's name"`
	WayName     string       `json:"way_name,omitempty"`
	ChannelName string       `json:"channel_name,omitempty"`
	SessionFrom string       `json:"session_from,omitempty"`
	Text        string       `json:"text,omitempty" doc:"Of a welcome, or the remark"`
	TookMS      int64        `json:"took_ms,omitempty" doc:"Of a welcome: from the event to the platform's answer"`
	TakenBy     string       `json:"taken_by,omitempty" enum:"app,chat,console" doc:"Of a welcome that was not needed: who greeted instead"`
	Tags        []string     `json:"tags,omitempty" doc:"ids of those that were put on the customer"`
	GoneTags    []string     `json:"gone_tags,omitempty" doc:"ids of those that the company has no more"`
	Problem     *crm.Problem `json:"problem"`
}

// CustomerQuery asks for a page of customers, newest first.
type CustomerQuery struct {
	Text   string
	Scopes []string // only who has an id of one of these platforms; nil: everybody
	Periods
	After int64
	Limit int
}
