package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"time"
)

// keeper makes ways of all kinds, changes and deletes them, and imports some.
type keeper struct {
	*person
	account int64
	channel int64
	dice    *rand.Rand
	record  *record
	ways    []int64
	n       int
}

// run works until ctx ends.
func (k *keeper) run(ctx context.Context) {
	for ctx.Err() == nil {
		k.n++
		switch n := k.dice.IntN(100); {
		case n < 50:
			k.create(ctx)
		case n < 80:
			k.change(ctx)
		case n < 92:
			k.remove(ctx)
		default:
			k.load(ctx)
		}
		if pause(ctx, time.Duration(100+k.dice.IntN(300))*time.Millisecond) != nil {
			return
		}
	}
}

// create asks for a way until it is heard.
func (k *keeper) create(ctx context.Context) {
	name := fmt.Sprintf("活码%05d", k.n)
	way := map[string]any{"client_key": "torture-way-" + name, "account_id": k.account, "channel_id": k.channel, "name": name, "remark": name}
	switch k.dice.IntN(4) {
	case 0:
		way["kind"], way["chats"] = "join", []string{chatOf(k.dice.IntN(5))}
	case 1:
		way["kind"], way["users"] = "temp", []string{"zhangyisheng"}
	default:
		way["users"], way["skip_verify"] = []string{members[k.dice.IntN(len(members))]}, true
		way["welcome"] = map[string]any{"text": "欢迎 " + name}
	}
	var made struct {
		ID int64 `json:"id"`
	}
	if k.insist(ctx, "POST", "/ways", way, &made) == nil {
		k.record.did("way.create", "way", made.ID)
		k.record.made.Add(1)
		k.ways = append(k.ways, made.ID)
	}
}

// change gives a way another remark. It is asked for once: what was not heard may have been done.
func (k *keeper) change(ctx context.Context) {
	if id, ok := k.any(); ok && k.ask(ctx, "PATCH", fmt.Sprintf("/ways/%d", id), map[string]any{"remark": fmt.Sprint("备注", k.n)}, nil) == nil {
		k.record.did("way.change", "way", id)
	}
}

func (k *keeper) remove(ctx context.Context) {
	if id, ok := k.any(); ok && k.ask(ctx, "DELETE", fmt.Sprintf("/ways/%d", id), nil, nil) == nil {
		k.record.did("way.delete", "way", id)
		k.ways = slices.DeleteFunc(k.ways, func(other int64) bool { return other == id })
	}
}

func (k *keeper) any() (int64, bool) {
	if len(k.ways) == 0 {
		return 0, false
	}
	return k.ways[k.dice.IntN(len(k.ways))], true
}

// load imports a few ways from a file.
func (k *keeper) load(ctx context.Context) {
	var file strings.Builder
	file.WriteString("名称,渠道,成员,备注,免验证\n")
	for i := range 5 {
		fmt.Fprintf(&file, "导入%05d-%d,线下门店,zhangsan,导入%05d,是\n", k.n, i, k.n)
	}
	key := fmt.Sprintf("torture-import-%05d", k.n)
	q := url.Values{"account": {fmt.Sprint(k.account)}, "client_key": {key}, "file": {"门店.csv"}, "create_channels": {"true"}}
	var i struct {
		ID    int64  `json:"id"`
		State string `json:"state"`
	}
	if k.insist(ctx, "POST", "/imports?"+q.Encode(), file.String(), &i) != nil {
		return
	}
	path := fmt.Sprintf("/imports/%d", i.ID)
	for i.State != "ready" {
		if pause(ctx, 100*time.Millisecond) != nil || k.insist(ctx, "GET", path, nil, &i) != nil {
			return
		}
	}
	if k.ask(ctx, "POST", path+"/start", map[string]any{}, nil) == nil {
		k.record.made.Add(5)
	}
}
