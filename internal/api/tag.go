package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

// TagList is a company's tags by group, as the platform gave them.
type TagList struct {
	Items    []ledger.TagGroup `json:"items"`
	SyncedAt int64             `json:"synced_at"`
}

func (a *API) listTags(ctx context.Context, in *WithID) (*answer[TagList], error) {
	groups, at, err := a.Ledger.Tags(ctx, in.ID)
	return answerWith(TagList{some(groups), at}, err)
}
