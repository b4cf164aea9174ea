package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"slices"
)

// merge puts rows into the report at path: in the order of measurements, rows that were not measured now as they were.
func merge(path string, rows []Row) error {
	known, err := read(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var all []Row
	for _, id := range ids() {
		for _, from := range [][]Row{rows, known} {
			if i := slices.IndexFunc(from, func(r Row) bool { return r.ID == id }); i >= 0 {
				all = append(all, from[i])
				break
			}
		}
	}
	if err := check(all); err != nil {
		return err
	}
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o644)
}

func read(path string) ([]Row, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var rows []Row
	if err := json.Unmarshal(data, &rows); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return rows, nil
}

// check says what is wrong with a report.
func check(rows []Row) error {
	seen := map[string]bool{}
	var errs []error
	for _, r := range rows {
		if seen[r.ID] {
			errs = append(errs, fmt.Errorf("%s stands twice", r.ID))
		}
		seen[r.ID] = true
		if err := r.check(); err != nil {
			errs = append(errs, fmt.Errorf("row %q: %w", r.ID, err))
		}
	}
	return errors.Join(errs...)
}

func (r Row) check() error {
	switch {
	case r.ID == "" || r.What == "" || r.Unit == "" || r.Conditions == "":
		return errors.New("a field is empty")
	case r.Better != lower && r.Better != higher:
		return fmt.Errorf("better is %q", r.Better)
	case !(r.Ours > 0):
		return fmt.Errorf("ours is %v", r.Ours)
	case (r.Reference == nil) != (r.Ratio == nil) || (r.Reference == nil) != (r.ReferenceName == ""):
		return errors.New("reference, reference_name and ratio belong together")
	case r.Reference != nil && !(math.Abs(r.Ours / *r.Reference / *r.Ratio - 1) < 0.002):
		return fmt.Errorf("ratio is %v, ours ÷ reference is %v", *r.Ratio, r.Ours / *r.Reference)
	}
	return nil
}
