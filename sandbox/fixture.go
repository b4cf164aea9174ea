package sandbox

// Fixture is everything the sandbox knows when it starts: one corp with its apps, members and
// customers, and one mini program. It is one JSON document; see [ParseFixture].
type Fixture struct {
	Corp        Corp         `json:"corp"`
	Apps        []App        `json:"apps"`
	Callback    PushConfig   `json:"callback"`
	Departments []Department `json:"departments"`
	Members     []Member     `json:"members"`
	Customers   []Customer   `json:"customers"`
	Groups      []Group      `json:"groups"`
	TagGroups   []TagGroup   `json:"tag_groups"`
	MiniProgram MiniProgram  `json:"mini_program"`
	Switches    Switches     `json:"switches"`
}

// Corp is the WeCom company. Industry, DeveloperBound and the linked mini programs are
// switches of the same names, so that a running sandbox can change them.
type Corp struct {
	ID   string `json:"corpid"`
	Name string `json:"name"`
}

// Kinds of app.
const (
	AppSelf        = "self"        // self-built (自建)
	AppDelegated   = "delegated"   // built by a provider for this corp (代开发); its permanent code is its secret
	AppSuite       = "suite"       // third-party suite (第三方)
	AppAcquisition = "acquisition" // 营销获客
)

// App is one application of the corp. Contact says whether it stands under 客户联系 →
// 可调用接口的应用. An empty range makes every member visible.
type App struct {
	AgentID            int         `json:"agentid"`
	Name               string      `json:"name"`
	Kind               string      `json:"kind"`
	Secret             string      `json:"secret"`
	Contact            bool        `json:"contact"`
	Disabled           bool        `json:"disabled,omitempty"`
	VisibleDepartments []int       `json:"visible_departments,omitempty"`
	VisibleMembers     []string    `json:"visible_members,omitempty"`
	SuiteID            string      `json:"suite_id,omitempty"`
	SuiteSecret        string      `json:"suite_secret,omitempty"`
	SuiteTicket        string      `json:"suite_ticket,omitempty"`
	SuiteCallback      *PushConfig `json:"suite_callback,omitempty"`
}

// Department is one node of the corp's tree; the root is 1 and has parent 0.
type Department struct {
	ID       int    `json:"id"`
	Name     string `json:"name"`
	NameEn   string `json:"name_en,omitempty"`
	ParentID int    `json:"parentid"`
	Order    int    `json:"order"`
}

// Member status values of user/get.
const (
	MemberActive       = 1
	MemberDisabled     = 2
	MemberNotActivated = 4
	MemberLeft         = 5
)

// Member is one person of the corp. Verified is real-name verification, Contact the
// customer-contact feature.
type Member struct {
	UserID      string `json:"userid"`
	Name        string `json:"name"`
	Departments []int  `json:"departments"`
	Position    string `json:"position,omitempty"`
	Status      int    `json:"status"`
	Verified    bool   `json:"verified"`
	Contact     bool   `json:"contact"`
}

// Customer types of externalcontact/get.
const (
	CustomerWeChat = 1
	CustomerWeCom  = 2
)

// Customer is a person outside the corp, with one phone. ID is the sandbox's own short name.
// Type 2 customers are WeCom users of another company.
type Customer struct {
	ID             string `json:"id"`
	Name           string `json:"name"`
	OpenID         string `json:"openid"`
	UnionID        string `json:"unionid"`
	ExternalUserID string `json:"external_userid"`
	Type           int    `json:"type"`
	Gender         int    `json:"gender"`
	Position       string `json:"position,omitempty"`
	CorpName       string `json:"corp_name,omitempty"`
	CorpFullName   string `json:"corp_full_name,omitempty"`
}

// Group is a customer group chat (客户群), or one among members only when it is internal.
type Group struct {
	ChatID    string `json:"chat_id"`
	Name      string `json:"name"`
	Owner     string `json:"owner"`
	Dismissed bool   `json:"dismissed,omitempty"`
	Internal  bool   `json:"internal,omitempty"`
}

// TagGroup is a group of company tags (企业标签), the first of which stands highest.
type TagGroup struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Tags []Tag  `json:"tags"`
}

// Tag is one company tag.
type Tag struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// MiniProgram is the one mini program of the sandbox.
type MiniProgram struct {
	AppID      string     `json:"appid"`
	Name       string     `json:"name"`
	Secret     string     `json:"secret"`
	OriginalID string     `json:"original_id"`
	Push       PushConfig `json:"push"`
}

// Encryption modes and formats of mini-program pushes.
const (
	ModePlain      = "plain"
	ModeCompatible = "compatible"
	ModeSecure     = "secure"
	FormatJSON     = "json"
	FormatXML      = "xml"
)

// PushConfig is what an administrator enters for callbacks. Mode and Format are used by the
// mini program only: WeCom's callbacks are always encrypted XML.
type PushConfig struct {
	Token  string `json:"token"`
	AESKey string `json:"aes_key"`
	Mode   string `json:"mode,omitempty"`
	Format string `json:"format,omitempty"`
}
