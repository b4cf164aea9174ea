package crm

import (
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"time"
)

// AccountKind says which platform an account speaks to.
type AccountKind string

// The two platforms.
const (
	WeCom AccountKind = "wecom" // an app of a WeCom company
	Weapp AccountKind = "weapp" // a mini program
)

// Secret is a string that never shows itself.
type Secret string

const redacted = "[redacted]"

func (Secret) String() string               { return redacted }
func (Secret) GoString() string             { return redacted }
func (Secret) LogValue() slog.Value         { return slog.StringValue(redacted) }
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// Reveal is the secret itself, for the one place that needs it.
func (s Secret) Reveal() string { return string(s) }

// PushMode is how a mini program's pushes are protected. WeCom knows only secure.
type PushMode string

// The platform's three modes.
const (
	PushPlain      PushMode = "plain"
	PushCompatible PushMode = "compatible"
	PushSecure     PushMode = "secure"
)

// Corp is a WeCom company: it owns members, ways, quota, and the de-duplication of its events.
type Corp struct {
	ID     int64
	CorpID string
}

// PushKeys are the token and EncodingAESKey that protect an account's pushes.
type PushKeys struct {
	Token  Secret // 3 to 32 letters and digits
	AESKey Secret // 43 letters and digits
}

// RelaySecrets are what a mini program's cloud function signs the pushes with that it passes on.
type RelaySecrets struct {
	Current  Secret // empty: it passes nothing on
	Old      Secret // still accepted until OldUntil
	OldUntil int64
}

// Account is one platform identity we act for, with its secrets.
type Account struct {
	ID         int64
	Kind       AccountKind
	Slug       string // part of the callback URL
	Name       string
	PlatformID string // corpid or appid
	CorpID     int64  // our Corp; 0 for a mini program
	AgentID    string // of the app inside the company
	OriginalID string // gh_… of the mini program
	APIBaseURL string
	PushMode   PushMode
	TimeZone   string
	Secret     Secret
	Keys       PushKeys
	OldKeys    PushKeys // still accepted until OldUntil
	OldUntil   int64
	LastPushAt int64
	MembersAt  int64
	CreatedAt  int64
	UpdatedAt  int64
	Relay      RelaySecrets
	// TempRefusedAt is when the platform refused temporary ways to the company (48002); 0: it did not.
	TempRefusedAt int64
}

// Location is the account's time zone.
func (a Account) Location() *time.Location {
	if l, known := zones.Load(a.TimeZone); known {
		return l.(*time.Location)
	}
	l, err := time.LoadLocation(a.TimeZone)
	if err != nil {
		return time.UTC
	}
	zones.Store(a.TimeZone, l)
	return l
}

var zones sync.Map // by name: every push asks, and reading one takes longer than anything else about it

// The platforms' own hosts, and the time zone most accounts live in.
const (
	WeComBaseURL    = "https://qyapi.weixin.qq.com"
	WeappBaseURL    = "https://api.weixin.qq.com"
	DefaultTimeZone = "Asia/Shanghai"
)

var (
	slugForm  = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,30}$`)
	tokenForm = regexp.MustCompile(`^[A-Za-z0-9]{3,32}$`)
	keyForm   = regexp.MustCompile(`^[A-Za-z0-9]{43}$`)
)

// WithDefaults fills what a person may leave out.
func (a Account) WithDefaults() Account {
	if a.Name == "" {
		a.Name = a.Slug
	}
	if a.APIBaseURL == "" {
		a.APIBaseURL = map[AccountKind]string{WeCom: WeComBaseURL, Weapp: WeappBaseURL}[a.Kind]
	}
	if a.PushMode == "" {
		a.PushMode = PushSecure
	}
	if a.TimeZone == "" {
		a.TimeZone = DefaultTimeZone
	}
	return a
}

// Validate says what is wrong with an account before it is stored.
func (a Account) Validate() error {
	if a.Kind != WeCom && a.Kind != Weapp {
		return Invalid("kind", "类型只能是企业微信或小程序", "kind must be wecom or weapp")
	}
	if !slugForm.MatchString(a.Slug) {
		return Invalid("slug", "标识只能用小写字母、数字和连字符，最多 31 个字符", "slug takes lower-case letters, digits and hyphens, at most 31")
	}
	if a.PlatformID == "" {
		return Invalid("platform_id", "请填写 CorpID 或 AppID", "the corpid or appid is missing")
	}
	if a.Secret == "" {
		return Invalid("secret", "请填写 Secret", "the secret is missing")
	}
	if !tokenForm.MatchString(string(a.Keys.Token)) {
		return Invalid("token", "Token 须为 3 到 32 位字母或数字", "token must be 3 to 32 letters or digits")
	}
	if !keyForm.MatchString(string(a.Keys.AESKey)) {
		return Invalid("aes_key", "EncodingAESKey 须为 43 位字母或数字", "aes_key must be exactly 43 letters or digits")
	}
	return a.validatePlace()
}

func (a Account) validatePlace() error {
	if a.Kind == WeCom && a.PushMode != PushSecure {
		return Invalid("push_mode", "企业微信只有安全模式", "WeCom knows only the secure mode")
	}
	if a.PushMode != PushPlain && a.PushMode != PushCompatible && a.PushMode != PushSecure {
		return Invalid("push_mode", "加密方式只能是 plain、compatible 或 secure", "push_mode must be plain, compatible or secure")
	}
	if !strings.HasPrefix(a.APIBaseURL, "https://") && !strings.HasPrefix(a.APIBaseURL, "http://") {
		return Invalid("api_base_url", "接口地址须以 http:// 或 https:// 开头", "api_base_url must start with http:// or https://")
	}
	if _, err := time.LoadLocation(a.TimeZone); err != nil {
		return Invalid("time_zone", "不认识这个时区", "unknown time zone")
	}
	return nil
}

// AccountTx changes accounts.
type AccountTx interface {
	Account(id int64) (Account, error)
	AddAccount(Account) error
	UpdateAccount(Account) error
	RemoveAccount(id, at int64) error
	// CorpOf finds the company by its corpid, adding it under id when it is new.
	CorpOf(corpid string, id, at int64) (Corp, error)
	PutMembers(corp int64, members []Member, at int64) error
	TouchMembers(id, at int64) error
}

// Member is WeCom staff, as far as we have seen them.
type Member struct {
	UserID      string // lower case: the platform does not distinguish
	Name        string
	Departments []int64
	Contact     bool // may be contacted by customers
	Status      int  // the platform's: 1 active, 2 disabled, 4 not activated, 5 left; 0 when it was never read
	Problem     int  // the platform's code by which a way with this member alone was refused; 0: none
	Suspected   int  // the same, of one of several
	OffUntil    int64
}
