package desk_test

import (
	"errors"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// A card's parameters are what a customer wrote: they may not choose where an agent's browser goes.
func TestWhereCardsMayOpen(t *testing.T) {
	f := newFloor(t, storetest.Open(t, store.SQLite))
	for _, row := range []struct{ page, url, wrong string }{
		{"pages/goods/detail", "https://shop.example/admin/goods/{id}?from=desk", ""},
		{"/pages/goods/detail.html", "http://10.0.0.8:8080/{id}", ""},
		{"pages/about", "https://shop.example", ""},
		{"", "https://shop.example/{id}", "page"},
		{"pages/goods/detail?id=3", "https://shop.example/{id}", "page"},
		{"pages/goods/detail", "https://{id}/goods", "url"},
		{"pages/goods/detail", "https://{id}.shop.example/goods", "url"},
		{"pages/goods/detail", "https://shop.example:{port}/goods", "url"},
		{"pages/goods/detail", "https://{user}@shop.example/goods", "url"},
		{"pages/goods/detail", "javascript:alert({id})", "url"},
		{"pages/goods/detail", "{id}", "url"},
		{"pages/goods/detail", "https://shop.example/{id", "url"},
		{"pages/goods/detail", "//shop.example/{id}", "url"},
	} {
		_, err := f.desk.SetCardLinks(t.Context(), crm.Operator(), 0, &desk.CardLinksSetting{Links: []desk.CardLink{{Page: row.page, URL: row.url}}})
		var refused *crm.Error
		switch {
		case row.wrong == "" && err != nil:
			t.Errorf("%q to %q: %v", row.page, row.url, err)
		case row.wrong != "" && (!errors.As(err, &refused) || refused.Params["field"] != row.wrong):
			t.Errorf("%q to %q: %v, want the field %s", row.page, row.url, err, row.wrong)
		}
	}
	twice := desk.CardLinksSetting{Links: []desk.CardLink{{Page: "pages/a", URL: "https://a.example"}, {Page: "/pages/a.html", URL: "https://b.example"}}}
	if _, err := f.desk.SetCardLinks(t.Context(), crm.Operator(), 0, &twice); err == nil {
		t.Error("one page has two links")
	}
}
