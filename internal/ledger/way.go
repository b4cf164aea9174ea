package ledger

import (
	"encoding/base64"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// Phase is how far a way has come.
type Phase string

// The phases: the intent is stored before the platform is called, so that no answer can be lost.
const (
	PhaseIntent    Phase = "intent"
	PhaseCalling   Phase = "calling"
	PhaseConfirmed Phase = "confirmed"
	PhaseFailed    Phase = "failed"
	PhaseUnknown   Phase = "unknown"
)

// Kinds of ways. Join ways and temporary chats will stand beside the contact way.
const KindContact = "contact"

// Way is what the ledger keeps of a 「联系我」 way.
type Way struct {
	ID          int64
	Kind        string
	CorpID      int64
	AccountID   int64
	ChannelID   int64
	Name        string
	Remark      string // at most 30 characters, shown to the members
	State       string // at most 30 characters, comes back with every customer
	Type        int    // 1 one member, 2 several
	Scene       int    // 1 mini-program button, 2 QR
	Users       []string
	Parties     []int64
	SkipVerify  bool
	Welcome     string
	Phase       Phase
	Problem     int
	AbsentAt    int64 // when a listing did not find it for the first time
	ConfigID    string
	QRURL       string
	QRBlob      []byte // hash of the picture we keep
	ClientKey   string
	CreatedBy   int64
	CreatedAt   int64
	CalledAt    int64
	ConfirmedAt int64
	UpdatedAt   int64
}

// WayTx changes ways and channels.
type WayTx interface {
	Way(id int64) (Way, error)
	WayByState(corp int64, state string) (Way, error)
	WayByClientKey(key string) (Way, error)
	AddWay(Way) error
	UpdateWay(Way) error
	// KeepFormerState remembers the state a way had, so that customers who come with it are still attributed.
	KeepFormerState(Way) error
	WayRow(id, today int64) (WayRow, error)
	Channel(id int64) (Channel, error)
	ChannelByName(name string) (Channel, error)
	AddChannel(Channel) error
	UpdateChannel(Channel) error
}

// NewWay is what a person asks for.
type NewWay struct {
	ClientKey   string   `json:"client_key" minLength:"8" maxLength:"64" doc:"A random string of the form: the same key gives the same way"`
	AccountID   int64    `json:"account_id"`
	ChannelID   int64    `json:"channel_id"`
	Name        string   `json:"name"`
	Remark      string   `json:"remark,omitempty" doc:"At most 30 characters, shown to the members"`
	StatePrefix string   `json:"state_prefix,omitempty" doc:"At most 18 characters before our unique suffix"`
	Users       []string `json:"users,omitempty" doc:"userids of the members who answer"`
	Parties     []int64  `json:"parties,omitempty" doc:"ids of departments that answer"`
	SkipVerify  bool     `json:"skip_verify" doc:"Customers are added without the member's confirmation"`
	Welcome     string   `json:"welcome,omitempty" doc:"Text sent once the customer is added; at most 4000 bytes"`
}

// Limits of the platform (characters are Unicode code points).
const (
	maxRemark      = 30
	maxState       = 30
	suffixLength   = 12
	maxStatePrefix = maxState - suffixLength
	maxMembers     = 100
	maxWelcome     = 4000 // bytes
	maxName        = 60
)

func (n NewWay) validate() error {
	switch {
	case strings.TrimSpace(n.Name) == "" || utf8.RuneCountInString(n.Name) > maxName:
		return crm.Invalid("name", "请填写名称，最多 60 个字", "a name of 1 to 60 characters is needed")
	case utf8.RuneCountInString(n.Remark) > maxRemark:
		return crm.Invalid("remark", "备注最多 30 个字", "remark: at most 30 characters")
	case utf8.RuneCountInString(n.StatePrefix) > maxStatePrefix:
		return crm.Invalid("state_prefix", "state 前缀最多 18 个字", "state_prefix: at most 18 characters")
	case len(n.Users) == 0 && len(n.Parties) == 0:
		return crm.Invalid("users", "请至少选择一位成员或一个部门", "choose at least one member or department")
	case len(n.Users) > maxMembers:
		return crm.Invalid("users", "最多 100 位成员", "at most 100 members")
	case len(n.Welcome) > maxWelcome:
		return crm.Invalid("welcome", "欢迎语最多 4000 字节（约 1300 个汉字）", "welcome: at most 4000 bytes")
	case len(n.ClientKey) < 8 || len(n.ClientKey) > 64:
		return crm.Invalid("client_key", "client_key 须为 8 到 64 个字符", "client_key must be 8 to 64 characters")
	}
	return nil
}

// newState is the prefix and 12 random characters of the URL-safe alphabet: 72 bits, so that no two ways ever share one.
func newState(prefix string, random io.Reader) (string, error) {
	var b [suffixLength * 3 / 4]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", err
	}
	return prefix + base64.RawURLEncoding.EncodeToString(b[:]), nil
}

func wayLane(id int64) string { return "way:" + itoa(id) }
