package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
)

// Whether a member's real name is verified cannot be read: it is learned from what the platform refuses, and shown with the member
// until a way with them is taken.

// MemberTx changes what is known of members.
type MemberTx interface {
	PutDepartments(corp int64, list []Department, at int64) error
	// AddMembers notes members who were not read yet.
	AddMembers(corp int64, userIDs []string, at int64) error
	// MarkMembers notes by which code a way with these members was refused; sure when it was about each of them.
	MarkMembers(corp int64, userIDs []string, code int, sure bool, at int64) error
	// ClearMembers forgets it.
	ClearMembers(corp int64, userIDs []string) error
}

// memberCodes are refusals that are about a member: not verified, not activated, without customer contact, unknown.
var memberCodes = []int{40098, 41054, 84074, 84083, unknownMember}

// unknownMember says that there is no such member. A slip of the pen is not listed among the members for it.
const unknownMember = 60111

// mark notes by which code members were refused, also when the members were not read yet.
func mark(tx Tx, corp int64, userIDs []string, code int, sure bool, at int64) error {
	if code != unknownMember {
		if err := tx.AddMembers(corp, userIDs, at); err != nil {
			return err
		}
	}
	return tx.MarkMembers(corp, userIDs, code, sure, at)
}

// JobBlame finds out whom a refusal was about.
const JobBlame = "members.blame"

type blameJob struct {
	CorpID int64    `json:"corp_id"`
	Users  []string `json:"users"`
	Code   int      `json:"code"`
}

// blame has it found out whom a refusal of these members was about.
func (l *Ledger) blame(tx Tx, w Way, users []string, code int, at int64) error {
	if !slices.Contains(memberCodes, code) || len(users) == 0 {
		return nil
	}
	users = Settings{Users: users}.folded()
	if len(users) == 1 && len(w.Parties) == 0 {
		return mark(tx, w.CorpID, users, code, true, at)
	}
	payload, err := json.Marshal(blameJob{w.CorpID, users, code})
	if err != nil {
		return err
	}
	hour := at / time.Hour.Milliseconds() // the rows of an import complain of the same members again and again
	once := fmt.Sprintf("%s:%d:%d:%x", JobBlame, w.AccountID, hour, sha256.Sum256(payload))
	return tx.AddJob(crm.Job{Queue: QueueAsk, Kind: JobBlame, AccountID: w.AccountID, OnceKey: once, Payload: payload, RunAt: at, CreatedAt: at})
}

// Blame is the job: those of whom the platform says what the refusal says are the ones. When it says so of nobody, as with real
// names, any of them may be, and they are shown as suspected.
func (l *Ledger) Blame(ctx context.Context, job crm.Job) error {
	var p blameJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	check, err := l.CheckMembers(ctx, job.AccountID, p.Users, nil)
	if err != nil {
		return err
	}
	var guilty []string
	for _, m := range check.Members {
		if m.guilty(p.Code) {
			guilty = append(guilty, m.UserID)
		}
	}
	at, sure := l.Clock.Ms(), len(guilty) > 0
	if !sure {
		guilty = p.Users
	}
	return l.Store.Write(ctx, []string{"members:" + itoa(p.CorpID)}, func(tx Tx) error {
		if err := mark(tx, p.CorpID, guilty, p.Code, sure, at); err != nil {
			return err
		}
		return tx.AddChange(crm.Stale("member", p.CorpID, at))
	})
}

// guilty says that what can be read of a member is what the code complains of.
func (m CheckedMember) guilty(code int) bool {
	switch code {
	case 41054:
		return m.Status > 1
	case 84074, 84083:
		return !m.Contact
	case unknownMember:
		return m.Status == 0 && !m.Contact
	}
	return false
}

// acquit forgets what was held against members: the platform took a way with them.
func acquit(tx Tx, w Way) error {
	if w.Kind == KindJoin || len(w.Users) == 0 {
		return nil
	}
	return tx.ClearMembers(w.CorpID, Settings{Users: w.Users}.folded())
}
