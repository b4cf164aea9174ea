package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// Team is a group of agents that conversations may wait for.
type Team struct {
	ID        int64
	Name      string
	CreatedAt int64
	UpdatedAt int64
	Members   []TeamMember
}

// TeamMember is an agent of a team; a lead answers for it.
type TeamMember struct {
	AgentID int64  `json:"agent_id"`
	Name    string `json:"name" readOnly:"true"`
	Lead    bool   `json:"lead"`
}

// TeamRow is a team as lists show it.
type TeamRow struct {
	ID      int64        `json:"id"`
	Name    string       `json:"name"`
	Members []TeamMember `json:"members"`
	Waiting int          `json:"waiting" doc:"Conversations that wait for it"`
	Open    int          `json:"open" doc:"Open conversations that came to it"`
}

// TeamRef is a team of an agent.
type TeamRef struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Lead bool   `json:"lead"`
}

// TeamTx changes teams.
type TeamTx interface {
	Team(id int64) (Team, error)
	Teams() ([]Team, error)
	// PutTeam adds a team or changes it, with its members.
	PutTeam(Team) error
	// RemoveTeam takes it away and keeps its name; what waited for it waits for everybody.
	RemoveTeam(id, at int64) error
	// Leads says whether an agent leads the team, or one that another agent is in.
	Leads(lead, agent, team int64) (bool, error)
	ConversationsOfTeam(id int64, limit int) ([]Conversation, error)
}

// How much a desk may have.
const (
	mostTeams   = 200
	mostMembers = 500
)

func (t Team) validate() error {
	if n := utf8.RuneCountInString(t.Name); n == 0 || n > 30 {
		return crm.Invalid("name", "请填写团队名称，最多 30 个字", "a name of 1 to 30 characters is needed")
	}
	if len(t.Members) > mostMembers {
		return crm.Invalid("members", "一个团队最多 500 人", "a team has 500 people at most")
	}
	ids := make([]int64, len(t.Members))
	for i, m := range t.Members {
		ids[i] = m.AgentID
	}
	slices.Sort(ids)
	if len(slices.Compact(ids)) < len(t.Members) {
		return crm.Invalid("members", "同一个人只能加入一次", "a person is in a team once")
	}
	return nil
}

// PutTeam adds a team (id 0) or changes one.
func (k *Desk) PutTeam(ctx context.Context, who crm.Actor, id int64, name string, members []TeamMember) (TeamRow, error) {
	stamp := k.stamp()
	t := Team{ID: id, Name: strings.TrimSpace(name), Members: members, CreatedAt: stamp.At, UpdatedAt: stamp.At}
	if err := t.validate(); err != nil {
		return TeamRow{}, err
	}
	err := k.Store.Write(ctx, []string{"agents"}, func(tx Tx) error {
		all, err := tx.Teams()
		if err != nil {
			return err
		}
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "team.create", Subject: "team"}
		if id == 0 {
			t.ID = stamp.Draw().ID()
		} else {
			before, err := tx.Team(id)
			if err != nil {
				return err
			}
			t.CreatedAt, audit.Operation, audit.Before = before.CreatedAt, "team.edit", before
		}
		if err := fits(tx, all, t); err != nil {
			return err
		}
		audit.SubjectID, audit.After = t.ID, t
		return errors.Join(tx.PutTeam(t), tx.AddAudit(audit), tx.AddChange(crm.Stale("team", t.ID, stamp.At)))
	})
	if err != nil {
		return TeamRow{}, err
	}
	k.Waker.Wake(TopicAssign)
	return k.Store.TeamRow(ctx, t.ID)
}

// fits refuses a name that is taken, one team too many, and people who are not there.
func fits(tx Tx, all []Team, t Team) error {
	for _, other := range all {
		if other.ID != t.ID && other.Name == t.Name {
			return crm.Refuse(crm.CodeTaken, "field", "name", "name", t.Name)
		}
	}
	if len(all) >= mostTeams && !slices.ContainsFunc(all, func(o Team) bool { return o.ID == t.ID }) {
		return crm.Invalid("name", "最多 200 个团队", "there are 200 teams at most")
	}
	for _, m := range t.Members {
		if _, err := tx.Agent(m.AgentID); err != nil {
			if errors.Is(err, crm.ErrNotFound) {
				return crm.Invalid("members", "没有这个客服", "there is no such agent")
			}
			return err
		}
	}
	return nil
}

// RemoveTeam takes a team away. What waited for it waits for everybody.
func (k *Desk) RemoveTeam(ctx context.Context, who crm.Actor, id int64) error {
	if err := k.emptyTeam(ctx, id); err != nil {
		return err
	}
	stamp := k.stamp()
	err := k.Store.Write(ctx, []string{"agents"}, func(tx Tx) error {
		t, err := tx.Team(id)
		if err != nil {
			return err
		}
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "team.remove", Subject: "team", SubjectID: id, Before: t}
		return errors.Join(tx.RemoveTeam(id, stamp.At), tx.AddAudit(audit), tx.AddChange(crm.Change{Kind: "team", SubjectID: id, At: stamp.At}))
	})
	k.Waker.Wake(TopicAssign)
	return err
}

// emptyTeam has what is open or waiting for a team belong to none, a few at a time.
func (k *Desk) emptyTeam(ctx context.Context, id int64) error {
	return k.inPieces(ctx, nil, func(tx Tx, stamp crm.Stamp) (bool, error) {
		list, err := tx.ConversationsOfTeam(id, 2*returnedAtOnce)
		if err != nil {
			return false, err
		}
		for _, c := range list {
			c.TeamID = 0
			if err := put(tx, c, stamp.At); err != nil {
				return false, err
			}
		}
		return len(list) == 2*returnedAtOnce, nil
	})
}
