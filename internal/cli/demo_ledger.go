package cli

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/schedule"
	"github.com/menling/menling/sandbox"
)

// What the demo's ways are put into, and what some of them do besides leading to members.

var demoFolders = []string{"线下", "线上"}

var demoLabels = []struct{ name, color string }{{"长期", "green"}, {"活动", "orange"}, {"售后", "blue"}}

const (
	demoPoolName = "门铃客户群"
	demoJoinKey  = "demo-way-groups"
)

// demoPlaces says where each of the demo's ways lies, by its client key.
var demoPlaces = map[string]struct {
	folder string
	labels []string
	plan   *schedule.Plan
}{
	"demo-way-front-desk": {folder: "线下", labels: []string{"长期"}},
	"demo-way-window": {folder: "线下", labels: []string{"长期"}, plan: &schedule.Plan{
		Shifts: []schedule.Shift{
			{Days: []int{1, 2, 3, 4, 5}, From: "09:00", To: "18:00", People: []string{"lisi"}},
			{Days: []int{6, 7}, From: "10:00", To: "17:00", People: []string{"lisi", "zhangsan"}},
		},
		Special: []schedule.Special{{From: "2027-02-05", To: "2027-02-12", Note: "春节"}},
		Backup:  []string{"zhangsan"},
	}},
	"demo-way-moments": {folder: "线上", labels: []string{"活动"}},
	"demo-way-article": {folder: "线上", labels: []string{"长期"}},
	"demo-way-parcel":  {labels: []string{"售后"}},
	demoJoinKey:        {folder: "线上", labels: []string{"活动"}},
}

// demoShelf knows the ids of what ways are put into.
type demoShelf struct {
	folders map[string]int64
	labels  map[string]int64
}

func (d *demo) seedShelf(ctx context.Context, who crm.Actor, account int64) (s demoShelf, err error) {
	s = demoShelf{folders: map[string]int64{}, labels: map[string]int64{}}
	folders, err := d.app.Store.Folders(ctx)
	if err != nil {
		return s, err
	}
	for _, f := range folders {
		s.folders[f.Name] = f.ID
	}
	labels, err := d.app.Store.Labels(ctx)
	if err != nil {
		return s, err
	}
	for _, l := range labels {
		s.labels[l.Name] = l.ID
	}
	for _, name := range demoFolders {
		if s.folders[name] == 0 {
			f, err := d.app.Ledger.PutFolder(ctx, who, 0, ledger.FolderEdit{Name: &name})
			if err != nil {
				return s, err
			}
			s.folders[name] = f.ID
		}
	}
	for _, l := range demoLabels {
		if s.labels[l.name] == 0 {
			made, err := d.app.Ledger.PutLabel(ctx, who, 0, ledger.LabelEdit{Name: &l.name, Color: &l.color})
			if err != nil {
				return s, err
			}
			s.labels[l.name] = made.ID
		}
	}
	return s, d.seedPool(ctx, who, account)
}

// seedPool makes a pool of the sandbox's groups, one of which was dissolved.
func (d *demo) seedPool(ctx context.Context, who crm.Actor, account int64) error {
	pools, err := d.app.Store.Pools(ctx, account)
	if err != nil {
		return err
	}
	for _, p := range pools {
		if p.Name == demoPoolName {
			return nil
		}
	}
	_, err = d.app.Ledger.CreatePool(ctx, who, ledger.NewPool{AccountID: account, Name: demoPoolName, Note: "线上活动用", Chats: demoChats()[2:]})
	return err
}

func demoChats() []string {
	var ids []string
	for _, g := range sandbox.DefaultFixture().Groups {
		ids = append(ids, g.ChatID)
	}
	return ids
}

// put gives a way its place.
func (s demoShelf) put(w *ledger.NewWay) {
	place := demoPlaces[w.ClientKey]
	w.FolderID, w.Plan = s.folders[place.folder], place.plan
	for _, name := range place.labels {
		w.Labels = append(w.Labels, s.labels[name])
	}
}
