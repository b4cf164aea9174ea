package crm

import (
	"encoding/json"
	"fmt"
)

// Push is the raw message of a platform as we received it, already verified and decrypted, with what ordering and
// de-duplication need. It is committed before it is answered and never changed afterwards.
type Push struct {
	ID         int64 // the order of application: one sequence without gaps of order
	AccountID  int64
	Scope      string // corpid or appid: what its uniqueness is within
	CreateTime int64  // unix seconds, the platform's
	Hash       []byte // with Scope and CreateTime: what makes it the same push
	Lane       string // pushes of one lane (a customer) are applied one after the other
	Kind       string
	Body       []byte // bytes, exactly
	Answer     string // what the platform was told
	ReceivedAt int64
	Attempts   int
	Error      string // set when it was authentic but unreadable: it is parked at once
}

// SpoolState is what the operator wants to know of a node: how many pushes wait in its spool, and whether it is ready.
type SpoolState struct {
	Waiting int64 `json:"waiting"`
	Ready   bool  `json:"ready"`
}

// Homecoming says what became of pushes that were spooled: they are here now, were here already, or belong to accounts of another
// installation.
type Homecoming struct {
	Added, Known, Foreign int
}

// Observation is an answer of a platform, journaled and applied like a push.
type Observation struct {
	ID         int64
	AccountID  int64
	Lane       string
	Kind       string
	Subject    string
	Body       []byte
	ReceivedAt int64
	Attempts   int
}

// Observe makes an Observation from anything that JSON can hold.
func Observe(account int64, lane, kind, subject string, body any, at int64) (Observation, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return Observation{}, fmt.Errorf("observe %s: %w", kind, err)
	}
	return Observation{AccountID: account, Lane: lane, Kind: kind, Subject: subject, Body: b, ReceivedAt: at}, nil
}

// Job is work to do outside any transaction: a call to a platform, mostly.
type Job struct {
	ID         int64
	Queue      string // each queue has its own workers, so that a welcome never waits behind an import
	Kind       string
	AccountID  int64
	Lane       string // jobs of one lane run one after the other; empty: no order
	OnceKey    string // a second job with the same key is not added; empty: no such rule
	Payload    []byte
	RunAt      int64
	NotAfter   int64 // 0: no deadline
	AtMostOnce bool  // its handler keeps how far it came and, found again in the middle, never repeats the call
	Attempts   int   // how often it was begun: what becomes of it is for the worker whose attempt is the last
	Rests      int   // how often it met the platform's limit of calls
	LastError  string
	CreatedAt  int64
}

// Tries is how often it was really tried.
func (j Job) Tries() int { return j.Attempts - j.Rests }

// Decode reads the job's payload.
func (j Job) Decode(v any) error {
	if err := json.Unmarshal(j.Payload, v); err != nil {
		return fmt.Errorf("job %s %d: %w", j.Kind, j.ID, err)
	}
	return nil
}

// Change tells listeners that a row of some list is new, different or gone.
type Change struct {
	Kind      string
	SubjectID int64
	Row       any // what the list shows; nil: removed
	At        int64
	AccountID int64 // whose it is: only who may see the account is told; 0: everybody's
}

// Audit is who did what, with the state before and after.
type Audit struct {
	At        int64
	Actor     Actor
	Operation string
	Subject   string
	SubjectID int64
	Before    any
	After     any
}

// Parked is work that was given up after many attempts and waits for a person.
type Parked struct {
	ID        int64
	Source    string // push, observation, job
	AccountID int64
	Kind      string
	Error     string
	Attempts  int
	At        int64
}

// JournalTx writes the rows that changes leave behind.
type JournalTx interface {
	AddJob(Job) error
	AddObservation(Observation) error
	AddChange(Change) error
	AddAudit(Audit) error
	PutBlob(Blob) error
	// Unpark has parked work tried again from the start.
	Unpark(source string, id, now int64) error
}

// Blob is a picture or file, kept by the hash of its bytes.
type Blob struct {
	Hash          [32]byte
	Type          string // media type
	Size          int64
	Width, Height int // of a picture
	Data          []byte
	CreatedAt     int64
}

// later marks a Change whose row is read when it is shown: counts are too dear to make inside a transaction.
type later struct{}

// Stale is a Change that only says that the row is out of date.
func Stale(kind string, id, at int64) Change {
	return Change{Kind: kind, SubjectID: id, Row: later{}, At: at}
}

// IsStale says whether the change carries no row of its own.
func (c Change) IsStale() bool { _, ok := c.Row.(later); return ok }
