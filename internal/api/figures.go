package api

import (
	"context"
	"fmt"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// FiguresQuery is a range of days and whose work is meant.
type FiguresQuery struct {
	By      string `query:"by" enum:"day,hour,agent,team,account" default:"day"`
	From    int    `query:"from" required:"true" doc:"First day, yyyymmdd, in each account's time zone"`
	To      int    `query:"to" required:"true" doc:"Last day, yyyymmdd; 92 days at most"`
	Account int64  `query:"account" doc:"Only of this account"`
	Team    int64  `query:"team" doc:"Only of this team"`
	Agent   int64  `query:"agent" doc:"Only of this agent"`
}

func (in *FiguresQuery) query() desk.FigureQuery {
	return desk.FigureQuery{By: in.By, From: in.From, To: in.To, AccountID: in.Account, TeamID: in.Team, AgentID: in.Agent}
}

func (a *API) getFigures(ctx context.Context, in *FiguresQuery) (*answer[desk.Figures], error) {
	return answerWith(a.Desk.Figures(ctx, actor(ctx), in.query()))
}

type figureConversationsQuery struct {
	Limited
	FiguresQuery
	Figure string `query:"figure" required:"true" enum:"started,taken,closed,waiting,first_answer,in_target,handling,missed,transfer_in,transfer_out,returned,ratings,rated_good" doc:"Which figure"`
	Key    string `query:"key" maxLength:"20" doc:"Of which line; empty: of all"`
	After  string `query:"after" maxLength:"64" doc:"What the page before gave as next"`
}

// CountedConversations is a page of the conversations that a figure counts.
type CountedConversations struct {
	Items []desk.ConversationRow `json:"items"`
	Next  string                 `json:"next" doc:"For the next page; empty at the end"`
}

func (a *API) listFigureConversations(ctx context.Context, in *figureConversationsQuery) (*answer[CountedConversations], error) {
	before, err := figureMark(in.After)
	if err != nil {
		return nil, err
	}
	q := desk.FigureOpened{FigureQuery: in.query(), Figure: in.Figure, Key: in.Key, Before: before, Limit: in.more()}
	list, err := a.Desk.FigureConversations(ctx, actor(ctx), q)
	list, next := cut(list, in.size(), func(c desk.CountedConversation) string { return fmt.Sprintf("%d-%d", c.Mark.At, c.Mark.ID) })
	rows := []desk.ConversationRow{}
	for _, c := range list {
		rows = append(rows, c.Row)
	}
	return answerWith(CountedConversations{rows, next}, err)
}

func figureMark(after string) (m desk.FigureMark, err error) {
	if after == "" {
		return m, nil
	}
	if _, err := fmt.Sscanf(after, "%d-%d", &m.At, &m.ID); err != nil {
		return m, crm.Invalid("after", "after 不对", "after is not what a page before gave")
	}
	return m, nil
}

// FigureDefinition says what a figure counts.
type FigureDefinition struct {
	Figure  string       `json:"figure"`
	Title   desk.InWords `json:"title"`
	Meaning desk.InWords `json:"meaning"`
}

func (a *API) listFigureDefinitions(context.Context, *none) (*answer[List[FigureDefinition]], error) {
	var list []FigureDefinition
	for _, c := range desk.FigureColumns() {
		list = append(list, FigureDefinition{c.Figure, c.Title, c.Meaning})
	}
	return listOf(list, nil)
}

type wallQuery struct {
	Account int64 `query:"account" doc:"Only of this account"`
	Team    int64 `query:"team" doc:"Only of this team, and its people"`
}

func (a *API) getWall(ctx context.Context, in *wallQuery) (*answer[desk.Wall], error) {
	return answerWith(a.Desk.Wall(ctx, actor(ctx), desk.WallPart{AccountID: in.Account, TeamID: in.Team}))
}

func (a *API) getFigureSetting(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.FigureSetting]], error) {
	return answerWith(a.Desk.FigureSetting(ctx, in.Account))
}

func (a *API) putFigureSetting(ctx context.Context, in *forAccount[desk.FigureSetting]) (*answer[desk.Setting[desk.FigureSetting]], error) {
	return answerWith(a.Desk.SetFigureSetting(ctx, actor(ctx), in.Account, &in.Body))
}

func (a *API) removeFigureSetting(ctx context.Context, in *ForAccount) (*answer[desk.Setting[desk.FigureSetting]], error) {
	return answerWith(a.Desk.SetFigureSetting(ctx, actor(ctx), in.Account, nil))
}
