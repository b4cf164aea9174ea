package wecom_test

import (
	"context"
	"encoding/json"
	"io"
	"iter"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/wecom"
)

// lists are the iterators over pages: how each is walked, its three pages, what
// it must ask with for each, and a page that leads nowhere.
var lists = []struct {
	name  string
	walk  func(context.Context, *wecom.App) iter.Seq2[string, error]
	pages []string
	asked []string
	stuck string
}{
	{
		"followers",
		func(ctx context.Context, a *wecom.App) iter.Seq2[string, error] {
			return ids(a.Customers.Followers(ctx, "wm1"), func(f wecom.FollowUser) string { return f.UserID })
		},
		[]string{
			`{"errcode":0,"errmsg":"ok","follow_user":[{"userid":"a"},{"userid":"b"}],"next_cursor":"1"}`,
			`{"errcode":0,"errmsg":"ok","follow_user":[],"next_cursor":"2"}`,
			`{"errcode":0,"errmsg":"ok","follow_user":[{"userid":"c"}]}`,
		},
		[]string{"", "1", "2"},
		`{"errcode":0,"errmsg":"ok","follow_user":[],"next_cursor":"same"}`,
	}, {
		"customers of members",
		func(ctx context.Context, a *wecom.App) iter.Seq2[string, error] {
			return ids(a.Customers.Batch(ctx, []string{"zhangsan"}), func(c wecom.CustomerOfMember) string { return c.ExternalContact.ExternalUserID })
		},
		[]string{
			`{"errcode":0,"errmsg":"ok","external_contact_list":[{"external_contact":{"external_userid":"a"}},{"external_contact":{"external_userid":"b"}}],"next_cursor":"1"}`,
			`{"errcode":0,"errmsg":"ok","external_contact_list":[],"next_cursor":"2"}`,
			`{"errcode":0,"errmsg":"ok","external_contact_list":[{"external_contact":{"external_userid":"c"}}],"next_cursor":""}`,
		},
		[]string{"", "1", "2"},
		`{"errcode":0,"errmsg":"ok","external_contact_list":[],"next_cursor":"same"}`,
	}, {
		"groups",
		func(ctx context.Context, a *wecom.App) iter.Seq2[string, error] {
			return ids(a.GroupChats.All(ctx, wecom.GroupChatList{}), func(g wecom.GroupChatItem) string { return g.ChatID })
		},
		[]string{
			`{"errcode":0,"errmsg":"ok","group_chat_list":[{"chat_id":"a"},{"chat_id":"b"}],"next_cursor":"1"}`,
			`{"errcode":0,"errmsg":"ok","group_chat_list":[],"next_cursor":"2"}`,
			`{"errcode":0,"errmsg":"ok","group_chat_list":[{"chat_id":"c"}]}`,
		},
		[]string{"", "1", "2"},
		`{"errcode":0,"errmsg":"ok","group_chat_list":[],"next_cursor":"same"}`,
	}, {
		"groups of owners",
		func(ctx context.Context, a *wecom.App) iter.Seq2[string, error] {
			g := wecom.GroupStatistics{Days: wecom.Days{First: shanghai("2023-11-15 00:00")}, Owners: []string{"a", "b", "c"}}
			return ids(a.Statistics.AllGroups(ctx, g), func(o wecom.GroupsOfOwner) string { return o.Owner })
		},
		[]string{
			`{"errcode":0,"errmsg":"ok","total":3,"next_offset":1,"items":[{"owner":"a"}]}`,
			`{"errcode":0,"errmsg":"ok","total":3,"next_offset":2,"items":[{"owner":"b"}]}`,
			`{"errcode":0,"errmsg":"ok","total":3,"next_offset":3,"items":[{"owner":"c"}]}`,
		},
		[]string{"", "1", "2"},
		`{"errcode":0,"errmsg":"ok","total":3,"next_offset":0,"items":[]}`,
	},
}

func ids[T any](list iter.Seq2[T, error], id func(T) string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for item, err := range list {
			if !yield(id(item), err) {
				return
			}
		}
	}
}

// book gives its pages in turn, the last for ever, and notes what was asked for.
type book struct {
	pages []string
	asked []string
}

func (b *book) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Cursor string
		Offset json.Number
	}
	_ = json.NewDecoder(r.Body).Decode(&body) // a GET has none
	b.asked = append(b.asked, r.URL.Query().Get("cursor")+body.Cursor+body.Offset.String())
	io.WriteString(w, b.pages[0])
	if len(b.pages) > 1 {
		b.pages = b.pages[1:]
	}
}

func TestListsWalkTheirPages(t *testing.T) {
	for _, list := range lists {
		t.Run(list.name, func(t *testing.T) {
			b := &book{pages: slices.Clone(list.pages)}
			var got []string
			for id, err := range list.walk(t.Context(), setup(t, b.ServeHTTP)) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, id)
			}
			if diff := cmp.Diff([]string{"a", "b", "c"}, got); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(list.asked, b.asked); diff != "" {
				t.Errorf("asked (-want +got):\n%s", diff)
			}
		})
	}
}

func TestListsStopWhenTold(t *testing.T) {
	for _, list := range lists {
		b := &book{pages: slices.Clone(list.pages)}
		for range list.walk(t.Context(), setup(t, b.ServeHTTP)) {
			break
		}
		if len(b.asked) != 1 {
			t.Errorf("%s: asked %q after the first item", list.name, b.asked)
		}
	}
}

func TestListsEndAfterAnError(t *testing.T) {
	const forbidden = `{"errcode":48002,"errmsg":"api forbidden"}`
	for _, list := range lists {
		for name, row := range map[string]struct {
			pages []string
			items int
			calls int
		}{
			"refused":            {[]string{forbidden}, 0, 1},
			"refused in between": {[]string{list.pages[0], forbidden}, len(items(t, list.pages[0])), 2},
			"going in circles":   {[]string{list.stuck}, 0, 0},
		} {
			b := &book{pages: row.pages}
			got, errs := 0, 0
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			for _, err := range list.walk(ctx, setup(t, b.ServeHTTP)) {
				if err == nil {
					got++
				} else {
					errs++
				}
			}
			cancel()
			if got != row.items || errs != 1 || len(b.asked) > 2 || row.calls != 0 && len(b.asked) != row.calls {
				t.Errorf("%s, %s: %d items, %d errors, asked %q", list.name, name, got, errs, b.asked)
			}
		}
	}
}

// items is the one array of a page.
func items(t *testing.T, page string) []any {
	t.Helper()
	var fields map[string]any
	if err := json.Unmarshal([]byte(page), &fields); err != nil {
		t.Fatal(err)
	}
	for _, value := range fields {
		if list, ok := value.([]any); ok {
			return list
		}
	}
	t.Fatalf("no items in %s", page)
	return nil
}
