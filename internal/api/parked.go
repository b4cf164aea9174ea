package api

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// Parked is work that was given up and waits for a person.
type Parked struct {
	ID          int64  `json:"id"`
	Source      string `json:"source" enum:"push,observation,job"`
	AccountName string `json:"account_name"`
	Kind        string `json:"kind"`
	Error       string `json:"error"`
	Attempts    int    `json:"attempts"`
	At          int64  `json:"at"`
}

func (a *API) listParked(ctx context.Context, _ *none) (*answer[List[Parked]], error) {
	work, err := a.Ground.Store.ParkedWork(ctx)
	if err != nil {
		return nil, err
	}
	accounts, err := a.Ground.Store.Accounts(ctx)
	names := map[int64]string{}
	for _, c := range accounts {
		names[c.ID] = c.Name
	}
	return listOf(each(work, func(p crm.Parked) Parked {
		return Parked{p.ID, p.Source, names[p.AccountID], p.Kind, p.Error, p.Attempts, p.At}
	}), err)
}

type parkedInput struct {
	WithID
	Source string `path:"source" enum:"push,observation,job"`
}

func (a *API) retryParked(ctx context.Context, in *parkedInput) (*none, error) {
	return &none{}, a.Ground.RetryParked(ctx, actor(ctx), in.Source, in.ID)
}
