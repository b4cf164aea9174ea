package desk

import (
	"context"
	"strconv"
)

// called is what somebody, or something, is or was called.
type called struct {
	name string
	gone bool
}

// nameFigures names the lines. Who was renamed has their new name; who is gone the last one.
func (k *Desk) nameFigures(ctx context.Context, f *Figures) error {
	names, err := k.namesBy(ctx, f.By)
	for i, row := range f.Rows {
		id, _ := strconv.ParseInt(row.Key, 10, 64)
		f.Rows[i].Name, f.Rows[i].Gone = names[id].name, names[id].gone
	}
	return err
}

func (k *Desk) namesBy(ctx context.Context, by string) (map[int64]called, error) {
	switch by {
	case FiguresByAgent:
		return k.agentNames(ctx)
	case FiguresByTeam:
		return k.teamNames(ctx)
	case FiguresByAccount:
		return k.accountNames(ctx)
	}
	return nil, nil
}

func (k *Desk) agentNames(ctx context.Context) (map[int64]called, error) {
	list, err := k.Store.AgentRows(ctx, k.Clock.Ms())
	names := map[int64]called{}
	for _, a := range list {
		names[a.ID] = called{a.Name, a.Disabled}
	}
	return names, err
}

func (k *Desk) teamNames(ctx context.Context) (map[int64]called, error) {
	former, err := k.Store.FormerTeams(ctx)
	if err != nil {
		return nil, err
	}
	names := map[int64]called{}
	for id, name := range former {
		names[id] = called{name, true}
	}
	list, err := k.Store.TeamRows(ctx)
	for _, t := range list {
		names[t.ID] = called{t.Name, false}
	}
	return names, err
}

func (k *Desk) accountNames(ctx context.Context) (map[int64]called, error) {
	list, err := k.Store.Accounts(ctx)
	names := map[int64]called{}
	for _, a := range list {
		names[a.ID] = called{a.Name, false}
	}
	return names, err
}
