package ledger

import (
	"encoding/base64"
	"io"
	"reflect"
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
	PhaseDeleting  Phase = "deleting"
	PhaseDeleted   Phase = "deleted"
)

// Where a way of the ledger comes from.
const (
	OriginMade    = "made"    // by us
	OriginAdopted = "adopted" // it was found on the platform
)

// Way is what the ledger keeps of a way that leads customers to members or groups.
type Way struct {
	ID        int64
	Kind      string
	CorpID    int64
	AccountID int64
	State     string // at most 30 characters, comes back with every customer
	Settings

	Phase     Phase
	Problem   int
	AbsentAt  int64  // when a listing did not find it for the first time
	SeenAt    int64  // when its state came back although its creation was never answered
	ConfigID  string // the platform's only handle
	QRURL     string // of a join button: what the plugin takes as its url
	QRBlob    []byte // hash of the picture we keep
	QRContent string // what the code says, where it could be read
	ClientKey string

	Origin        string
	ImportID      int64
	RestoredFrom  int64    // the deleted way it takes the place of
	TwinOf        int64    // the way whose button its code stands for; 0: it stands for itself
	Version       int64    // number of the version that holds; 0: it was never changed
	PlanAt        int64    // when its plan's answer is looked at again; 0: never
	Turns         []string // who of its plan had the last customers, the latest first
	Changing      int      // changes that are asked for and not settled
	ChangeProblem int      // why the newest change does not hold
	Drift         string
	CheckedAt     int64 // when it was last compared with the platform
	CreatedBy     int64
	CreatedAt     int64
	CalledAt      int64
	ConfirmedAt   int64
	UpdatedAt     int64
	DeletedAt     int64
}

// differsInProgress says that nothing but how far it has come is different.
func (w Way) differsInProgress(from Way) bool {
	w.Phase, w.Problem, w.AbsentAt, w.ConfigID, w.QRURL = from.Phase, from.Problem, from.AbsentAt, from.ConfigID, from.QRURL
	w.CalledAt, w.ConfirmedAt, w.UpdatedAt = from.CalledAt, from.ConfirmedAt, from.UpdatedAt
	return reflect.DeepEqual(w, from)
}

// Live says that the platform has it, as far as we know.
func (w Way) Live() bool { return w.Phase == PhaseConfirmed || w.Phase == PhaseDeleting }

// Cancelled says that it was given up before anybody knew whether the platform has it. Should it turn up there, it is deleted.
func (w Way) Cancelled() bool { return w.Phase == PhaseDeleted && w.ConfigID == "" }

// Listable says that the platform's list would show it.
func (w Way) Listable() bool { return w.Kind == KindContact || w.Kind == KindTwin }

// WayTx changes ways and channels.
type WayTx interface {
	Way(id int64) (Way, error)
	WayByState(corp int64, state string) (Way, error)
	WayByClientKey(key string) (Way, error)
	// TwinOf is the way whose code stands for a button; crm.ErrNotFound where there is none, or it was deleted.
	TwinOf(way int64) (Way, error)
	AddWay(Way) error
	UpdateWay(Way) error
	// MoveWay is UpdateWay of a way that differs in nothing but how far it has come; it spares the indexes.
	MoveWay(Way) error
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
	ClientKey   string `json:"client_key" minLength:"8" maxLength:"64" doc:"A random string of the form: the same key gives the same way"`
	AccountID   int64  `json:"account_id"`
	Kind        string `json:"kind,omitempty" enum:"contact,join,temp" doc:"contact when left out"`
	StatePrefix string `json:"state_prefix,omitempty" doc:"At most 18 characters before our unique suffix"`
	Settings

	restores int64 // the deleted way whose place it takes, or the visit that it repeats
	again    bool  // the platform is asked although it refused temporary ways before
}

// State is a prefix of the user's and our unique suffix.
const (
	maxState       = 30
	suffixLength   = 12
	maxStatePrefix = maxState - suffixLength
)

func (n NewWay) normal() NewWay {
	if n.Kind == "" {
		n.Kind = KindContact
	}
	n.Settings = n.Settings.normal(n.Kind)
	if n.Kind == KindTemp {
		n.ExpiresIn, n.ChatExpiresIn = n.lives()
	}
	return n
}

func (n NewWay) validate() error {
	switch {
	case utf8.RuneCountInString(n.StatePrefix) > maxStatePrefix:
		return crm.Invalid("state_prefix", "state 前缀最多 18 个字", "state_prefix: at most 18 characters")
	case len(n.ClientKey) < 8 || len(n.ClientKey) > 64:
		return crm.Invalid("client_key", "client_key 须为 8 到 64 个字符", "client_key must be 8 to 64 characters")
	}
	return n.Settings.Validate(n.Kind)
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
