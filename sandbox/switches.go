package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
)

// Switches decide what public documents leave open, and the limits that a test wants to reach
// quickly. The zero value is not useful: start from [DefaultSwitches]. Times are in the unit
// that the name ends in.
type Switches struct {
	// The corp and its surroundings.
	Industry       string   `json:"industry"`        // "medical" may make temporary ways
	DeveloperBound bool     `json:"developer_bound"` // unionid is known to the corp
	LinkedAppIDs   []string `json:"linked_appids"`   // mini programs linked to the corp
	TrustedIPs     []string `json:"trusted_ips"`     // addresses or prefixes; empty allows all (60020 otherwise)
	WeappIPs       []string `json:"weapp_trusted_ips"`
	GroupFullAt    int      `json:"group_full_at"`

	// Limits.
	RateLimits      bool `json:"rate_limits"`
	MaxConcurrency  int  `json:"max_concurrency"` // calls of one path at once, 0 is no limit (45033)
	BanAfterSecrets int  `json:"ban_after_secrets"`
	ContactWayQuota int  `json:"contact_way_quota"`
	TempWayQuota    int  `json:"temp_way_quota"`       // a day, Asia/Shanghai
	QuotaFreedMS    int  `json:"quota_freed_after_ms"` // how long after its deletion a way gives its place back

	// Contact ways.
	UpdateAbsent       string `json:"update_absent"`        // "keep" or "clear": an update without a key
	RemarkOverLimit    string `json:"remark_over_limit"`    // "reject" or "truncate"
	NonTempConclusions string `json:"non_temp_conclusions"` // "ignore" or "reject" (48002)
	ListOverLimit      string `json:"list_over_limit"`      // "clamp" or "reject"
	ListFilters        bool   `json:"list_filters"`         // userid and skip_verify filter the list
	ExclusiveInGet     bool   `json:"is_exclusive_in_get"`
	ZeroFieldsInGet    bool   `json:"zero_fields_in_get"` // temp-only fields of other ways as zero values
	WaysShared         bool   `json:"ways_shared_between_apps"`
	DeadTempCode       int    `json:"dead_temp_way_code"`
	UnknownPartyCode   int    `json:"unknown_party_code"` // 60003 or 60123

	// Join ways.
	JoinUpdateAbsent string `json:"join_update_absent"`           // "keep" or "reset": an update without an optional key
	JoinListsCreated bool   `json:"join_way_lists_created_rooms"` // chat_id_list grows with the rooms that a way made
	QRCodeInAddJoin  bool   `json:"qr_code_in_add_join_way"`      // for scene 2
	ProviderJoinWays bool   `json:"provider_join_ways"`           // providers bought the API (48002 otherwise)

	// Customers.
	ScanHalfEvent    bool `json:"scan_half_event"`    // half event before the add event
	PendingHalfEvent bool `json:"pending_half_event"` // half event while a confirmation is awaited
	ReaddState       bool `json:"readd_state"`        // State again after a one-sided deletion
	AdminWelcome     bool `json:"admin_welcome"`      // welcome set by the administrator: no WelcomeCode
	DetailLagMS      int  `json:"detail_lag_ms"`      // externalcontact/get answers 84061 that long after an add
	WelcomeSendMS    int  `json:"welcome_send_ms"`    // how long a welcome is "being distributed"
	PrivateFields    bool `json:"member_private_fields"`

	BatchEmptyCode int `json:"batch_empty_code"` // batch/get_by_user for nobody's customers: 0 is an empty list, or 84061

	// Providers' apps get no customers of these members in batches (701008 when of nobody else).
	Unlicensed []string `json:"unlicensed_members"`

	// Where the sources name several codes for one mistake, or one that few callers see.
	MissingFieldCode   int    `json:"missing_field_code"`     // 40058 or 40063: a field without a code of its own
	HiddenMemberCode   int    `json:"hidden_member_code"`     // 60011, 60021, 60030 or 660003: outside the app's range
	HiddenPartyCode    int    `json:"hidden_party_code"`      // 60011 or 660004
	NoContactCode      int    `json:"no_contact_member_code"` // 84074 or 84083: a member without customer contact
	OtherIndustryCode  int    `json:"other_industry_code"`    // 48002 or 41200: a temporary way outside medicine
	CheckUnionID       bool   `json:"check_unionid"`          // a temporary way for a unionid of nobody is 610014
	ArchivingConsent   bool   `json:"archiving_consent"`      // a welcome before the customer's consent is 41053
	PairWriteMS        int    `json:"pair_write_ms"`          // a second write on member and customer within is 45035
	UnrangedMax        int    `json:"unranged_media_bytes"`   // media/get above it needs a Range (830002)
	ProviderPermission string `json:"provider_permission"`    // "granted", "withdrawn" (48006) or "inactive" (48011)

	// Tokens and answers.
	TokenRemaining  bool `json:"gettoken_remaining"` // expires_in of a repeated gettoken is what is left
	ExpiredToken    int  `json:"expired_token_code"` // 42001 or 40014
	BareTokenErrors bool `json:"bare_token_errors"`  // 40014 without its tail
	ExpiredMedia    int  `json:"expired_media_code"` // 40145 or 40007

	// Customer-service messages.
	EnterQuota         int    `json:"enter_quota"` // messages for one minute after entering: 0, 1 or 2
	SessionFromUnit    string `json:"session_from_unit"`
	EmptySessionFrom   string `json:"empty_session_from"`    // "absent" or "empty"
	TypingInteraction  string `json:"typing_interaction"`    // "either" or "customer"
	UnicodeEscapes     string `json:"unicode_escapes"`       // \uXXXX in a request: "literal", "reject" (40033) or "decode"
	WeappBadSecret     int    `json:"weapp_bad_secret_code"` // 40001 or 40125
	TextMaxBytes       int    `json:"text_max_bytes"`        // 45002 above it
	WeappImageMaxBytes int    `json:"weapp_image_max_bytes"`
	KfIDNumber         bool   `json:"kf_id_number"`   // kf_id as a number
	SameEntity         bool   `json:"same_entity"`    // mini program and corp belong to one legal entity (10130602 otherwise)
	UploadErrcode      bool   `json:"upload_errcode"` // errcode and errmsg in the answer of media/upload
	SubMerchants       bool   `json:"sub_merchants"`  // message/custom/business/send is served
	ThirdParty         bool   `json:"third_party_platform"`

	// The official tools for agents.
	DeskSharesQuota    bool   `json:"desk_shares_quota"` // agents' replies and calls spend one window
	DeskTimeoutFrom    string `json:"desk_timeout_from"` // "last_message" or "acceptance"
	DeskTimeoutMinutes int    `json:"desk_timeout_minutes"`
	EnterWhileServed   bool   `json:"enter_pushed_while_served"` // the entry event, while an agent has the customer
	KfSessionEvents    bool   `json:"kf_session_events"`         // kf_create_session and kf_close_session

	// Pushes.
	WeComAttempts   int  `json:"wecom_push_attempts"`
	WeappAttempts   int  `json:"weapp_push_attempts"`
	WeComIntervalMS int  `json:"wecom_retry_interval_ms"`
	WeappIntervalMS int  `json:"weapp_retry_interval_ms"`
	PushTimeoutMS   int  `json:"push_timeout_ms"`
	RetryNon200     bool `json:"retry_on_non_200"`
	OpenIDInQuery   bool `json:"openid_in_query"`
	LenientTransfer bool `json:"transfer_other_format"` // a transfer reply in the other format counts
}

