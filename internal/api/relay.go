package api

import "context"

// RelaySaved is what the cloud function of a mini program is set up with. The secret is shown this once.
type RelaySaved struct {
	URL     string `json:"url" doc:"MENLING_URL of the cloud function"`
	Account string `json:"account" doc:"MENLING_ACCOUNT"`
	Secret  string `json:"secret" doc:"MENLING_RELAY_SECRET; the one before it holds for another hour"`
}

func (a *API) makeRelaySecret(ctx context.Context, in *WithID) (*answer[RelaySaved], error) {
	c, err := a.Ground.MakeRelaySecret(ctx, actor(ctx), in.ID)
	return answerWith(RelaySaved{a.PublicURL(), c.Slug, c.Relay.Current.Reveal()}, err)
}

func (a *API) removeRelaySecret(ctx context.Context, in *WithID) (*none, error) {
	_, err := a.Ground.RemoveRelaySecret(ctx, actor(ctx), in.ID)
	return &none{}, err
}
