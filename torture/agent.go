package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
)

// agent answers customers, one after the other.
type agent struct {
	*person
	name   string
	dice   *rand.Rand
	record *record
	said   int
}

type conversationList struct {
	Items []struct {
		ID int64 `json:"id"`
	} `json:"items"`
}

// run works until ctx ends. An answer that was not heard is asked for again under the same key, until it is heard.
func (a *agent) run(ctx context.Context) {
	for ctx.Err() == nil {
		a.take(ctx)
		var mine conversationList
		if a.ask(ctx, "GET", "/conversations?list=mine&order=waiting&awaiting=true&limit=10", nil, &mine) == nil {
			for _, c := range mine.Items {
				a.answer(ctx, c.ID)
			}
		}
		if pause(ctx, 200*time.Millisecond) != nil {
			return
		}
	}
}

// take accepts a waiting conversation.
func (a *agent) take(ctx context.Context) {
	var waiting conversationList
	if a.ask(ctx, "GET", "/conversations?list=waiting&limit=5", nil, &waiting) != nil || len(waiting.Items) == 0 {
		return
	}
	id := waiting.Items[a.dice.IntN(len(waiting.Items))].ID
	if a.ask(ctx, "POST", fmt.Sprintf("/conversations/%d/accept", id), nil, nil) == nil {
		a.record.did("conversation.accept", "conversation", id)
	}
}

// answer replies, and now and then ends the conversation.
func (a *agent) answer(ctx context.Context, conversation int64) {
	a.said++
	text := fmt.Sprintf("r-%s-%06d", a.name, a.said)
	path := fmt.Sprintf("/conversations/%d", conversation)
	var m struct {
		ID int64 `json:"id"`
	}
	err := a.insist(ctx, "POST", path+"/messages", map[string]any{"client_key": "torture-" + text, "kind": "text", "text": text}, &m)
	if err != nil {
		return // no place in the reply window, or somebody else has it
	}
	a.record.replied(text, m.ID)
	if a.dice.IntN(10) == 0 && a.ask(ctx, "POST", path+"/close", map[string]any{}, nil) == nil {
		a.record.did("conversation.close", "conversation", conversation)
	}
}