// DefaultSwitches returns the recommended reading of every open question.
func DefaultSwitches() Switches {
	return Switches{
		Industry: "medical", DeveloperBound: true, LinkedAppIDs: []string{"wx1a2b3c4d5e6f7081"},
		TrustedIPs: []string{}, WeappIPs: []string{}, Unlicensed: []string{}, GroupFullAt: 200,
		RateLimits: true, BanAfterSecrets: 2000, ContactWayQuota: 500_000, TempWayQuota: 100_000,
		UpdateAbsent: "keep", RemarkOverLimit: "reject", NonTempConclusions: "ignore", ListOverLimit: "clamp",
		WaysShared: true, DeadTempCode: 41044, UnknownPartyCode: 60003,
		JoinUpdateAbsent: "keep", JoinListsCreated: true, ProviderJoinWays: true,
		MissingFieldCode: 40058, HiddenMemberCode: 60011, HiddenPartyCode: 60011, NoContactCode: 84074, OtherIndustryCode: 48002,
		UnrangedMax: 20 << 20, ProviderPermission: "granted",
		TokenRemaining: true, ExpiredToken: 42001, ExpiredMedia: 40145,
		WeappBadSecret: 40001, EnterQuota: 2, SessionFromUnit: "bytes", EmptySessionFrom: "absent", TypingInteraction: "either",
		UnicodeEscapes: "literal", SameEntity: true, TextMaxBytes: 2048, WeappImageMaxBytes: 10 << 20,
		WeComAttempts: 4, WeappAttempts: 3, WeComIntervalMS: 1000, PushTimeoutMS: 5000,
		DeskSharesQuota: true, DeskTimeoutFrom: "last_message", DeskTimeoutMinutes: 30, EnterWhileServed: true,
		RetryNon200: true, OpenIDInQuery: true,
	}
}

