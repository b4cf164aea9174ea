package api

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// BotInput is a bot as a person wants it.
type BotInput struct {
	Name    string `json:"name"`
	URL     string `json:"url" maxLength:"500"`
	Secret  string `json:"secret,omitempty" maxLength:"200" doc:"At least 16 characters; empty keeps the one it has. It is never shown again"`
	Seconds int    `json:"seconds" minimum:"1" maximum:"15" doc:"It answers within so many, or the rule's own text is said"`
}

func (in BotInput) edit() desk.BotEdit {
	return desk.BotEdit{Name: in.Name, URL: in.URL, Secret: crm.Secret(in.Secret), Seconds: in.Seconds}
}

// aboutBots says what a bot is sent and answers.
const aboutBots = "A bot gets a POST of a question (id, account_id, appid, conversation_id, customer_id, customer_name, session_from, kind, text, at, history) " +
	"with the headers `Menling-Timestamp` and `Menling-Signature`: `v1=` and the hexadecimal HMAC-SHA256, under its secret, of the timestamp, a full stop and the body. " +
	"It answers 200 and `{\"replies\": [\"…\"], \"hand_over\": false}` within its time. With hand_over the conversation is left to people from then on."

func (a *API) listBots(ctx context.Context, _ *none) (*answer[List[desk.BotRow]], error) {
	return listOf(a.Desk.BotRows(ctx))
}

func (a *API) createBot(ctx context.Context, in *body[BotInput]) (*answer[desk.BotRow], error) {
	return answerWith(a.Desk.PutBot(ctx, actor(ctx), 0, in.Body.edit()))
}

func (a *API) putBot(ctx context.Context, in *edit[BotInput]) (*answer[desk.BotRow], error) {
	return answerWith(a.Desk.PutBot(ctx, actor(ctx), in.ID, in.Body.edit()))
}

func (a *API) removeBot(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Desk.RemoveBot(ctx, actor(ctx), in.ID)
}

// BotTrial is something to ask a bot.
type BotTrial struct {
	Text string `json:"text" doc:"As a customer would write it"`
}

func (a *API) tryBot(ctx context.Context, in *edit[BotTrial]) (*answer[desk.BotTried], error) {
	return answerWith(a.Desk.TryBot(ctx, in.ID, in.Body.Text))
}
