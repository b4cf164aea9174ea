package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMain(m *testing.M) {
	if child() {
		return
	}
	os.Exit(m.Run())
}

func TestCommittedReport(t *testing.T) {
	rows, err := read("report.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := check(rows); err != nil {
		t.Error(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, r.ID)
	}
	if diff := cmp.Diff(ids(), got); diff != "" {
		t.Errorf("rows of the report (-want +got):\n%s", diff)
	}
}

// Every row runs and is well-formed; its figures mean nothing here.
func TestQuickRows(t *testing.T) {
	b, err := newBench(true, "", t.Output())
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	for _, m := range measurements {
		t.Run(m.id, func(t *testing.T) {
			rows, err := b.measure(context.Background(), []measurement{m})
			if err != nil {
				t.Fatal(err)
			}
			if err := check(rows); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCheckFindsMistakes(t *testing.T) {
	good := alone("w", "ns", lower, 2).against("other", 4)
	good.ID, good.Conditions = "a", "c"
	if err := check([]Row{good}); err != nil {
		t.Fatalf("a good row: %v", err)
	}
	wrong := 0.6
	for name, spoil := range map[string]func(*Row){
		"ratio":     func(r *Row) { r.Ratio = &wrong },
		"no ratio":  func(r *Row) { r.Ratio = nil },
		"no name":   func(r *Row) { r.ReferenceName = "" },
		"direction": func(r *Row) { r.Better = "more" },
		"nothing":   func(r *Row) { r.Ours = 0 },
		"unsaid":    func(r *Row) { r.Conditions = "" },
	} {
		bad := good
		spoil(&bad)
		if check([]Row{bad}) == nil {
			t.Errorf("%s: not noticed", name)
		}
	}
	if check([]Row{good, good}) == nil {
		t.Error("a row that stands twice: not noticed")
	}
}

func TestMergeKeepsOtherRows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.json")
	row := func(id string, ours float64) Row {
		r := alone("w", "MB", lower, ours)
		r.ID, r.Conditions = id, "c"
		return r
	}
	for _, rows := range [][]Row{{row("binary_mb", 1), row("start_ms", 2)}, {row("binary_mb", 3)}} {
		if err := merge(path, rows); err != nil {
			t.Fatal(err)
		}
	}
	got, err := read(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Row{row("start_ms", 2), row("binary_mb", 3)}, got); diff != "" {
		t.Error(diff)
	}
}

func TestRounding(t *testing.T) {
	for in, want := range map[float64]float64{0: 0, 0.123456: 0.1235, 12345.6: 12350, 9999.96: 10000} {
		if got := round(in); got != want {
			t.Errorf("round(%v) = %v, want %v", in, got, want)
		}
	}
	if got := median([]float64{9, 1, 5, 3}); got != 4 {
		t.Errorf("median %v", got)
	}
}

func TestCustomersDiffer(t *testing.T) {
	var seen []string
	for i := range 10_000 {
		seen = append(seen, externalUserID(i))
	}
	slices.Sort(seen)
	if n := len(slices.Compact(seen)); n != 10_000 {
		t.Errorf("%d different ids of 10000", n)
	}
	if n := len(newCustomer(7, 1_700_000_000)); n != eventSize {
		t.Errorf("an event of %d bytes", n)
	}
}
