package main

import (
	"fmt"
	"math"
	"strconv"
)

// Which way a figure should go.
const (
	lower  = "lower"
	higher = "higher"
)

// Row is one line of the report. Reference and Ratio are null where nothing was measured beside ours.
type Row struct {
	ID            string   `json:"id"`
	What          string   `json:"what"`
	Unit          string   `json:"unit"`
	Ours          float64  `json:"ours"`
	Reference     *float64 `json:"reference"`
	ReferenceName string   `json:"reference_name"`
	Ratio         *float64 `json:"ratio"` // Ours ÷ Reference, of the same run
	Better        string   `json:"better"`
	Conditions    string   `json:"conditions"`
}

// alone makes a row without a reference.
func alone(what, unit, better string, ours float64) Row {
	return Row{What: what, Unit: unit, Better: better, Ours: round(ours)}
}

// against adds what ours was compared with in the same run.
func (r Row) against(name string, reference float64) Row {
	reference = round(reference)
	ratio := round(r.Ours / reference)
	r.ReferenceName, r.Reference, r.Ratio = name, &reference, &ratio
	return r
}

// String is the row as a person reads it.
func (r Row) String() string {
	s := fmt.Sprintf("%-20s %10s %s", r.ID, figure(r.Ours), r.Unit)
	if r.Ratio != nil {
		s += fmt.Sprintf("  ÷ %s (%s) = %s", figure(*r.Reference), r.ReferenceName, figure(*r.Ratio))
	}
	return s + "  (" + r.Better + " is better)"
}

func figure(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// round keeps four digits: more would be noise.
func round(x float64) float64 {
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return x
	}
	scale := math.Pow(10, 3-math.Floor(math.Log10(math.Abs(x))))
	return math.Round(x*scale) / scale
}
