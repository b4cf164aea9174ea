package api

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// order tries what puts ways in order: folders, labels, views, and setting them for many.
func (k *walker) order(way ledger.WayRow) {
	var outer, inner ledger.Folder
	k.call("create-folder", post, "/folders", FolderInput{Name: "华东"}, 200, &outer)
	k.do(post, base+"/folders", FolderInput{Name: " 上海 ", ParentID: outer.ID}).want(k, 200, &inner)
	k.do(post, base+"/folders", FolderInput{Name: "上海", ParentID: outer.ID}).refused(k, 409, "taken")
	k.do(post, base+"/folders", FolderInput{Name: "a/b"}).refused(k, 422, "invalid")
	k.call("edit-folder", patch, fmt.Sprintf("/folders/%d", outer.ID), map[string]any{"name": "华东区"}, 200, &outer)
	k.do(patch, fmt.Sprintf("%s/folders/%d", base, outer.ID), map[string]any{"parent_id": inner.ID}).refused(k, 422, "folder_in_itself")
	var label ledger.Label
	k.call("create-label", post, "/labels", map[string]any{"name": "急"}, 200, &label)
	k.call("edit-label", patch, fmt.Sprintf("/labels/%d", label.ID), map[string]any{"color": "red"}, 200, &label)
	k.do(patch, fmt.Sprintf("%s/labels/%d", base, label.ID), map[string]any{"color": "mud"}).refused(k, 422, "invalid")
	if label.Name != "急" || label.Color != "red" {
		k.Errorf("label %+v", label)
	}
	k.organise(way, inner, label)
	k.views()
	k.takeAway(way, outer, inner, label)
}

func (k *walker) organise(way ledger.WayRow, folder ledger.Folder, label ledger.Label) {
	var out ledger.Organised
	in := ledger.Organise{IDs: []int64{way.ID, 12345}, FolderID: &folder.ID, AddLabels: []int64{label.ID}}
	k.call("organise-ways", post, "/ways/organise", in, 200, &out)
	if out.Changed != 1 || !slices.Equal(out.Left, []int64{12345}) {
		k.Errorf("organised %+v", out)
	}
	k.do(post, base+"/ways/organise", in).want(k, 200, &out)
	if out.Changed != 0 || out.Unchanged != 1 {
		k.Errorf("organised again %+v", out)
	}
	none := int64(99)
	p := k.do(post, base+"/ways/organise", ledger.Organise{IDs: []int64{way.ID}, FolderID: &none}).refused(k, 422, "invalid")
	if p.Params["field"] != "folder_id" {
		k.Errorf("a folder that is not there: %+v", p)
	}
	k.do(post, base+"/ways/organise", ledger.Organise{IDs: []int64{way.ID}}).refused(k, 422, "invalid")
	for _, filter := range []string{
		fmt.Sprint("folder=", folder.ID), fmt.Sprint("folder=", folder.ParentID), fmt.Sprint("label=", label.ID), fmt.Sprint("q=HAIBAO&label=", label.ID),
		"created_from=1&created_to=9999999999999&label=" + fmt.Sprint(label.ID), "scene=2&label=" + fmt.Sprint(label.ID),
	} {
		if filter[:2] == "q=" {
			filter = "q=" + way.State[:5] + filter[len("q=HAIBAO"):]
		}
		var page Page[ledger.WayRow]
		k.do(get, base+"/ways?"+filter, nil).want(k, 200, &page)
		var c ledger.WayCount
		k.call("count-ways", get, "/ways/count?"+filter, nil, 200, &c)
		if len(page.Items) != 1 || page.Items[0].ID != way.ID || c.Count != 1 || c.More {
			k.Errorf("%s: %d ways, counted %+v", filter, len(page.Items), c)
		}
	}
	for _, bad := range []string{"phase=old", "kind=x", "created_from=5&created_to=5", "unused_days=-1", "scene=3"} {
		k.do(get, base+"/ways?"+bad, nil).refused(k, 422, "invalid")
	}
}

