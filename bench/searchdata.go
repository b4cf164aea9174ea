package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
)

// What ways are called by who makes thousands of them.
var (
	cities   = []string{"上海", "北京", "广州", "深圳", "杭州", "成都", "武汉", "南京", "西安", "重庆", "苏州", "长沙", "青岛", "厦门", "合肥", "昆明", "喀什", "漠河"}
	places   = []string{"小程序落地页", "门店海报", "包裹卡", "地铁灯箱", "公众号菜单", "短信链接", "直播间", "易拉宝", "收银台", "停车场"}
	remarks  = []string{"春季活动", "新客礼", "会员日", "双十一", "老客转介绍", "周年庆", "试吃", ""}
	surnames = []rune("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗欧龚鑫郗")
	given    = []rune("晓东丽娟伟芳敏静强磊洋艳勇军杰涛明超秀霞平刚桂英鹏飞宇浩然子涵欣怡梓")
)

const (
	searchChannels = 40
	searchFolders  = 60 // ten of them hold the others
	searchLabels   = 12
	searchMembers  = 2000
)

// shelf is a store with ways to look for.
type shelf struct {
	*store.Store
	corp, account int64
	members       []crm.Member
	ways          []ledger.Way // a sample, to ask for what is there
	last          int64        // id of the newest
}

func person(dice *rand.Rand) string {
	name := string(surnames[dice.IntN(len(surnames))])
	for range 1 + dice.IntN(2) {
		name += string(given[dice.IntN(len(given))])
	}
	return name
}

