package api

import (
	"fmt"

	"github.com/menling/menling/internal/ledger"
)

// order goes through what ways are kept in order by: folders, labels, saved views.
func (k *walker) order(way ledger.WayRow) {
	var parent, folder ledger.Folder
	k.call("create-folder", post, "/folders", FolderInput{Name: "华东"}, 200, &parent)
	k.do(post, base+"/folders", FolderInput{Name: "上海", ParentID: parent.ID}).want(k, 200, &folder)
	k.call("edit-folder", patch, fmt.Sprintf("/folders/%d", folder.ID), map[string]any{"name": "上海市"}, 200, &folder)
	var label ledger.Label
	k.call("create-label", post, "/labels", LabelInput{Name: "重点"}, 200, &label)
	k.call("edit-label", patch, fmt.Sprintf("/labels/%d", label.ID), map[string]any{"color": "red"}, 200, &label)
	var done ledger.Organised
	k.call("organise-ways", post, "/ways/organise", ledger.Organise{IDs: []int64{way.ID}, FolderID: &folder.ID, AddLabels: []int64{label.ID}}, 200, &done)
	var view ledger.View
	k.call("create-view", post, "/views", ViewInput{Name: "华东重点", Query: ledger.WayFilter{Folder: parent.ID, Label: label.ID}}, 200, &view)
	k.call("edit-view", patch, fmt.Sprintf("/views/%d", view.ID), map[string]any{"shared": true}, 200, &view)
	var count struct {
		Count int `json:"count"`
	}
	k.call("count-ways", get, fmt.Sprintf("/ways/count?folder=%d&label=%d", parent.ID, label.ID), nil, 200, &count)
	if done.Changed != 1 || count.Count != 1 || folder.Name != "上海市" || label.Color != "red" || !view.Shared {
		k.Errorf("changed %d, counted %d, %+v, %+v, %+v", done.Changed, count.Count, folder, label, view)
	}
	var folders List[ledger.Folder]
	k.call("list-folders", get, "/folders", nil, 200, &folders)
	var labels List[ledger.Label]
	k.call("list-labels", get, "/labels", nil, 200, &labels)
	var views List[ledger.View]
	k.call("list-views", get, "/views", nil, 200, &views)
	if len(folders.Items) != 2 || len(labels.Items) != 1 || len(views.Items) != 1 {
		k.Errorf("%d folders, %d labels, %d views", len(folders.Items), len(labels.Items), len(views.Items))
	}
	k.call("remove-view", remove, fmt.Sprintf("/views/%d", view.ID), nil, 204, nil)
	k.call("remove-label", remove, fmt.Sprintf("/labels/%d", label.ID), nil, 204, nil)
	k.call("remove-folder", remove, fmt.Sprintf("/folders/%d", folder.ID), nil, 204, nil)
}