func (k *walker) views() {
	var v ledger.View
	k.call("create-view", post, "/views", map[string]any{"name": "失败的", "query": map[string]any{"phase": "unsettled"}}, 200, &v)
	path := fmt.Sprintf("/views/%d", v.ID)
	other := k.agent()
	other.do(patch, base+path, map[string]any{"name": "x"}).refused(k, 404, "not_found")
	k.call("edit-view", patch, path, map[string]any{"shared": true, "query": map[string]any{"phase": "unsettled", "q": "海报"}}, 200, &v)
	if v.Name != "失败的" || v.Query != (ledger.WayFilter{Phase: "unsettled", Text: "海报"}) || !v.Shared {
		k.Errorf("view %+v", v)
	}
	other.do(http.MethodDelete, base+path, nil).refused(k, 403, "not_allowed")
	var seen List[ledger.View]
	other.do(get, base+"/views", nil).want(k, 200, &seen)
	if len(seen.Items) != 1 {
		k.Errorf("a colleague sees %+v", seen)
	}
	k.do(post, base+"/views", map[string]any{"name": "x", "query": map[string]any{"phase": "old"}}).refused(k, 422, "invalid")
	k.call("list-views", get, "/views", nil, 200, &seen)
	k.call("remove-view", http.MethodDelete, path, nil, 204, nil)
}

func (k *walker) takeAway(way ledger.WayRow, outer, inner ledger.Folder, label ledger.Label) {
	k.call("remove-folder", http.MethodDelete, fmt.Sprintf("/folders/%d", inner.ID), nil, 204, nil)
	k.call("remove-label", http.MethodDelete, fmt.Sprintf("/labels/%d", label.ID), nil, 204, nil)
	var folders List[ledger.Folder]
	var labels List[ledger.Label]
	k.call("list-folders", get, "/folders", nil, 200, &folders)
	k.call("list-labels", get, "/labels", nil, 200, &labels)
	if len(folders.Items) != 1 || folders.Items[0].Name != "华东区" || len(labels.Items) != 0 {
		k.Errorf("left: %+v, %+v", folders, labels)
	}
	k.do(get, fmt.Sprintf("%s/ways/%d", base, way.ID), nil).want(k, 200, &way)
	if way.FolderID != outer.ID || len(way.Labels) != 0 {
		k.Errorf("the way is in folder %d with labels %v", way.FolderID, way.Labels)
	}
}

// Folders that lay in one that is removed lie where it lay, under a name of their own.
func TestFoldersOfARemovedOneMoveUp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := newWorld(t, s).admin()
		folder := func(name string, parent int64) (f ledger.Folder) {
			c.do(post, base+"/folders", FolderInput{Name: name, ParentID: parent}).want(t, 200, &f)
			return f
		}
		a := folder("同名", 0)
		b := folder("中间", 0)
		inner := folder("同名", b.ID)
		deep := folder("最里", inner.ID)
		c.do(http.MethodDelete, fmt.Sprintf("%s/folders/%d", base, b.ID), nil).want(t, 204, nil)
		var all List[ledger.Folder]
		c.do(get, base+"/folders", nil).want(t, 200, &all)
		got := map[int64]string{}
		for _, f := range all.Items {
			got[f.ID] = fmt.Sprint(f.Name, " in ", f.ParentID)
		}
		want := map[int64]string{a.ID: "同名 in 0", inner.ID: "同名 2 in 0", deep.ID: fmt.Sprint("最里 in ", inner.ID)}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestFoldersAreNotTooDeep(t *testing.T) {
	c := newWorld(t, storetest.Open(t, store.SQLite)).admin()
	var f ledger.Folder
	for n := range 10 {
		c.do(post, base+"/folders", FolderInput{Name: fmt.Sprint(n), ParentID: f.ID}).want(t, 200, &f)
	}
	c.do(post, base+"/folders", FolderInput{Name: "11", ParentID: f.ID}).refused(t, 422, "folder_too_deep")
}
