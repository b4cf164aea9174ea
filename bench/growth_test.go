package main

import (
	"io"
	"strings"
	"testing"
)

// A small size is filled, asked, and asked again without filling it anew.
func TestGrowthKeepsWhatItFilled(t *testing.T) {
	b, err := newBench(true, "", io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	b.data = t.TempDir()
	var shown strings.Builder
	for range 2 {
		g := &growth{bench: b, shown: &shown, sizes: []int{500}}
		if err := g.run(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := strings.Count(shown.String(), "the floor)"); n != 2 {
		t.Errorf("%d tables:\n%s", n, &shown)
	}
}

// Messages are as many as they should be, and few customers write most of them.
func TestActivityIsZipfs(t *testing.T) {
	for _, customers := range []int{500, 10_000, 1_000_000} {
		c := talkative(customers)
		if all := said(c, customers); all < customers*growthEach || all > customers*growthEach*11/10 {
			t.Errorf("%d customers wrote %d messages", customers, all)
		}
		if first := said(c, customers/10); first < customers*growthEach/2 {
			t.Errorf("the first tenth of %d customers wrote %d messages", customers, first)
		}
	}
}
