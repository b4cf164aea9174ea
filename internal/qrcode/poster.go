package qrcode

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of a poster.
const (
	MaxPoster = 4096 // pixels of its longer side: A4 at 300 dots per inch is 3508
	MaxTexts  = 20
	MaxText   = 200 // characters of a text, its variables filled in
)

// Variables are what a poster's texts may have between braces.
var Variables = []string{"name", "channel", "member", "remark"}

// Poster says where a code and texts stand on a company's picture. All places are parts of the picture's width and
// height, 0 to 1, so that the same poster fits a better version of its picture.
type Poster struct {
	Code  Box    `json:"code"`
	Texts []Text `json:"texts"`
}

// Box is a rectangle. The code is the largest square in the middle of its own.
type Box struct {
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

// Text is one line. What does not fit its width is drawn smaller, down to half the size, and then cut.
type Text struct {
	Text   string  `json:"text"`   // with {name}, {channel}, {member}, {remark}
	X      float64 `json:"x"`      // of its left end, middle or right end, as Align says
	Y      float64 `json:"y"`      // of its upper edge
	Width  float64 `json:"width"`  // at most; 0 is up to the picture's edge
	Size   float64 `json:"size"`   // of its letters, as part of the picture's height
	Colour string  `json:"colour"` // #rrggbb
	Align  string  `json:"align"`  // left, centre or right
}

// Validate refuses what cannot be drawn, naming the field.
func (p Poster) Validate() error {
	if err := p.Code.validate(); err != nil {
		return err
	}
	if len(p.Texts) > MaxTexts {
		return refuse(CodePoster, "field", "texts", "reason", "too_many", "max", MaxTexts)
	}
	for i, t := range p.Texts {
		if err := t.validate(fmt.Sprintf("texts[%d].", i)); err != nil {
			return err
		}
	}
	return nil
}

func (b Box) validate() error {
	return inRange("code.",
		field{"x", b.X, 0, 1}, field{"y", b.Y, 0, 1}, field{"width", b.Width, 0.02, 1 - b.X}, field{"height", b.Height, 0.02, 1 - b.Y})
}

func (t Text) validate(at string) error {
	if err := inRange(at, field{"x", t.X, 0, 1}, field{"y", t.Y, 0, 1}, field{"width", t.Width, 0, 1}, field{"size", t.Size, 0.005, 0.5},
		field{"text", float64(utf8.RuneCountInString(t.Text)), 1, MaxText}); err != nil {
		return err
	}
	if _, ok := ParseColour(t.Colour); !ok {
		return refuse(CodePoster, "field", at+"colour", "reason", "colour")
	}
	if !slices.Contains([]string{"left", "centre", "right"}, t.Align) {
		return refuse(CodePoster, "field", at+"align", "reason", "align")
	}
	for _, name := range variable.FindAllString(t.Text, -1) {
		if !slices.Contains(Variables, strings.Trim(name, "{}")) {
			return refuse(CodePoster, "field", at+"text", "reason", "variable", "name", name)
		}
	}
	return nil
}

type field struct {
	name          string
	got, min, max float64
}

// inRange also refuses what is no number.
func inRange(at string, fields ...field) error {
	for _, f := range fields {
		if !(f.got >= f.min-1e-9 && f.got <= f.max+1e-9) {
			return refuse(CodePoster, "field", at+f.name, "reason", "range", "min", f.min, "max", f.max)
		}
	}
	return nil
}

var variable = regexp.MustCompile(`\{[^{}]*\}`)

// filled is a text with its variables: values come from outside, so they are not looked at for variables again.
func (t Text) filled(values map[string]string) string {
	return cut(oneLine(variable.ReplaceAllStringFunc(t.Text, func(name string) string { return values[strings.Trim(name, "{}")] })), MaxText)
}