// fill makes n ways and what they belong to, and goes on after those that are there; of them it only learns what to ask for.
func fill(ctx context.Context, s *store.Store, n, there int) (*shelf, error) {
	dice := rand.New(rand.NewPCG(1, 2))
	h := &shelf{Store: s}
	for i := range searchMembers {
		h.members = append(h.members, crm.Member{UserID: fmt.Sprintf("user%05d", i), Name: person(dice), Contact: true})
	}
	if there == 0 {
		if err := h.ground(ctx); err != nil {
			return nil, err
		}
	}
	const atOnce = 500
	for i := 0; i < n; i += atOnce {
		ways := make([]ledger.Way, min(atOnce, n-i))
		for k := range ways {
			ways[k] = h.way(dice, i+k)
			if (i+k)%max(1, n/5000) == 0 {
				h.ways = append(h.ways, ways[k])
			}
		}
		h.last = ways[len(ways)-1].ID
		if i < there {
			continue
		}
		err := s.Write(ctx, nil, func(tx *store.Tx) error {
			for k, w := range ways {
				if err := tx.AddWay(w); err != nil {
					return err
				}
				if err := numbers(tx, w, i+k); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return h, nil
}

func (h *shelf) ground(ctx context.Context) error {
	g := crm.NewGround(crm.Ground{Store: h.Store.Ground(), Clock: time.Now, IDs: crm.NewIDs(time.Now), Random: seeded{rand.New(rand.NewPCG(5, 6))}, Waker: nobody{}})
	a, err := g.AddAccount(ctx, crm.Operator(), crm.Account{Kind: crm.WeCom, Slug: slug, PlatformID: corpID, AgentID: "1000002", Secret: "none"})
	if err != nil {
		return err
	}
	h.corp, h.account = a.CorpID, a.ID
	return h.Write(ctx, nil, func(tx *store.Tx) error {
		err := tx.PutMembers(h.corp, h.members, 0)
		for i := range int64(searchChannels) {
			err = errors.Join(err, tx.AddChannel(ledger.Channel{ID: i + 1, Name: fmt.Sprint("渠道", places[i%int64(len(places))], i)}))
		}
		for i := range int64(searchFolders) {
			err = errors.Join(err, tx.AddFolder(ledger.Folder{ID: i + 1, ParentID: (i + 1) / 6 * min(1, (i+1)%6), Name: fmt.Sprint("文件夹", i)}))
		}
		for i := range int64(searchLabels) {
			err = errors.Join(err, tx.AddLabel(ledger.Label{ID: i + 1, Name: fmt.Sprint("标签", i), Color: "gray"}))
		}
		return err
	})
}

const stateLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

func letters(dice *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = stateLetters[dice.IntN(len(stateLetters))]
	}
	return string(b)
}

// way is the i-th, made ten milliseconds after the one before.
func (h *shelf) way(dice *rand.Rand, i int) ledger.Way {
	at := int64(1735689600000) + int64(i)*10
	who := dice.IntN(searchMembers)
	w := ledger.Way{
		ID: int64(i+1)*10<<12 + 1, Kind: ledger.KindContact, CorpID: h.corp, AccountID: h.account, Phase: ledger.PhaseConfirmed, Origin: ledger.OriginMade,
		State: "s" + letters(dice, 12), ConfigID: letters(dice, 32), ClientKey: fmt.Sprintf("bench-%d", i), CreatedAt: at, ConfirmedAt: at, UpdatedAt: at,
	}
	w.Name = fmt.Sprintf("%s第%d店-%s-%s-%06d", cities[dice.IntN(len(cities)-1-dice.IntN(3))], 1+dice.IntN(900), places[dice.IntN(len(places))], h.members[who].Name, dice.IntN(1_000_000))
	w.Remark, w.ChannelID, w.FolderID = remarks[dice.IntN(len(remarks))], 1+dice.Int64N(searchChannels-1), dice.Int64N(searchFolders)
	w.Users, w.Scene, w.OwnerID = []string{h.members[who].UserID, h.members[dice.IntN(searchMembers)].UserID}, ledger.SceneQR, dice.Int64N(8)
	if dice.IntN(3) == 0 {
		w.Labels = []int64{1 + dice.Int64N(searchLabels-1)}
	}
	switch p := dice.IntN(1000); {
	case p < 30:
		w.Kind = ledger.KindTemp
	case p < 110:
		w.Kind = ledger.KindJoin
	case p < 130:
		w.Phase = ledger.PhaseDeleted
	case p < 135:
		w.Phase = ledger.PhaseFailed
	case p < 137:
		w.Scene = ledger.SceneButton
	}
	return w
}

// numbers gives every fifth way customers on three days of a month.
func numbers(tx *store.Tx, w ledger.Way, i int) error {
	if i%5 != 0 {
		return nil
	}
	n := ledger.Numbers{Added: 3}
	if err := tx.AddWayTotals(ledger.Totals{ID: w.ID, Counting: 1, Customers: 9, Numbers: ledger.Numbers{Added: 9}}); err != nil {
		return err
	}
	for day := range 3 {
		cell := ledger.Cell{Day: 20261101 + (i/5+day*9)%30, CorpID: w.CorpID, WayID: w.ID, ChannelID: w.ChannelID, UserID: w.Users[0], Counting: 1}
		if err := tx.AddDayStats(ledger.DayStats{Cell: cell, Numbers: n}); err != nil {
			return err
		}
	}
	return nil
}

// seeded is randomness that is the same in every run.
type seeded struct{ dice *rand.Rand }

func (s seeded) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(s.dice.Uint32())
	}
	return len(p), nil
}

type nobody struct{}

func (nobody) Wake(string) {}

// index has all ways indexed, as the server does behind its other work, and notes how long that took.
func (h *shelf) index(ctx context.Context, kept *kept) error {
	began, did := time.Now(), false
	if err := h.Write(ctx, nil, func(tx *store.Tx) (err error) { did, err = tx.BeginSearch(1); return err }); err != nil {
		return err
	}
	for ended := false; !ended; {
		err := h.Write(ctx, nil, func(tx *store.Tx) error {
			r, err := tx.IndexRun(200)
			ended = r.Ended || errors.Is(err, crm.ErrNotFound)
			if errors.Is(err, crm.ErrNotFound) {
				return nil
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	if did {
		kept.Indexed = time.Since(began).Seconds()
		if err := kept.write(); err != nil {
			return err
		}
	}
	return h.SampleWays(ctx, rand.New(rand.NewPCG(3, 4)))
}

// kept is what a folder of an earlier run says of the ways in it.
type kept struct {
	path            string
	Filled, Indexed float64 // seconds; 0: not yet
	Like, ByKey     float64 // p99 of the references
}

func keptIn(dir string) (*kept, error) {
	k := &kept{path: filepath.Join(dir, "bench.json")}
	data, err := os.ReadFile(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		return k, nil
	}
	return k, errors.Join(err, json.Unmarshal(data, k))
}

func (k *kept) write() error {
	data, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return os.WriteFile(k.path, data, 0o600)
}