// choices lists what the worded and coded switches may be.
func (sw *Switches) choices() []choice {
	return []choice{
		{"update_absent", sw.UpdateAbsent, []any{"keep", "clear"}},
		{"join_update_absent", sw.JoinUpdateAbsent, []any{"keep", "reset"}},
		{"remark_over_limit", sw.RemarkOverLimit, []any{"reject", "truncate"}},
		{"non_temp_conclusions", sw.NonTempConclusions, []any{"ignore", "reject"}},
		{"list_over_limit", sw.ListOverLimit, []any{"clamp", "reject"}},
		{"session_from_unit", sw.SessionFromUnit, []any{"bytes", "characters"}},
		{"empty_session_from", sw.EmptySessionFrom, []any{"absent", "empty"}},
		{"typing_interaction", sw.TypingInteraction, []any{"either", "customer"}},
		{"desk_timeout_from", sw.DeskTimeoutFrom, []any{"last_message", "acceptance"}},
		{"unicode_escapes", sw.UnicodeEscapes, []any{"literal", "reject", "decode"}},
		{"unknown_party_code", sw.UnknownPartyCode, []any{60003, 60123}},
		{"missing_field_code", sw.MissingFieldCode, []any{40058, 40063}},
		{"hidden_member_code", sw.HiddenMemberCode, []any{60011, 60021, 60030, 660003}},
		{"hidden_party_code", sw.HiddenPartyCode, []any{60011, 660004}},
		{"no_contact_member_code", sw.NoContactCode, []any{84074, 84083}},
		{"other_industry_code", sw.OtherIndustryCode, []any{48002, 41200}},
		{"provider_permission", sw.ProviderPermission, []any{"granted", "withdrawn", "inactive"}},
		{"expired_token_code", sw.ExpiredToken, []any{42001, 40014}},
		{"expired_media_code", sw.ExpiredMedia, []any{40145, 40007}},
		{"batch_empty_code", sw.BatchEmptyCode, []any{0, 84061}},
		{"enter_quota", sw.EnterQuota, []any{0, 1, 2}},
		{"weapp_bad_secret_code", sw.WeappBadSecret, []any{40001, 40125}},
	}
}

type choice struct {
	name  string
	value any
	from  []any
}

// check names the first switch with an impossible value.
func (sw *Switches) check() (name string, err error) {
	for _, c := range sw.choices() {
		if !contains(c.from, c.value) {
			return c.name, fmt.Errorf("%v is not one of %v", c.value, c.from)
		}
	}
	for name, n := range map[string]int{
		"wecom_push_attempts": sw.WeComAttempts, "weapp_push_attempts": sw.WeappAttempts,
		"push_timeout_ms": sw.PushTimeoutMS, "desk_timeout_minutes": sw.DeskTimeoutMinutes, "group_full_at": sw.GroupFullAt,
	} {
		if n < 1 {
			return name, fmt.Errorf("%d is less than 1", n)
		}
	}
	if err := checkAddresses(sw.TrustedIPs); err != nil {
		return "trusted_ips", err
	}
	if err := checkAddresses(sw.WeappIPs); err != nil {
		return "weapp_trusted_ips", err
	}
	return "", nil
}

func contains(list []any, v any) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

func checkAddresses(list []string) error {
	for _, s := range list {
		_, errAddr := netip.ParseAddr(s)
		_, errPrefix := netip.ParsePrefix(s)
		if errAddr != nil && errPrefix != nil {
			return fmt.Errorf("%q is neither an address nor a prefix", s)
		}
	}
	return nil
}

// trusts reports whether ip may call when only list is allowed.
func trusts(list []string, ip string) bool {
	if len(list) == 0 {
		return true
	}
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return false
	}
	for _, s := range list {
		if p, err := netip.ParsePrefix(s); err == nil && p.Contains(addr.Unmap()) {
			return true
		}
		if a, err := netip.ParseAddr(s); err == nil && a.Unmap() == addr.Unmap() {
			return true
		}
	}
	return false
}

func (s *Sandbox) getSwitches(*http.Request) (any, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.w.Switches, nil
}

// putSwitches changes the named switches and leaves the others.
func (s *Sandbox) putSwitches(r *http.Request) (any, error) {
	body, err := readControl(r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	next := *s.w.Switches
	next.LinkedAppIDs = slices.Clone(next.LinkedAppIDs) // decoding writes into what is there
	next.TrustedIPs, next.WeappIPs, next.Unlicensed = slices.Clone(next.TrustedIPs), slices.Clone(next.WeappIPs), slices.Clone(next.Unlicensed)
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&next); err != nil {
		return nil, badRequest("switches: %v", err)
	}
	if name, err := next.check(); err != nil {
		return nil, badRequest("switches.%s: %v", name, err)
	}
	s.w.Switches = &next
	s.changed()
	s.publish("switches", next)
	return next, nil
}
